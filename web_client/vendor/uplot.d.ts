// Written here, not published with the library and not served: as much of its types as the page uses, for `tsc`.

export type Values = readonly (number | null)[];
export type AlignedData = readonly [times: readonly number[], ...series: Values[]];
export type Range = readonly [number, number];

export interface Series {
  stroke?: string;
  fill?: string;
  width?: number;
  dash?: readonly number[];
  points?: { show: boolean; size?: number; fill?: string };
  paths?: unknown;
}

export interface Axis {
  stroke: string;
  font: string;
  size?: number;
  /** Pixels between two of its values, at the least. */
  space?: number;
  grid: { show?: boolean; stroke?: string; width?: number };
  ticks: { show?: boolean; stroke?: string; width?: number };
  incrs?: readonly number[];
  values(plot: UPlot, splits: readonly number[]): readonly string[];
}

export interface Options {
  width: number;
  height: number;
  /** Above, right, below and left; null: as much as it needs. */
  padding?: readonly (number | null)[];
  tzDate(seconds: number): Date;
  legend: { show: boolean };
  cursor: { y: boolean; drag: { x: boolean; y: boolean }; points: { size: number } };
  scales: Record<string, { time?: boolean; range(plot: UPlot, low: number, high: number): Range }>;
  axes: readonly Axis[];
  series: readonly Series[];
  bands?: readonly { series: readonly [number, number]; fill: string }[];
  hooks: { setCursor: readonly ((plot: UPlot) => void)[] };
}

export default class UPlot {
  constructor(options: Options, data: AlignedData, parent: HTMLElement);
  readonly cursor: { readonly idx: number | null | undefined };
  setData(data: AlignedData): void;
  setSize(size: { width: number; height: number }): void;
  destroy(): void;
  static tzDate(date: Date, zone: string): Date;
  static readonly paths: { bars(options: { size: readonly [number, number]; align?: number; radius?: number }): unknown };
}
