// The notes of one consultation: kept here with each letter, saved on the server when the writing rests, and never lost.

import { ApiProblem } from "../../api.js";
import { Emitter } from "../../emitter.js";
import { Writings } from "./writings.js";

/** @typedef {import("./answers.js").Fields} Fields */
/** @typedef {import("./answers.js").FieldName} FieldName */
/** @typedef {import("./answers.js").Notes} Notes */
/**
 * `waiting`: written and about to be saved. `away`: no line; it is tried again by itself. `late`: the server takes no more of this
 * consultation, and something that was written here is not on it.
 * @typedef {"loading" | "saved" | "waiting" | "saving" | "away" | "wrong" | "late" | "signed"} Keeping
 */
/** @typedef {import("./writings.js").Conflict} Conflict */
/** `isKeptHere`: also where the page would be closed now. @typedef {{fields: Fields, keeping: Keeping, savedAt: number | null, conflicts: readonly Conflict[], problem: ApiProblem | null, isKeptHere: boolean, isUnsaved: boolean}} Sheet */

export const REST_MS = 800;
/** Whoever never rests is saved all the same. */
const LONGEST_MS = 4000;
const PAUSES_MS = Object.freeze([1000, 2000, 4000, 8000, 15_000]);
const AWAY = ["offline", "no_answer", "server_trouble", "too_many", "internal", "notes_busy"];
const LATE = ["consultation_unknown", "consultation_state", "notes_signed", "not_permitted"];

/** `saved`: by this page. @extends {Emitter<{changed: {}, saved: {}}>} */
export class NoteSheet extends Emitter {
  #path;
  #id;
  #api;
  #drafts;
  #writings = new Writings();
  #revision = 0;
  /** @type {number | null} */
  #savedAt = null;
  /** Drafts that this sheet answers for now. @type {string[]} */
  #adopted = [];
  /** @type {Keeping} */
  #keeping = "loading";
  /** @type {ApiProblem | null} */
  #problem = null;
  #isKeptHere = true;
  #isBegun = false;
  #isLoaded = false;
  /** @type {Promise<void> | null} */
  #work = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #unsavedSince = 0;
  #tries = 0;

  /** @param {string} consultation @param {Pick<import("../../api.js").Api, "get" | "patch">} api @param {import("./drafts.js").Drafts} drafts */
  constructor(consultation, api, drafts) {
    super();
    this.#id = consultation;
    this.#path = `/api/desk/consultations/${consultation}/notes`;
    this.#api = api;
    this.#drafts = drafts;
  }

