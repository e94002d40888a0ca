// The socket to the server: commands with their replies, and events. Knows nothing of the page.

import { PROTOCOL_VERSION } from "./protocol.js";
import { io } from "./vendor/socket.io.esm.min.js";

const REPLY_TIMEOUT_MILLISECONDS = 8000;
const EVENTS = ["welcome", "slots", "people", "video_paused", "rejoin_needed", "seat_lost", "taken_over"];

/** The server said no, or said nothing (`no_answer`). */
export class Refused extends Error {
  /** @param {string} code @param {string} message */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/**
 * Dispatches every event of docs/protocol.md as a CustomEvent with its payload as `detail`, and `closed` and
 * `unreachable` of its own. It connects by itself again and again.
 */
export class Signaling extends EventTarget {
  #socket = io({ transports: ["websocket"], reconnectionDelay: 250, reconnectionDelayMax: 4000, timeout: 8000 });
  /** @type {import("./protocol.js").Welcome | null} the greeting of the present socket */
  #welcome = null;

  constructor() {
    super();
    this.#socket.on("disconnect", (reason) => this.#closed(reason));
    this.#socket.on("connect_error", () => this.#tell("unreachable", {}));
    for (const name of EVENTS) this.#socket.on(name, (payload) => this.#received(name, payload));
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
   * @param {string} name
   * @param {Object} payload
   * @returns {Promise<any>} the reply's fields; rejects with `Refused`
   */
  async request(name, payload) {
    if (!this.#socket.connected) throw new Refused("no_answer", "not connected");
    let reply;
    try {
      reply = await this.#socket.timeout(REPLY_TIMEOUT_MILLISECONDS).emitWithAck(name, payload);
    } catch {
      throw new Refused("no_answer", `no reply to ${name}`);
    }
    if (!reply.ok) throw new Refused(reply.code, reply.message);
    return reply;
  }

  /** The network has changed: do not wait until the old socket is found to be dead. */
  reconnect() {
    this.#socket.disconnect();
    this.#socket.connect();
  }

  /** @param {string} reason */
  #closed(reason) {
    this.#welcome = null;
    this.#tell("closed", {});
    // Closed by the server on purpose: socket.io would not try again.
    if (reason === "io server disconnect") setTimeout(() => this.#socket.connect(), 2000);
  }

  /** @param {string} name @param {any} payload */
  #received(name, payload) {
    if (name === "welcome") this.#welcome = payload;
    this.#tell(name, payload);
  }

  /** @param {string} name @param {any} detail */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
