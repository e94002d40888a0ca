// The doctor's desk as the server knows it: asked anew whenever something changes, so that two windows and two laptops show the same.

import { ApiProblem } from "../../api.js";
import { Emitter } from "../../emitter.js";
import { newsBetween } from "./desk_news.js";

/** @typedef {import("./answers.js").Consultation} Consultation */
/** @typedef {import("./answers.js").Desk} Desk */
/** @typedef {import("./answers.js").Entry} Entry */
/** @typedef {import("./answers.js").Queue} Queue */
/** @typedef {import("./desk_news.js").News} News */
/** @typedef {{kind: "hands" | "finishing", consultation: Consultation, entry: null} | {kind: "waiting", consultation: null, entry: Entry}} Shown whom the desk is about */
/** `secret`: opens the call; it is in no address of the desk. @typedef {{id: string, secret: string}} Seat */
/** `askedAt`: by the server's clock. `isLive`: changes are told at once. @typedef {{desk: Desk | null, queue: Queue, askedAt: number, problem: ApiProblem | null, isLive: boolean, seat: Seat | null}} State */
/** @typedef {Pick<import("../../api.js").Api, "get" | "post" | "put" | "now">} Server */
/** @typedef {Pick<import("../../live.js").Live, "on" | "watch" | "isHere">} Line */
/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem">} Memory */

const ALONE_MS = 10_000;
/** With a live line the server sees that she is there; while she is on duty she is not signed out for being still. */
const AT_WORK_MS = 240_000;
const SEAT = "desk-seat";

/** @extends {Emitter<{changed: {}, news: {news: readonly News[]}}>} */
export class DeskStore extends Emitter {
  #api;
  #live;
  #language;
  #memory;
  /** @type {State} */
  #state;
  /** @type {string | null} */
  #opened = null;
  /** @type {Promise<void> | null} */
  #asking = null;
  #isWanted = false;
  /** What was asked before she did something tells the time before it. */
  #acts = 0;
  #isOwn = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #isEnded = false;

