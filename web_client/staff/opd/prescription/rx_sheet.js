// The prescription of one consultation: what is typed is saved when the writing rests, and kept on this computer until it is.

import { ApiProblem } from "../../../api.js";
import { Emitter } from "../../../emitter.js";
import { Writings } from "../writings.js";
import { asSent, PRESCRIPTION } from "./merging_rx.js";

/** @typedef {import("./answers.js").Sheet} Sheet */
/** @typedef {import("./answers.js").Fields} Fields */
/** `late`: the server takes no more of it, and something that was written here is not on it. @typedef {"loading" | "saved" | "waiting" | "saving" | "away" | "wrong" | "conflict" | "late"} Keeping */
/** @typedef {Pick<import("../../../api.js").Api, "get" | "patch" | "post">} Server */

export const REST_MS = 600;
const PAUSES_MS = Object.freeze([1000, 2000, 4000, 8000, 15_000]);
const AWAY = ["offline", "no_answer", "server_trouble", "too_many", "internal", "prescription_busy"];
const LATE = ["consultation_unknown", "consultation_state", "prescription_locked", "not_permitted"];

/** `saved`: by this page. @extends {Emitter<{changed: {}, saved: {}}>} */
export class RxSheet extends Emitter {
  /** @type {Sheet | null} */
  sheet = null;
  /** @type {Keeping} */
  keeping = "loading";
  /** @type {ApiProblem | null} */
  problem = null;
  /** Also where the page would be closed now. */
  isKeptHere = true;
  /** @type {Writings<Fields>} */
  #writings = new Writings(PRESCRIPTION);
  #id;
  #path;
  #api;
  #drafts;
  /** Drafts that this sheet answers for now. @type {string[]} */
  #adopted = [];
  /** One thing at a time with the server. @type {Promise<unknown>} */
  #queue = Promise.resolve();
  /** A look that is still to come. @type {Promise<void> | null} */
  #look = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #tries = 0;

  /** @param {string} consultation @param {Server} api @param {import("../drafts.js").Drafts} drafts */
  constructor(consultation, api, drafts) {
    super();
    this.#id = consultation;
    this.#path = `/api/desk/consultations/${consultation}/prescription`;
    this.#api = api;
    this.#drafts = drafts;
  }

  /** As it stands here, with what is not saved yet. @returns {Fields | null} */
  get fields() {
    return this.sheet === null ? null : this.#writings.fields;
  }

  get isUnsaved() {
    return this.#writings.isUnsaved;
  }

  get conflicts() {
    return this.#writings.conflicts;
  }

  /** From the server, and what was left on this computer. */
  async begin() {
    for (const { key, draft } of await this.#drafts.left(this.#id)) {
      this.#writings.adopt(draft);
      this.#adopted.push(key);
    }
    await this.load();
  }

