// The household's tokens as this page knows them: asked of the server, and kept up to date by the live line or, without one, by asking again and again.

import { Emitter } from "../../emitter.js";
import { isLive, isSoon, newsOf, withQueue } from "./token.js";

/** @typedef {import("./token.js").Token} Token */
/** @typedef {import("./token.js").News} News */
/** @typedef {Pick<import("../../api.js").Api, "get">} Server */
/** @typedef {Pick<import("../../live.js").Live, "isHere" | "watch" | "on">} Line */
/** @typedef {(act: () => void, milliseconds: number) => unknown} Later */

/** Without a live line; a slow phone gets by with it. */
export const ASK_MS = 20_000;
/** The same, when her turn is near. */
export const ASK_NEAR_MS = 8_000;
/** With a live line all the same: what was missed, and the server hears that she is there. */
export const LOOK_MS = 240_000;
/** As signaling/live.py bounds it. */
const MOST_WATCHED = 30;
/** A burst of news is one question. */
const SOON_MS = 300;

/**
 * `news`: what happened to a token. `rung`: the doctor rings again in a call that broke. `answered`: whether the server could be asked.
 * @extends {Emitter<{changed: {}, news: {token: Token, was: Token | undefined, news: News}, rung: {id: string, ends_at: number}, answered: {problem: unknown}}>}
 */
export class Tokens extends Emitter {
  /** By id, the newest first; `null` until the server has told. @type {Map<string, Token> | null} */
  #known = null;
  #server;
  #line;
  #later;
  /** @type {Set<string>} */
  #asked = new Set();
  #turn = 0;
  /** @type {readonly string[]} */
  #others = [];

  /** @param {Server} server @param {Line} line @param {Later} [later] */
  constructor(server, line, later = (act, milliseconds) => setTimeout(act, milliseconds)) {
    super();
    this.#server = server;
    this.#line = line;
    this.#later = later;
    line.on("here", () => this.askSoon());
    line.on("away", () => this.#askLater());
    line.on("queue", (news) => this.#heard(news));
    line.on("token", ({ id }) => this.#askOneSoon(id));
    line.on("ended", ({ id }) => this.#askOneSoon(id));
    line.on("ring", (ring) => {
      this.#askOneSoon(ring.id, 0);
      this.emit("rung", ring);
    });
  }

  get isKnown() {
    return this.#known !== null;
  }

  /** The newest first. */
  get all() {
    return [...(this.#known?.values() ?? [])];
  }

  get live() {
    return this.all.filter(isLive);
  }

  /** @param {string} id */
  one(id) {
    return this.#known?.get(id);
  }

  /** All of the household, now. Rejects as the API does. */
  async ask() {
    this.#askLater();
    try {
      const { tokens } = await this.#server.get("/api/opd/tokens");
      this.#showAll(tokens);
      this.emit("answered", { problem: null });
    } catch (problem) {
      this.emit("answered", { problem });
      throw problem;
    }
  }

  /** Something may have changed: the page came back into sight, or onto the line. */
  askSoon() {
    this.ask().catch(() => {});
  }

  /** One of which the list says nothing any more, too. Rejects as the API does. @param {string} id @returns {Promise<Token>} */
  async askOne(id) {
    const token = await this.#server.get(`/api/opd/tokens/${id}`);
    this.show(token);
    return token;
  }

  /** What the server has answered. @param {Token} token */
  show(token) {
    this.#take([token], new Map(this.#known ?? []));
  }

  /** @param {Token[]} tokens the newest first */
  #showAll(tokens) {
    const told = new Set(tokens.map(({ id }) => id));
    const older = [...(this.#known ?? [])].filter(([id, token]) => !told.has(id) && !isLive(token));
    this.#take(tokens, new Map([...tokens.map((token) => /** @type {const} */ ([token.id, token])), ...older]));
  }

  /** @param {Token[]} tokens that are new or may have changed @param {Map<string, Token>} known with them, or before */
  #take(tokens, known) {
    const before = this.#known ?? new Map();
    for (const token of tokens) {
      if (known.has(token.id)) known.set(token.id, token);
      else known = new Map([[token.id, token], ...known]);
    }
    this.#known = known;
    this.#watch();
    this.emit("changed", {});
    for (const token of tokens) this.#tell(before.get(token.id), token);
  }

  /** @param {Token | undefined} was @param {Token} token */
  #tell(was, token) {
    const news = newsOf(was, token);
    if (news !== null) this.emit("news", { token, was, news });
  }

  /** Clinics that are shown besides those where somebody waits. @param {readonly string[]} clinics */
  watchAlso(clinics) {
    this.#others = clinics;
    this.#watch();
  }

  #watch() {
    const clinics = new Set([...this.live.map(({ clinic }) => clinic), ...this.#others]);
    this.#line.watch([...clinics].slice(0, MOST_WATCHED));
  }

  /** @param {import("../../live.js").QueueNews} news */
  #heard(news) {
    for (const token of this.all.filter(({ clinic, state }) => clinic === news.clinic && state === "waiting")) {
      const now = withQueue(token, news);
      if (now === null) this.#askOneSoon(token.id);
      else this.show(now);
    }
  }

  /** @param {string} id @param {number} [milliseconds] */
  #askOneSoon(id, milliseconds = SOON_MS) {
    if (this.#asked.has(id)) return;
    this.#asked.add(id);
    this.#later(() => {
      this.#asked.delete(id);
      this.askOne(id).catch(() => {});
    }, milliseconds);
  }

  /** The next question in its time; any question begins the time anew. */
  #askLater() {
    const turn = ++this.#turn;
    this.#later(() => turn === this.#turn && this.askSoon(), this.#pauseMs());
  }

  #pauseMs() {
    if (this.#line.isHere) return LOOK_MS;
    return this.live.some((token) => token.state !== "requested" && (isSoon(token) || token.state !== "waiting")) ? ASK_NEAR_MS : ASK_MS;
  }
}
