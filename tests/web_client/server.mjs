// A server under the test's hand, a connection without a browser, and a storage: the twins of what the page talks to.

import { Emitter } from "../../web_client/emitter.js";
import { PROTOCOL_VERSION } from "../../web_client/protocol.js";
import { Refused } from "../../web_client/room/refused.js";
import { settled } from "./clock.mjs";

export const REDEEMED = {
  grant: "grant 1",
  expires_in_seconds: 120,
  people: [{ role: "doctor", name: "Dr Rao" }],
  grants: ["publish", "screen", "admit", "mute_others", "end"],
  waits: false,
  node: null,
};
export const EMPTY_ROOM = { people: [], lobby: [], chat: [] };
export const JOINED = {
  participant: "p-rao",
  resume_token: "token 1",
  admission: "admitted",
  grants: REDEEMED.grants,
  room: EMPTY_ROOM,
};
export const OPENED = { answer: "answer", pairs: [], slots: { revision: 1, pairs: [] } };
export const RESUMED = { ...JOINED, resume_token: "token 2", slots: { revision: 1, pairs: [] }, media: "kept" };

/** Answers as it is told to; a command without an answer waits for `reply` or the end of the socket. */
export class FakeSignaling extends Emitter {
  welcome = { protocol: PROTOCOL_VERSION, slot_pairs: 3, node: null };
  /** What was asked, in order. */
  asked = [];
  /** By command: a record, a refusal, or a function of the payload that gives one. */
  answers = { acknowledge_slots: {}, set_media: {}, leave: {} };
  reconnections = 0;
  /** Where the next socket is brought, as long as that node is there. */
  wanted = null;
  /** The nodes that are there; the first serves whoever asks for none or for one that is gone. */
  nodes = [null];
  #waiting = [];

  get isOutdated() {
    return this.welcome !== null && this.welcome.protocol !== PROTOCOL_VERSION;
  }

  /** The names of the commands so far; those of no interest are left out. */
  get names() {
    return this.asked.map(([name]) => name).filter((name) => name !== "acknowledge_slots" && name !== "set_media");
  }

  payloads(command) {
    return this.asked.filter(([name]) => name === command).map(([, payload]) => payload);
  }

  async request(name, payload) {
    if (this.welcome === null) throw new Refused("no_answer", "not connected");
    this.asked.push([name, payload]);
    const given = this.answers[name];
    const answer = typeof given === "function" ? given(payload) : given;
    if (answer instanceof Error) throw answer;
    if (answer !== undefined) return answer;
    return new Promise((resolve, reject) => this.#waiting.push({ name, resolve, reject }));
  }

  /** Answers the oldest command of that name that still waits. */
  async reply(name, answer) {
    const [{ resolve, reject }] = this.#waiting.splice(this.#waiting.findIndex((one) => one.name === name), 1);
    if (answer instanceof Error) reject(answer);
    else resolve(answer);
    await settled();
  }

  async tell(name, detail = {}) {
    this.emit(name, detail);
    await settled();
  }

  async closeSocket() {
    this.welcome = null;
    for (const { reject } of this.#waiting.splice(0)) reject(new Refused("no_answer", "closed"));
    await this.tell("closed");
  }

  async greet(welcome = this.#greeting()) {
    this.welcome = welcome;
    await this.tell("welcome", welcome);
  }

  /** The same server for a page that was loaded anew; the page of before hears nothing any more. */
  forNewPage() {
    const [asked, answers] = [this.asked, this.answers];
    return Object.assign(new FakeSignaling(), { asked, answers });
  }

  reconnect() {
    this.reconnections += 1;
    this.closeSocket();
  }

  keepTo(node) {
    this.wanted = node;
  }

  async moveTo(node) {
    this.keepTo(node);
    this.reconnect();
    await this.greet();
  }

  #greeting() {
    const node = this.nodes.includes(this.wanted) ? this.wanted : this.nodes[0];
    return { protocol: PROTOCOL_VERSION, slot_pairs: 3, node };
  }
}

export const refused = (code) => new Refused(code, code);

/** A call that comes up as soon as it is answered, unless it is told not to. */
export class FakeCall extends EventTarget {
  static made = [];
  static comesUp = true;
  isUp = false;
  isClosed = false;
  accepted = [];
  sent = {};
  restarts = 0;

  constructor(slotPairs, tracks) {
    super();
    this.slotPairs = slotPairs;
    this.sent = { ...tracks };
    FakeCall.made.push(this);
    this.name = `offer ${FakeCall.made.length}`;
  }

  async offer() {
    return this.name;
  }

  async restartOffer() {
    this.restarts += 1;
    return `${this.name}, restart ${this.restarts}`;
  }

  async accept(answer) {
    this.accepted.push(answer);
    if (FakeCall.comesUp) this.comeUp();
  }

  comeUp() {
    this.isUp = true;
    this.dispatchEvent(new Event("up"));
  }

  goDown() {
    this.isUp = false;
    this.dispatchEvent(new Event("down"));
  }

  async send(source, track) {
    this.sent[source] = track;
  }

  streamOf(pair) {
    return `picture ${pair}`;
  }

  whenUp(milliseconds) {
    if (this.isUp) return Promise.resolve(true);
    return new Promise((resolve) => {
      setTimeout(() => resolve(this.isUp), milliseconds);
      this.addEventListener("up", () => resolve(true), { once: true });
    });
  }

  async statistics() {
    return new Map();
  }

  close() {
    this.isClosed = true;
  }
}

/** As `sessionStorage`, of one tab. */
export class FakeStorage {
  #entries = new Map();
  getItem(key) {
    return this.#entries.get(key) ?? null;
  }
  setItem(key, value) {
    this.#entries.set(key, value);
  }
}
