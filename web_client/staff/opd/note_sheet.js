// The notes of one consultation: kept here with each letter, saved on the server when the writing rests, and never lost.

import { ApiProblem } from "../../api.js";
import { Emitter } from "../../emitter.js";
import { bothOf, FIELD_NAMES, isSame, NOTHING_WRITTEN } from "./merging_notes.js";

/** @typedef {import("./answers.js").Fields} Fields */
/** @typedef {import("./answers.js").FieldName} FieldName */
/** @typedef {import("./answers.js").Notes} Notes */
/**
 * `waiting`: written and about to be saved. `away`: no line; it is tried again by itself. `late`: the server takes no more of this
 * consultation, and something that was written here is not on it.
 * @typedef {"loading" | "saved" | "waiting" | "saving" | "away" | "wrong" | "late" | "signed"} Keeping
 */
/** `mine` stands here, `theirs` on the server: it was written in another window. @typedef {{field: FieldName, mine: any, theirs: any}} Conflict */
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
  /** What the server has, as far as this page knows. @type {Fields} */
  #seen = NOTHING_WRITTEN;
  #revision = 0;
  /** @type {number | null} */
  #savedAt = null;
  /** What was written here and is not on the server. @type {Partial<Fields>} */
  #mine = {};
  /** @type {Map<FieldName, unknown>} what the server has of fields that were written in two windows */
  #theirs = new Map();
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
    const conflicts = [...this.#theirs].map(([field, theirs]) => ({ field, mine: this.#mine[field], theirs }));
    return { fields: this.#fields, keeping: this.#keeping, savedAt: this.#savedAt, conflicts, problem: this.#problem, isKeptHere: this.#isKeptHere, isUnsaved: this.#isUnsaved };
  }

  /** From the server, and what was left on this computer. */
  async begin() {
    await this.#adopt();
    await this.#once(() => this.#load());
  }

  /** @template {FieldName} Name @param {Name} field @param {Fields[Name]} value */
  write(field, value) {
    if (this.#keeping === "signed") return;
    this.#mine = { ...this.#mine, [field]: value };
    this.#problem = null;
    this.#written();
  }

  /** Of two writings of a field. @param {FieldName} field @param {"mine" | "theirs" | "both"} which */
  choose(field, which) {
    const theirs = this.#theirs.get(field);
    this.#theirs.delete(field);
    if (which === "theirs") delete this.#mine[field];
    if (which === "both") this.#mine = { ...this.#mine, [field]: bothOf(field, theirs, this.#mine[field]) };
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
    this.#mine = {};
    this.#theirs.clear();
    this.#problem = null;
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

  get #fields() {
    return { ...this.#seen, ...this.#mine };
  }

  get #isUnsaved() {
    return Object.keys(this.#mine).length > 0;
  }

  /** Whether there was something that is not here already. */
  async #adopt() {
    const left = await this.#drafts.left(this.#id);
    const others = this.#isBegun ? left.filter(({ key }) => !this.#drafts.isOwn(this.#id, key)) : left;
    this.#isBegun = true;
    for (const { key, draft } of others) {
      for (const field of FIELD_NAMES.filter((name) => name in draft.fields)) {
        const mine = field in this.#mine ? bothOf(field, draft.fields[field], this.#mine[field]) : draft.fields[field];
        this.#mine = { ...this.#mine, [field]: mine };
        if (draft.seen[field] !== undefined) this.#seen = { ...this.#seen, [field]: draft.seen[field] };
      }
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
    return this.#isUnsaved && !["late", "signed"].includes(this.#keeping) && (!this.#isLoaded || Object.keys(this.#sendable()).length > 0);
  }

  /** All but what she has still to choose. @returns {Partial<Fields>} */
  #sendable() {
    return Object.fromEntries(Object.entries(this.#mine).filter(([field]) => !this.#theirs.has(/** @type {FieldName} */ (field))));
  }

  async #send() {
    const sent = this.#sendable();
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

  /** What the server has now, beneath what was written here. @param {Notes} notes @param {Partial<Fields>} sent what it has taken just now */
  #rebase({ revision, fields, saved_at: savedAt }, sent) {
    for (const field of FIELD_NAMES) {
      const [before, mine] = [this.#seen[field], this.#mine[field]];
      const isOurs = field in sent && isSame(sent[field], fields[field]);
      const theirs = isOurs ? sent[field] : fields[field]; // in the letters that stand here: else the caret would jump
      this.#seen = { ...this.#seen, [field]: theirs };
      if (!(field in this.#mine)) continue;
      if (isSame(mine, theirs) || (field in sent && isSame(mine, sent[field]))) this.#agreed(field);
      else if (!(field in sent) && !isSame(theirs, before)) this.#theirs.set(field, theirs);
    }
    this.#revision = revision;
    this.#savedAt = savedAt || null;
    this.#keepHere();
  }

  /** @param {FieldName} field */
  #agreed(field) {
    delete this.#mine[field];
    this.#theirs.delete(field);
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
      const seen = Object.fromEntries(Object.keys(this.#mine).map((field) => [field, this.#seen[/** @type {FieldName} */ (field)]]));
      this.#isKeptHere = this.#drafts.keep(this.#id, { seen, fields: this.#mine, at: Date.now() });
      if (!this.#isKeptHere) return;
    }
    for (const key of this.#adopted.splice(0)) if (!this.#drafts.isOwn(this.#id, key)) this.#drafts.dropKey(key); // it stands in this tab's own now, or on the server
  }

  #tell() {
    this.emit("changed", {});
  }
}