  /** @returns {Sheet} */
  get state() {
    const { fields, conflicts, isUnsaved } = this.#writings;
    return { fields, keeping: this.#keeping, savedAt: this.#savedAt, conflicts, problem: this.#problem, isKeptHere: this.#isKeptHere, isUnsaved };
  }

  /** From the server, and what was left on this computer. */
  async begin() {
    await this.#adopt();
    await this.#once(() => this.#load());
  }

  /** @template {FieldName} Name @param {Name} field @param {Fields[Name]} value */
  write(field, value) {
    if (this.#keeping === "signed") return;
    this.#writings.write(field, value);
    this.#problem = null;
    this.#written();
  }

  /** Of two writings of a field. @param {FieldName} field @param {"mine" | "theirs" | "both"} which */
  choose(field, which) {
    this.#writings.choose(field, which);
    this.#written();
  }

  /** At once. Answers whether all of it is on the server. */
  async flush() {
    for (let round = 0; round < 4 && (this.#work !== null || this.#canSend()); round += 1) {
      await this.#save();
      if (this.#work === null && ["away", "wrong"].includes(this.#keeping)) break;
    }
    return !this.#isUnsaved && this.#isLoaded;
  }

  /** The line is back, or the page was looked at again: what waits is saved, and what another window has saved is fetched. */
  async again() {
    this.#tries = 0;
    const isMore = await this.#adopt();
    if (!this.#isLoaded || isMore) return this.#once(() => this.#load());
    if (this.#canSend()) return this.#save();
    if (this.#keeping === "saved") await this.#once(() => this.#load());
  }

  /** What must be said when it is signed: which writing of the notes that is. */
  get revision() {
    return this.#revision;
  }

  /** What came too late is let go of. */
  letGo() {
    this.#writings.forget();
    this.#settle();
  }

  /** It has been signed here. */
  signed() {
    this.#keeping = "signed";
    this.#tell();
  }

  /** Nothing is saved by itself any more. */
  end() {
    clearTimeout(this.#timer);
  }

  get #isUnsaved() {
    return this.#writings.isUnsaved;
  }

  /** Whether there was something that is not here already. */
  async #adopt() {
    const left = await this.#drafts.left(this.#id);
    const others = this.#isBegun ? left.filter(({ key }) => !this.#drafts.isOwn(this.#id, key)) : left;
    this.#isBegun = true;
    for (const { key, draft } of others) {
      this.#writings.adopt(draft);
      this.#adopted.push(key);
    }
    if (others.length > 0) this.#keepHere();
    return others.length > 0;
  }

  async #load() {
    try {
      const notes = /** @type {Notes} */ (await this.#api.get(this.#path));
      this.#rebase(notes, {});
      this.#isLoaded = true;
      this.#tries = 0;
      if (notes.signed_at) this.#keeping = this.#isUnsaved ? "late" : "signed";
      else this.#settle();
    } catch (thrown) {
      this.#failed(thrown);
    }
    if (this.#canSend()) this.#soon(REST_MS);
    this.#tell();
  }

  /** One thing at a time with the server. @param {() => Promise<void>} act */
  #once(act) {
    this.#work ??= act().finally(() => (this.#work = null));
    return this.#work;
  }

  #save() {
    clearTimeout(this.#timer);
    return this.#once(() => (this.#isLoaded ? this.#send() : this.#load()));
  }

  #canSend() {
    return this.#isUnsaved && !["late", "signed"].includes(this.#keeping) && (!this.#isLoaded || Object.keys(this.#writings.sendable).length > 0);
  }

  async #send() {
    const sent = this.#writings.sendable;
    if (Object.keys(sent).length === 0) return;
    this.#keeping = "saving";
    this.#tell();
    try {
      this.#rebase(await this.#api.patch(this.#path, { revision: this.#revision, fields: sent }), sent);
      this.#tries = 0;
      this.#settle();
      this.emit("saved", {});
      if (this.#canSend()) this.#soon(REST_MS);
    } catch (thrown) {
      await this.#refused(thrown);
    }
    this.#tell();
  }

  /** @param {unknown} thrown */
  async #refused(thrown) {
    if (thrown instanceof ApiProblem && thrown.code === "notes_changed") return this.#load();
    this.#failed(thrown);
  }

  /** @param {unknown} thrown */
  #failed(thrown) {
    if (!(thrown instanceof ApiProblem)) reportError(thrown);
    const problem = thrown instanceof ApiProblem ? thrown : new ApiProblem("page_trouble");
    const isAway = AWAY.includes(problem.code) || problem.status >= 500;
    if (isAway && this.#isLoaded && !this.#isUnsaved) return; // it was only looked whether there is something new
    this.#problem = problem;
    if (LATE.includes(problem.code)) this.#keeping = this.#isUnsaved ? "late" : "signed";
    else if (isAway) this.#tryLater(problem);
    else this.#keeping = "wrong";
  }

  /** @param {ApiProblem} problem */
  #tryLater(problem) {
    this.#keeping = "away";
    const pause = PAUSES_MS[Math.min(this.#tries, PAUSES_MS.length - 1)];
    this.#tries += 1;
    this.#soon(Math.max(pause, 1000 * (problem.retryAfterSeconds ?? 0)));
  }

  /** @param {Notes} notes @param {Partial<Fields>} sent what it has taken just now */
  #rebase({ revision, fields, saved_at: savedAt }, sent) {
    this.#writings.rebase(fields, sent);
    this.#revision = revision;
    this.#savedAt = savedAt || null;
    this.#keepHere();
  }

  #written() {
    this.#keepHere();
    if (this.#keeping !== "late" && this.#keeping !== "away") this.#keeping = this.#isUnsaved ? "waiting" : "saved";
    if (this.#unsavedSince === 0) this.#unsavedSince = performance.now();
    const left = this.#unsavedSince + LONGEST_MS - performance.now();
    if (this.#canSend() && this.#keeping !== "away") this.#soon(Math.max(0, Math.min(REST_MS, left)));
    this.#tell();
  }

  #settle() {
    this.#problem = null;
    this.#unsavedSince = 0;
    this.#keeping = this.#isUnsaved ? "waiting" : "saved";
    this.#keepHere();
  }

  /** @param {number} milliseconds */
  #soon(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), milliseconds);
  }

  #keepHere() {
    if (!this.#isUnsaved) {
      this.#drafts.drop(this.#id);
      this.#isKeptHere = true;
    } else {
      this.#isKeptHere = this.#drafts.keep(this.#id, this.#writings.draft(Date.now()));
      if (!this.#isKeptHere) return;
    }
    for (const key of this.#adopted.splice(0)) if (!this.#drafts.isOwn(this.#id, key)) this.#drafts.dropKey(key); // it stands in this tab's own now, or on the server
  }

  #tell() {
    this.emit("changed", {});
  }
}
