// Written here, not published with the library and not served: as much of its types as the page uses, for `tsc`.

/** What a command is acknowledged with. */
export type Reply<Fields> = ({ ok: true } & Fields) | { ok: false; code: string; message: string };

export type CommandTypes = Record<string, { command: object; reply: object }>;

export interface Socket<Events extends object, Commands extends CommandTypes> {
  readonly connected: boolean;
  /** The connection: what it asks for is looked at each time that it is made. */
  readonly io: { readonly opts: Options };
  on(name: "connect", listener: () => void): this;
  on(name: "disconnect", listener: (reason: string) => void): this;
  on(name: "connect_error", listener: (error: Error) => void): this;
  on<Name extends keyof Events & string>(name: Name, listener: (payload: Events[Name]) => void): this;
  /** Rejects when there is no acknowledgement in time. */
  timeout(milliseconds: number): {
    emitWithAck<Name extends keyof Commands & string>(
      name: Name,
      payload: Commands[Name]["command"],
    ): Promise<Reply<Commands[Name]["reply"]>>;
  };
  connect(): this;
  disconnect(): this;
}

export interface Options {
  /** Where the server is, on its host. */
  path?: string;
  transports: ["websocket"];
  /** Milliseconds. */
  reconnectionDelay: number;
  /** Milliseconds. */
  reconnectionDelayMax: number;
  /** Milliseconds until an attempt to connect is given up. */
  timeout: number;
  /** Stands behind the question mark of the address. */
  query: Record<string, string>;
}

export function io<Events extends object, Commands extends CommandTypes>(options: Options): Socket<Events, Commands>;
/** Of a namespace, such as "/live". */
export function io<Events extends object, Commands extends CommandTypes>(namespace: string, options: Partial<Options>): Socket<Events, Commands>;
