// What is told before the doctor comes: kept here with each letter, sent at once, and sent later where there is no line.

import { Emitter } from "../../../emitter.js";
import { ApiProblem } from "../../../api.js";

/** @typedef {import("../../../parts/person.js").Relation} Relation */
/** @typedef {{kind: string, last: string}} Identity `last`: the last 2 to 4 digits or letters of a card */
/** @typedef {{kind: string, words: string | null}} Authority */
/** @typedef {{relation: Relation | null, patient_beside: boolean | null, adult_name: string | null, adult_relation: Relation | null, adult_identity: Identity | null, authority: Authority | null}} Caller */
/**
 * As http_api/opd/intake.py has it; `null`: not told yet.
 * @typedef {Object} Intake
 * @property {Caller} caller @property {string | null} complaint @property {string | null} since @property {string[] | null} symptoms
 * @property {string | null} allergies words, or "none" @property {string | null} medicines @property {"yes" | "no" | "unsure" | null} pregnancy
 * @property {string | null} last_period ISO date @property {number | null} weight_kg
 */
/** @typedef {{missing: string[], needed: string[], guidance: "lone_adolescent" | null, helplines: {id: string, number: string, words: Record<string, string>}[], helplines_confirmed: boolean}} Asked what the server makes of it */
/** @typedef {Partial<Omit<Intake, "caller">> & {caller?: Partial<Caller>}} Part */
/** @typedef {{get: (path: string) => Promise<any>, put: (path: string, body: unknown) => Promise<any>}} Server */
/** @typedef {{recall: () => Part | null, keep: (unsent: Part | null) => void}} Drafts what was not sent yet, over a reload */
/** @typedef {(act: () => void, milliseconds: number) => unknown} Later */

/**
 * `saved`: all is with the server. `saving`: being sent, or as soon as the writing rests. `unsent`: there is no line, it is kept here.
 * `wrong`: fields that the server did not take, with the rest saved. `over`: nothing can be told any more.
 * @typedef {{intake: Intake | null, asked: Asked | null, saving: "saved" | "saving" | "unsent" | "over", wrong: readonly string[], problem: ApiProblem | null}} State
 */

const REST_MS = 700;
const AGAIN_MS = 5000;
const NO_LINE = ["offline", "no_answer", "server_trouble", "internal", "too_many"];

/** @extends {Emitter<{changed: {}}>} */
export class Told extends Emitter {
  /** @type {State} */
  state = { intake: null, asked: null, saving: "saved", wrong: [], problem: null };
  #server;
  #path;
  #drafts;
  #later;
  /** What is not with the server yet. @type {Part | null} */
  #unsent;
  /** As the server has it. @type {Intake | null} */
  #known = null;
  /** What is only half written: shown, and not sent before it is whole. @type {Part} */
  #half = {};
  #isSending = false;
  #turn = 0;

  /** @param {Server} server @param {string} token @param {Drafts} drafts @param {Later} [later] */
  constructor(server, token, drafts, later = (act, milliseconds) => setTimeout(act, milliseconds)) {
    super();
    this.#server = server;
    this.#path = `/api/opd/tokens/${token}/intake`;
    this.#drafts = drafts;
    this.#later = later;
    this.#unsent = drafts.recall();
  }