  /** What another window has saved, and the rules' newest word; after what is under way. */
  load() {
    this.#look ??= this.#next(async () => {
      this.#look = null;
      await this.#fetch();
    });
    return this.#look;
  }

  /** The line is back, or the page was looked at again. */
  async again() {
    this.#tries = 0;
    if (this.#canSend() && this.sheet !== null) await this.#save();
    else await this.load();
  }

  /** @template {keyof Fields} Name @param {Name} name @param {Fields[Name]} value */
  write(name, value) {
    this.#writings.write(name, value);
    if (this.keeping !== "late" && this.keeping !== "away") [this.keeping, this.problem] = [this.conflicts.length > 0 ? "conflict" : "waiting", null];
    this.#keepHere();
    if (this.keeping !== "away") this.#soon(REST_MS);
    this.#tell();
  }

  /** Of two writings of a field. @param {keyof Fields} name @param {"mine" | "theirs" | "both"} which */
  choose(name, which) {
    this.#writings.choose(name, which);
    this.#settle();
    if (this.#canSend()) this.#soon(0);
    this.#tell();
  }

  /** At once. Answers whether all of it is on the server. */
  async flush() {
    for (let round = 0; round < 4 && this.#canSend(); round += 1) {
      await this.#save();
      if (["away", "wrong"].includes(this.keeping)) break;
    }
    await this.#queue;
    return this.sheet !== null && !this.isUnsaved;
  }

  /** What came too late, or is given up, is let go of. */
  letGo() {
    this.#writings.forget();
    this.#settle();
    this.#tell();
  }

  /** @param {"sign" | "amend" | "discard" | "cancel"} word @param {unknown} body */
  async act(word, body) {
    const answer = await this.#next(() => this.#api.post(this.#at(`/${word}`), body));
    if (word === "discard") this.letGo();
    await this.load();
    if (word !== "discard") this.emit("saved", {});
    return answer;
  }

  /** Nothing is saved by itself any more. */
  end() {
    clearTimeout(this.#timer);
  }

  /** @template Value @param {() => Promise<Value>} act @returns {Promise<Value>} */
  #next(act) {
    const done = this.#queue.then(act);
    this.#queue = done.catch(() => {});
    return done;
  }

  async #fetch() {
    try {
      this.#came(await this.#api.get(this.#at("")), {});
    } catch (thrown) {
      this.#failed(thrown);
    }
    if (this.keeping === "waiting" && this.#canSend()) this.#soon(REST_MS);
    this.#tell();
  }

  #save() {
    clearTimeout(this.#timer);
    return this.#next(() => (this.sheet === null ? this.#fetch() : this.#send()));
  }

  #canSend() {
    return this.keeping !== "late" && Object.keys(this.#writings.sendable).length > 0;
  }

  async #send() {
    const sent = this.#writings.sendable;
    if (this.sheet === null || Object.keys(sent).length === 0) return;
    this.keeping = "saving";
    this.#tell();
    try {
      this.#came(await this.#api.patch(this.#at(""), { revision: this.sheet.revision, fields: bodyOf(sent) }), sent);
      this.emit("saved", {});
      if (this.#canSend()) this.#soon(REST_MS);
    } catch (thrown) {
      if (thrown instanceof ApiProblem && thrown.code === "prescription_changed") return this.#fetch();
      this.#failed(thrown);
    }
    this.#tell();
  }

  /** @param {Sheet} sheet @param {Partial<Fields>} sent what it has taken just now */
  #came(sheet, sent) {
    this.#writings.rebase(sheet.fields, sent);
    this.sheet = sheet;
    this.#tries = 0;
    const isRefused = ["wrong", "late"].includes(this.keeping) && this.isUnsaved; // a look alone changes nothing of that
    if (isRefused) this.#keepHere();
    else this.#settle();
  }

  #settle() {
    this.problem = null;
    this.keeping = this.conflicts.length > 0 ? "conflict" : this.isUnsaved ? "waiting" : "saved";
    this.#keepHere();
  }

  /** @param {unknown} thrown */
  #failed(thrown) {
    if (!(thrown instanceof ApiProblem)) reportError(thrown);
    const problem = thrown instanceof ApiProblem ? thrown : new ApiProblem("page_trouble");
    const isAway = AWAY.includes(problem.code) || problem.status >= 500;
    if (isAway && this.sheet !== null && !this.isUnsaved) return; // it was only looked whether there is something new
    this.problem = problem;
    if (LATE.includes(problem.code) && this.isUnsaved) this.keeping = "late";
    else this.keeping = isAway ? "away" : "wrong";
    if (!isAway) return;
    this.#soon(Math.max(PAUSES_MS[Math.min(this.#tries, PAUSES_MS.length - 1)], 1000 * (problem.retryAfterSeconds ?? 0)));
    this.#tries += 1;
  }

  /** @param {number} milliseconds */
  #soon(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), milliseconds);
  }

  /** @param {string} rest */
  #at(rest) {
    return `${this.#path}${rest}?language=${document.documentElement.lang}`;
  }

  #keepHere() {
    if (this.isUnsaved) this.isKeptHere = this.#drafts.keep(this.#id, this.#writings.draft(Date.now()));
    else {
      this.#drafts.drop(this.#id);
      this.isKeptHere = true;
    }
    if (!this.isKeptHere) return;
    for (const key of this.#adopted.splice(0)) if (!this.#drafts.isOwn(this.#id, key)) this.#drafts.dropKey(key); // it stands in this tab's own now, or on the server
  }

  #tell() {
    this.emit("changed", {});
  }
}

/** @param {Partial<Fields>} fields */
function bodyOf(fields) {
  return fields.lines === undefined ? fields : { ...fields, lines: fields.lines.map(asSent) };
}
