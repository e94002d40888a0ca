// Written here, not published with the library and not served: as much of its types as the page uses, for `tsc`.

export interface VNode {
  type: unknown;
}

export type Content = VNode | VNode[] | string | number | null | undefined | boolean | Content[];

/** A template of htm: tags, components as <${Component} …>, and values in their places. */
export function html(strings: TemplateStringsArray, ...values: unknown[]): VNode;
export function render(tree: VNode, parent: Element): void;

export function useState<Value>(initial: Value | (() => Value)): [Value, (next: Value | ((before: Value) => Value)) => void];
/** For an element: it is there in every effect. */
export function useRef<Element_ extends Element>(initial: null): { current: Element_ };
export function useRef<Value>(initial: Value): { current: Value };
export function useEffect(act: () => void | (() => void), inputs?: readonly unknown[]): void;
export function useLayoutEffect(act: () => void | (() => void), inputs?: readonly unknown[]): void;
export function useMemo<Value>(make: () => Value, inputs: readonly unknown[]): Value;
