// What the server has of each field, what was written here and is not there yet, and what was written in two windows. No page is needed here.
// For the notes, and for any other paper that says what its fields are.

import { bothOf, FIELD_NAMES, isSame, NOTHING_WRITTEN } from "./merging_notes.js";

/** @typedef {import("./answers.js").Fields} Notes */
/** @typedef {import("./answers.js").FieldName} NoteName */
/** `mine` stands here, `theirs` on the server: it was written in another window. @template [Name=NoteName] @typedef {{field: Name, mine: any, theirs: any}} Conflict */
/** @template Fields @typedef {{names: readonly (keyof Fields)[], nothing: Fields, isSame: (one: unknown, other: unknown) => boolean, bothOf: (name: any, first: any, second: any) => any}} Kind */
/** `seen`: what the server had when it was written. @template Fields @typedef {{seen: Partial<Fields>, fields: Partial<Fields>, at: number}} Draft */

/** @type {Kind<Notes>} */
const NOTES = Object.freeze({ names: FIELD_NAMES, nothing: NOTHING_WRITTEN, isSame, bothOf });

/** @template {Record<string, any>} [Fields=Notes] */
export class Writings {
  #kind;
  /** As far as this page knows. @type {Fields} */
  #seen;
  /** @type {Partial<Fields>} */
  #mine = {};
  /** @type {Map<keyof Fields, unknown>} */
  #theirs = new Map();

  /** @param {Kind<Fields>} [kind] */
  constructor(kind = /** @type {Kind<any>} */ (NOTES)) {
    this.#kind = kind;
    this.#seen = kind.nothing;
  }

  /** As they are shown. @returns {Fields} */
  get fields() {
    return { ...this.#seen, ...this.#mine };
  }

  get isUnsaved() {
    return Object.keys(this.#mine).length > 0;
  }

  /** @returns {readonly Conflict<keyof Fields>[]} */
  get conflicts() {
    return [...this.#theirs].map(([field, theirs]) => ({ field, mine: this.#mine[field], theirs }));
  }

  /** All but what she has still to choose. @returns {Partial<Fields>} */
  get sendable() {
    return /** @type {Partial<Fields>} */ (Object.fromEntries(Object.entries(this.#mine).filter(([field]) => !this.#theirs.has(field))));
  }

  /** To be kept on this computer. @param {number} at milliseconds since 1970 @returns {Draft<Fields>} */
  draft(at) {
    const seen = Object.fromEntries(Object.keys(this.#mine).map((field) => [field, this.#seen[field]]));
    return { seen: /** @type {Partial<Fields>} */ (seen), fields: this.#mine, at };
  }

  /** @template {keyof Fields} Name @param {Name} field @param {Fields[Name]} value */
  write(field, value) {
    this.#mine = { ...this.#mine, [field]: value };
  }

  /** Of two writings of a field. @param {keyof Fields} field @param {"mine" | "theirs" | "both"} which */
  choose(field, which) {
    const theirs = this.#theirs.get(field);
    this.#theirs.delete(field);
    if (which === "theirs") delete this.#mine[field];
    if (which === "both") this.#mine = { ...this.#mine, [field]: this.#kind.bothOf(field, theirs, this.#mine[field]) };
  }

  /** What was kept on this computer; what the server has is to be asked next. @param {Draft<Fields>} draft */
  adopt({ fields, seen }) {
    for (const field of this.#kind.names.filter((name) => name in fields)) {
      const mine = field in this.#mine ? this.#kind.bothOf(field, fields[field], this.#mine[field]) : fields[field];
      this.#mine = { ...this.#mine, [field]: mine };
      if (seen[field] !== undefined) this.#seen = { ...this.#seen, [field]: seen[field] };
    }
  }

  /** What the server has now, beneath what was written here. @param {Fields} fields @param {Partial<Fields>} sent what it has taken just now */
  rebase(fields, sent) {
    const { names, isSame: same } = this.#kind;
    for (const field of names) {
      const [before, mine] = [this.#seen[field], this.#mine[field]];
      const isOurs = field in sent && same(sent[field], fields[field]);
      const theirs = isOurs ? sent[field] : fields[field]; // in the letters that stand here: else the caret would jump
      this.#seen = { ...this.#seen, [field]: theirs };
      if (!(field in this.#mine)) continue;
      if (same(mine, theirs) || (field in sent && same(mine, sent[field]))) this.#agreed(field);
      else if (!(field in sent) && !same(theirs, before)) this.#theirs.set(field, theirs);
    }
  }

  /** What was written here is let go of. */
  forget() {
    this.#mine = {};
    this.#theirs.clear();
  }

  /** @param {keyof Fields} field */
  #agreed(field) {
    delete this.#mine[field];
    this.#theirs.delete(field);
  }
}
