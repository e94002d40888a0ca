// What the server has of each field, what was written here and is not there yet, and what was written in two windows. No page is needed here.

import { bothOf, FIELD_NAMES, isSame, NOTHING_WRITTEN } from "./merging_notes.js";

/** @typedef {import("./answers.js").Fields} Fields */
/** @typedef {import("./answers.js").FieldName} FieldName */
/** @typedef {import("./drafts.js").Draft} Draft */
/** `mine` stands here, `theirs` on the server: it was written in another window. @typedef {{field: FieldName, mine: any, theirs: any}} Conflict */

export class Writings {
  /** As far as this page knows. @type {Fields} */
  #seen = NOTHING_WRITTEN;
  /** @type {Partial<Fields>} */
  #mine = {};
  /** @type {Map<FieldName, unknown>} */
  #theirs = new Map();

  /** As they are shown. @returns {Fields} */
  get fields() {
    return { ...this.#seen, ...this.#mine };
  }

  get isUnsaved() {
    return Object.keys(this.#mine).length > 0;
  }

  /** @returns {readonly Conflict[]} */
  get conflicts() {
    return [...this.#theirs].map(([field, theirs]) => ({ field, mine: this.#mine[field], theirs }));
  }

  /** All but what she has still to choose. @returns {Partial<Fields>} */
  get sendable() {
    return Object.fromEntries(Object.entries(this.#mine).filter(([field]) => !this.#theirs.has(/** @type {FieldName} */ (field))));
  }

  /** To be kept on this computer. @param {number} at milliseconds since 1970 @returns {Draft} */
  draft(at) {
    const seen = Object.fromEntries(Object.keys(this.#mine).map((field) => [field, this.#seen[/** @type {FieldName} */ (field)]]));
    return { seen, fields: this.#mine, at };
  }

  /** @template {FieldName} Name @param {Name} field @param {Fields[Name]} value */
  write(field, value) {
    this.#mine = { ...this.#mine, [field]: value };
  }

  /** Of two writings of a field. @param {FieldName} field @param {"mine" | "theirs" | "both"} which */
  choose(field, which) {
    const theirs = this.#theirs.get(field);
    this.#theirs.delete(field);
    if (which === "theirs") delete this.#mine[field];
    if (which === "both") this.#mine = { ...this.#mine, [field]: bothOf(field, theirs, this.#mine[field]) };
  }

  /** What was kept on this computer; what the server has is to be asked next. @param {Draft} draft */
  adopt({ fields, seen }) {
    for (const field of FIELD_NAMES.filter((name) => name in fields)) {
      const mine = field in this.#mine ? bothOf(field, fields[field], this.#mine[field]) : fields[field];
      this.#mine = { ...this.#mine, [field]: mine };
      if (seen[field] !== undefined) this.#seen = { ...this.#seen, [field]: seen[field] };
    }
  }

  /** What the server has now, beneath what was written here. @param {Fields} fields @param {Partial<Fields>} sent what it has taken just now */
  rebase(fields, sent) {
    for (const field of FIELD_NAMES) {
      const [before, mine] = [this.#seen[field], this.#mine[field]];
      const isOurs = field in sent && isSame(sent[field], fields[field]);
      const theirs = isOurs ? sent[field] : fields[field]; // in the letters that stand here: else the caret would jump
      this.#seen = { ...this.#seen, [field]: theirs };
      if (!(field in this.#mine)) continue;
      if (isSame(mine, theirs) || (field in sent && isSame(mine, sent[field]))) this.#agreed(field);
      else if (!(field in sent) && !isSame(theirs, before)) this.#theirs.set(field, theirs);
    }
  }

  /** What was written here is let go of. */
  forget() {
    this.#mine = {};
    this.#theirs.clear();
  }

  /** @param {FieldName} field */
  #agreed(field) {
    delete this.#mine[field];
    this.#theirs.delete(field);
  }
}
