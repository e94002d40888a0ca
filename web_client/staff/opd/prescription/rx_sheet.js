// The prescription of one consultation: what is typed is saved when the writing rests, and kept on this computer until it is.

import { ApiProblem } from "../../../api.js";
import { Emitter } from "../../../emitter.js";

/** @typedef {import("./answers.js").Sheet} Sheet */
/** @typedef {import("./answers.js").Fields} Fields */
/** @typedef {"loading" | "saved" | "waiting" | "saving" | "away" | "wrong" | "conflict"} Keeping */
/** @typedef {Pick<import("../../../api.js").Api, "get" | "patch" | "post" | "put">} Server */

const REST_MS = 600;
const AGAIN_MS = 4000;
const AWAY = ["offline", "no_answer", "server_trouble", "too_many", "internal", "prescription_busy"];

/** @extends {Emitter<{changed: {}}>} */
export class RxSheet extends Emitter {
  /** @type {Sheet | null} */
  sheet = null;
  /** @type {Partial<Fields>} */
  #mine = {};
  /** @type {Keeping} */
  keeping = "loading";
  /** @type {ApiProblem | null} */
  problem = null;
  #path;
  #name;
  #api;
  #storage;
  /** @type {Promise<void> | null} */
  #work = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {string} consultation @param {Server} api @param {Pick<Storage, "getItem" | "setItem" | "removeItem"> | null} storage */
  constructor(consultation, api, storage) {
    super();
    this.#path = `/api/desk/consultations/${consultation}/prescription`;
    this.#name = `desk-prescription:${consultation}`;
    this.#api = api;
    this.#storage = storage;
  }

  /** As it stands here, with what is not saved yet. @returns {Fields | null} */
  get fields() {
    return this.sheet === null ? null : { ...this.sheet.fields, ...this.#mine };
  }

  get isUnsaved() {
    return Object.keys(this.#mine).length > 0;
  }

  async begin() {
    this.#mine = this.#left();
    await this.load();
    if (this.isUnsaved) this.#soon(0);
  }

  /** What another window has saved, and the rules' newest word. */
  async load() {
    try {
      this.#came(await this.#api.get(this.#at("")));
    } catch (thrown) {
      this.#failed(thrown);
    }
    this.emit("changed", {});
  }

  /** @template {keyof Fields} Name @param {Name} name @param {Fields[Name]} value */
  write(name, value) {
    this.#mine = { ...this.#mine, [name]: value };
    this.problem = null;
    if (this.keeping !== "conflict") this.keeping = "waiting";
    this.#keep();
    this.#soon(REST_MS);
    this.emit("changed", {});
  }

  /** At once. Answers whether all of it is on the server. */
  async flush() {
    clearTimeout(this.#timer);
    for (let round = 0; round < 4 && this.isUnsaved && !["wrong", "conflict"].includes(this.keeping); round += 1) await this.#once();
    return !this.isUnsaved;
  }

  /** Two windows have written the same: hers here, or what is kept. @param {"mine" | "theirs"} which */
  async choose(which) {
    if (which === "theirs") this.#mine = {};
    this.keeping = "waiting";
    this.#keep();
    await this.load();
    if (this.isUnsaved) await this.flush();
  }

  /** @param {"sign" | "amend" | "discard" | "cancel"} word @param {unknown} body */
  async act(word, body) {
    const answer = await this.#api.post(this.#at(`/${word}`), body);
    await this.load();
    return answer;
  }

  end() {
    clearTimeout(this.#timer);
  }

  #once() {
    this.#work ??= this.#send().finally(() => (this.#work = null));
    return this.#work;
  }

  async #send() {
    const sent = this.#mine;
    if (this.sheet === null || Object.keys(sent).length === 0) return;
    this.keeping = "saving";
    this.emit("changed", {});
    try {
      const answer = await this.#api.patch(this.#at(""), { revision: this.sheet.revision, fields: asSent(sent) });
      this.#mine = Object.fromEntries(Object.entries(this.#mine).filter(([name, value]) => value !== /** @type {any} */ (sent)[name]));
      this.#came(answer);
      if (this.isUnsaved) this.#soon(REST_MS);
    } catch (thrown) {
      this.#failed(thrown);
    }
    this.#keep();
    this.emit("changed", {});
  }

  /** @param {Sheet} sheet */
  #came(sheet) {
    this.sheet = sheet;
    this.problem = null;
    this.keeping = this.isUnsaved ? "waiting" : "saved";
  }

  /** @param {unknown} thrown */
  #failed(thrown) {
    if (!(thrown instanceof ApiProblem)) reportError(thrown);
    this.problem = thrown instanceof ApiProblem ? thrown : new ApiProblem("page_trouble");
    const isAway = AWAY.includes(this.problem.code) || this.problem.status >= 500;
    this.keeping = this.problem.code === "prescription_changed" ? "conflict" : isAway ? "away" : "wrong";
    if (isAway) this.#soon(AGAIN_MS);
  }

  /** @param {number} milliseconds */
  #soon(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.sheet === null ? this.load() : this.keeping !== "conflict" && this.#once()), milliseconds);
  }

  /** @param {string} rest */
  #at(rest) {
    return `${this.#path}${rest}?language=${document.documentElement.lang}`;
  }

  #keep() {
    try {
      if (this.isUnsaved) this.#storage?.setItem(this.#name, JSON.stringify(this.#mine));
      else this.#storage?.removeItem(this.#name);
    } catch {
      // It is still on the page.
    }
  }

  /** @returns {Partial<Fields>} */
  #left() {
    try {
      return JSON.parse(this.#storage?.getItem(this.#name) ?? "{}");
    } catch {
      return {};
    }
  }
}

/** What the server works out is not sent. @param {Partial<Fields>} fields */
function asSent(fields) {
  if (fields.lines === undefined) return fields;
  return { ...fields, lines: fields.lines.map(({ id, medicine, ingredients, form, route, unit, dosing, purpose, instructions, quantity, overrides }) => ({ id, medicine, ingredients, form, route, unit, dosing, purpose, instructions, quantity, overrides })) };
}
