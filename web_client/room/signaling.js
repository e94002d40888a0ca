// The socket to the server: commands with their replies, and events. Knows nothing of the page.

import { Emitter } from "../emitter.js";
import { PROTOCOL_VERSION } from "../protocol.js";
import { io } from "../vendor/socket.io.esm.min.js";
import { Refused } from "./refused.js";

/** @typedef {import("../protocol.js").Commands} Commands */
/** @typedef {import("../protocol.js").Events} Events */
/** @typedef {import("../vendor/socket.io.esm.min.js").Socket<Events, Commands>} Socket */

const REPLY_TIMEOUT_MILLISECONDS = 8000;
const EVENTS = /** @type {const} */ ([
  "slots",
  "people",
  "lobby",
  "admitted",
  "observer_coming",
  "chat",
  "video_paused",
  "media_needed",
  "seat_lost",
  "taken_over",
  "removed",
  "ended",
]);

/**
 * Emits every event of docs/protocol.md, and `closed` and `unreachable` of its own. It connects by itself again and
 * again.
 * @extends {Emitter<Events & {closed: {}, unreachable: {}}>}
 */
export class Signaling extends Emitter {
  /** @type {Socket} */
  #socket;
  /** @type {import("../protocol.js").Welcome | null} the greeting of the present socket */
  #welcome = null;

  /** @param {string | null} [node] of the server, to which the socket is to be brought; null: any */
  constructor(node = null) {
    super();
    const delays = { reconnectionDelay: 250, reconnectionDelayMax: 4000, timeout: 8000 };
    this.#socket = io({ transports: ["websocket"], ...delays, query: queryFor(node) });
    this.#socket.on("disconnect", (reason) => this.#closed(reason));
    this.#socket.on("connect_error", () => this.emit("unreachable", {}));
    this.#socket.on("welcome", (welcome) => this.#greeted(welcome));
    for (const name of EVENTS) this.#pass(name);
  }

  /** The server's greeting; null while there is no socket. */
  get welcome() {
    return this.#welcome;
  }

  /** Whether server and page speak the same version. */
  get isOutdated() {
    return this.#welcome !== null && this.#welcome.protocol !== PROTOCOL_VERSION;
  }

  /**
   * Sends a command and waits for its reply.
   * @template {keyof Commands} Name
   * @param {Name} name
   * @param {Commands[Name]["command"]} payload
   * @param {number} [milliseconds] to wait for the reply
   * @returns {Promise<Commands[Name]["reply"]>} rejects with `Refused`
   */
  async request(name, payload, milliseconds = REPLY_TIMEOUT_MILLISECONDS) {
    if (!this.#socket.connected) throw new Refused("no_answer", "not connected");
    let reply;
    try {
      reply = await this.#socket.timeout(milliseconds).emitWithAck(name, payload);
    } catch {
      throw new Refused("no_answer", `no reply to ${name}`);
    }
    if (!reply.ok) throw new Refused(reply.code, reply.message);
    return reply;
  }

  /** Where later sockets are to be brought; the present one stays. @param {string | null} node */
  keepTo(node) {
    this.#socket.io.opts.query = queryFor(node);
  }

  /**
   * A new socket, brought to that node of the server.
   * @param {string} node
   * @returns {Promise<void>} when the server has greeted, or not in time; `welcome` tells which node it was
   */
  moveTo(node) {
    this.keepTo(node);
    this.reconnect();
    return new Promise((resolve) => {
      const over = new AbortController();
      const end = () => (over.abort(), clearTimeout(timer), resolve());
      const timer = setTimeout(end, REPLY_TIMEOUT_MILLISECONDS);
      this.on("welcome", end, { signal: over.signal });
    });
  }

  /** The network has changed: do not wait until the old socket is found to be dead. */
  reconnect() {
    this.#socket.disconnect();
    this.#socket.connect();
  }

  /** @param {import("../protocol.js").Welcome} welcome */
  #greeted(welcome) {
    this.#welcome = welcome;
    this.emit("welcome", welcome);
  }

  /** @param {string} reason */
  #closed(reason) {
    this.#welcome = null;
    this.emit("closed", {});
    // Closed by the server on purpose: socket.io would not try again.
    if (reason === "io server disconnect") setTimeout(() => this.#socket.connect(), 2000);
  }

  /** @param {typeof EVENTS[number]} name */
  #pass(name) {
    this.#socket.on(name, (payload) => this.emit(name, payload));
  }
}

/** @param {string | null} node @returns {Record<string, string>} */
function queryFor(node) {
  return node === null ? {} : { node };
}