  /** What the server has, with what is kept here. */
  async load() {
    try {
      this.#take(await this.#server.get(this.#path));
      this.#set({ problem: null });
      if (this.#unsent !== null) this.#sendIn(0);
    } catch (thrown) {
      this.#set({ problem: asKnown(thrown) });
    }
  }

  /** Something was told; `soon`: it is still being written. @param {Part} part @param {{soon?: boolean}} [how] */
  tell(part, { soon = false } = {}) {
    this.#unsent = joined(this.#unsent ?? {}, part);
    this.#drafts.keep(this.#unsent);
    this.#set({ intake: this.#shown(), saving: "saving", wrong: this.state.wrong.filter((name) => !names(part).includes(name)) });
    this.#sendIn(soon ? REST_MS : 0);
  }

  /** The line is back, or she presses "try again". */
  sendNow() {
    if (this.#known === null) this.load();
    else if (this.#unsent !== null) this.#sendIn(0);
  }

  /** @param {number} milliseconds */
  #sendIn(milliseconds) {
    const turn = ++this.#turn;
    if (milliseconds === 0) this.#send();
    else this.#later(() => turn === this.#turn && this.#send(), milliseconds);
  }

  async #send() {
    if (this.#isSending || this.#unsent === null || this.#known === null) return;
    const part = this.#unsent;
    this.#isSending = true;
    this.#set({ saving: "saving" });
    try {
      const whole = joined(joined(this.#known, this.#half), part);
      const answer = await this.#server.put(this.#path, complete(whole));
      this.#isSending = false;
      this.#half = halfOf(whole);
      this.#sent(part);
      this.#take(answer);
    } catch (thrown) {
      this.#isSending = false;
      return this.#notSent(part, asKnown(thrown));
    }
    if (this.#unsent !== null) this.#sendIn(0);
  }

  /** What was told meanwhile stays to be sent. @param {Part} part */
  #sent(part) {
    this.#unsent = this.#unsent === part ? null : without(this.#unsent, part);
    this.#drafts.keep(this.#unsent);
  }

  /** @param {Part} part @param {ApiProblem} problem */
  #notSent(part, problem) {
    if (NO_LINE.includes(problem.code) || problem.status >= 500) {
      this.#set({ saving: "unsent", problem });
      return this.#sendIn(AGAIN_MS);
    }
    const wrong = wrongIn(problem, part);
    if (wrong.length === 0) {
      if (problem.code === "consultation_state") this.#forget();
      return this.#set({ saving: problem.code === "consultation_state" ? "over" : "unsent", problem });
    }
    this.#unsent = dropped(part, wrong);
    this.#drafts.keep(this.#unsent);
    this.#set({ wrong: [...new Set([...this.state.wrong, ...wrong])], saving: "saved" });
    if (this.#unsent !== null) this.#sendIn(0);
  }

  #forget() {
    this.#unsent = null;
    this.#drafts.keep(null);
  }

  /** @param {Intake & Asked} answer */
  #take({ missing, needed, guidance, helplines, helplines_confirmed, ...intake }) {
    this.#known = intake;
    const isWhole = this.#unsent === null;
    const asked = { missing, needed, guidance, helplines, helplines_confirmed };
    this.#set({ asked, intake: this.#shown(), saving: isWhole ? "saved" : "saving", problem: isWhole ? null : this.state.problem });
  }

  #shown() {
    return this.#known === null ? null : joined(joined(this.#known, this.#half), this.#unsent ?? {});
  }

  /** @param {Partial<State>} changes */
  #set(changes) {
    this.state = { ...this.state, ...changes };
    this.emit("changed", {});
  }
}

/** @template {Part | Intake} Whole @param {Whole} whole @param {Part} part @returns {Whole} */
function joined(whole, part) {
  const { caller, ...others } = part;
  return { ...whole, ...others, ...(caller === undefined ? {} : { caller: { ...whole.caller, ...caller } }) };
}

/** What is half written is not told yet: the server would refuse the whole for it. @param {Intake} intake @returns {Intake} */
function complete(intake) {
  const { adult_identity: identity, authority } = intake.caller;
  return {
    ...intake,
    caller: {
      ...intake.caller,
      adult_identity: identity !== null && identity.kind !== "" && identity.last.trim().length >= 2 ? identity : null,
      authority: authority !== null && (authority.kind !== "other" || (authority.words ?? "").trim() !== "") ? authority : null,
    },
  };
}

/** What of it was left out. @param {Intake} whole @returns {Part} */
function halfOf(whole) {
  const { adult_identity: identity, authority } = complete(whole).caller;
  return { caller: { ...(identity === null && { adult_identity: whole.caller.adult_identity }), ...(authority === null && { authority: whole.caller.authority }) } };
}

/** The names of its fields, those of the caller too. @param {Part} part */
function names({ caller = {}, ...others }) {
  return [...Object.keys(others), ...Object.keys(caller)];
}

/** @param {Part | null} part @param {Part} sent @returns {Part | null} */
function without(part, sent) {
  if (part === null) return null;
  const isNew = (/** @type {any} */ now, /** @type {any} */ was) => JSON.stringify(now) !== JSON.stringify(was);
  const kept = Object.entries(part).filter(([name, value]) => name !== "caller" && isNew(value, sent[/** @type {keyof Part} */ (name)]));
  const caller = Object.entries(part.caller ?? {}).filter(([name, value]) => isNew(value, sent.caller?.[/** @type {keyof Caller} */ (name)]));
  const rest = { ...Object.fromEntries(kept), ...(caller.length > 0 && { caller: Object.fromEntries(caller) }) };
  return Object.keys(rest).length === 0 ? null : rest;
}

/** @param {Part} part @param {readonly string[]} wrong @returns {Part | null} */
function dropped(part, wrong) {
  const isGood = (/** @type {[string, unknown]} */ [name]) => !wrong.includes(name);
  const { caller, ...others } = part;
  const rest = { ...Object.fromEntries(Object.entries(others).filter(isGood)), ...(caller && { caller: Object.fromEntries(Object.entries(caller).filter(isGood)) }) };
  return names(rest).length === 0 ? null : rest;
}

/** The fields that a refusal names, as far as they were told now. @param {ApiProblem} problem @param {Part} part */
function wrongIn({ code, fields }, part) {
  const named = [...Object.keys(fields).map((field) => field.split(".").at(-1) ?? ""), code.replace(/_invalid$/, "")];
  return names(part).filter((name) => named.includes(name));
}

/** @param {unknown} thrown */
function asKnown(thrown) {
  if (thrown instanceof ApiProblem) return thrown;
  reportError(thrown);
  return new ApiProblem("page_trouble");
}