  /** @param {Server} api @param {Line} live @param {() => string} language of the page @param {Memory | null} memory of this tab */
  constructor(api, live, language, memory) {
    super();
    this.#api = api;
    this.#live = live;
    this.#language = language;
    this.#memory = memory;
    this.#state = { desk: null, queue: { clinic: null, entries: [] }, askedAt: 0, problem: null, isLive: live.isHere, seat: null };
    for (const name of /** @type {const} */ (["here", "desk", "queue"])) live.on(name, () => this.again());
    for (const name of /** @type {const} */ (["here", "away"])) live.on(name, () => this.#set({ isLive: live.isHere }));
  }

  get state() {
    return this.#state;
  }

  /** Who stands in the middle: whoever is in her hands, else whom she has opened. @returns {Shown | null} */
  get shown() {
    const { desk, queue } = this.#state;
    if (desk?.current) return { kind: "hands", consultation: desk.current, entry: null };
    const unsigned = desk?.unsigned.find(({ id }) => id === this.#opened);
    if (unsigned !== undefined) return { kind: "finishing", consultation: unsigned, entry: null };
    const entry = queue.entries.find(({ id }) => id === this.#opened);
    return entry === undefined ? null : { kind: "waiting", consultation: null, entry };
  }

  /** Somebody who waits, or whose notes are not signed. @param {string | null} id */
  open(id) {
    this.#opened = id;
    this.#set({});
  }

  begin() {
    void this.again();
  }

  end() {
    this.#isEnded = true;
    clearTimeout(this.#timer);
  }

  /** Asks for all of it; once more, where it is being asked already. */
  async again() {
    this.#isWanted = true;
    this.#asking ??= this.#askAll().finally(() => (this.#asking = null));
    await this.#asking;
  }

  /** @param {import("./answers.js").DutyState} state @param {string | null} clinic */
  putDuty(state, clinic) {
    return this.#do(() => this.#api.put("/api/desk/duty", { state, clinic }), (desk) => this.#set({ desk }));
  }

  callNext() {
    return this.#call("/api/desk/call-next", {});
  }

  /** @param {string} consultation @param {string} reason */
  call(consultation, reason) {
    return this.#call("/api/desk/call", { consultation, reason });
  }

  /** `word`: the last part of the operation's path. @param {string} consultation @param {string} word @param {object} [body] */
  act(consultation, word, body = {}) {
    return this.#do(() => this.#api.post(`/api/desk/consultations/${consultation}/${word}`, body));
  }

  /** The call's seat moves into this window, wherever it was. */
  async takeSeat() {
    const current = this.#state.desk?.current;
    if (!current) return;
    const { secret } = await this.#api.post(`/api/desk/consultations/${current.id}/entrance`, {});
    this.#remember(current.id);
    this.#set({ seat: { id: current.id, secret } });
  }

  /** It is in another window now, or the call was closed: what became of it is the server's to say. */
  leaveSeat() {
    this.#set({ seat: null });
    void this.again();
  }

  /** @param {string} path @param {object} body */
  async #call(path, body) {
    const called = /** @type {Consultation} */ (await this.#do(() => this.#api.post(path, body), (current) => this.#set({ desk: { .../** @type {Desk} */ (this.#state.desk), current } })));
    if (called.mode === "video") await this.takeSeat();
    return called;
  }

  /** @param {() => Promise<any>} act @param {(answer: any) => void} [show] */
  async #do(act, show = () => {}) {
    try {
      const answer = await act();
      this.#isOwn = true;
      show(answer);
      return answer;
    } finally {
      this.#acts += 1;
      void this.again();
    }
  }

  async #askAll() {
    while (this.#isWanted && !this.#isEnded) {
      this.#isWanted = false;
      await this.#askOnce();
    }
    clearTimeout(this.#timer);
    if (!this.#isEnded) this.#timer = setTimeout(() => this.#look(), this.#live.isHere ? AT_WORK_MS : ALONE_MS);
  }

  /** A desk that nobody uses signs itself out. */
  #look() {
    if (this.#live.isHere && this.#state.desk?.duty.state === "off") this.#timer = setTimeout(() => this.#look(), AT_WORK_MS);
    else void this.again();
  }

  async #askOnce() {
    const acts = this.#acts;
    const headers = { "Accept-Language": this.#language() };
    try {
      const [desk, queue] = await Promise.all([this.#api.get("/api/desk"), this.#api.get("/api/desk/queue", { headers })]);
      if (acts === this.#acts) this.#took(desk, queue);
      else this.#isWanted = true;
    } catch (thrown) {
      if (!(thrown instanceof ApiProblem)) reportError(thrown);
      this.#set({ problem: thrown instanceof ApiProblem ? thrown : new ApiProblem("page_trouble") });
    }
  }

  /** @param {Desk} desk @param {Queue} queue */
  #took(desk, queue) {
    const before = this.#state;
    const news = before.desk === null ? [] : newsBetween({ desk: before.desk, queue: before.queue }, { desk, queue });
    this.#follow(before.desk?.current ?? null, desk);
    this.#set({ desk, queue, askedAt: this.#api.now(), problem: null, seat: desk.current?.id === before.seat?.id ? before.seat : null });
    const told = this.#isOwn ? news.filter(({ word }) => word === "news_asked" || word === "news_result") : news;
    this.#isOwn = false;
    if (told.length > 0) this.emit("news", { news: told });
    this.#live.watch(desk.duty.clinic === null ? [] : [desk.duty.clinic]);
    if (before.desk === null) void this.#sitAgain(desk);
  }

  /** Whoever was in her hands a moment ago stays in front, to be finished. @param {Consultation | null} was @param {Desk} desk */
  #follow(was, desk) {
    if (was !== null && desk.current === null) this.#opened = desk.unsigned.some(({ id }) => id === was.id) ? was.id : null;
  }

  /** After a reload; in another window she takes it herself. @param {Desk} desk */
  async #sitAgain({ current }) {
    if (!current || current.mode !== "video" || this.#memory?.getItem(SEAT) !== current.id) return;
    await this.takeSeat().catch(() => {}); // the button is there
  }

  /** @param {string} consultation */
  #remember(consultation) {
    try {
      this.#memory?.setItem(SEAT, consultation);
    } catch {
      // after a reload she takes it herself
    }
  }

  /** @param {Partial<State>} change */
  #set(change) {
    this.#state = { ...this.#state, ...change };
    this.emit("changed", {});
  }
}
