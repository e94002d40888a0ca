// A patient's visit to the OPD, without a page: what is asked of the server, and at which step she is. Views draw `state`.

import { ApiProblem } from "../api.js";
import { Emitter } from "../emitter.js";
import { DangerAlert } from "./danger_alert.js";
import { DANGER_SIGNS, EMERGENCY_NUMBERS } from "./danger_signs.js";
import { after, canGoBack } from "./steps.js";
import { leadOf } from "./visit/places.js";

/** @typedef {import("./steps.js").Step} Step */
/** @typedef {import("./steps.js").StepEvent} StepEvent */
/** @typedef {import("./memory.js").VisitMemory} VisitMemory */
/** @typedef {{get: (path: string) => Promise<any>, post: (path: string, body?: unknown) => Promise<any>, session: () => Promise<any>}} Server */
/** `first`: whom to call; `everywhere`: good where that is not. @typedef {{first: string, everywhere: string}} Numbers */
/** `approvedBy`: the medical officer who approved the signs, as far as is known. @typedef {{step: Step, busy: string | null, problem: ApiProblem | null, numbers: Numbers, approvedBy: string | null}} State */

/** Where registration leads back to: danger was asked about before. */
export const SAFE = "#safe";

/** @extends {Emitter<{changed: {}}>} */
export class OpdVisit extends Emitter {
  /** @type {State} */
  state;
  /** Of the danger sign that she has; a new one for each. @type {DangerAlert} */
  alert;
  /** Registration led back here: whoever was chosen there is ill. */
  isBack = false;
  /** Where in the visit she was, as its address says; "" where it is to begin. */
  lead = "";
  #server;
  #memory;
  #later;

  /** @param {Server} server @param {VisitMemory} memory @param {(act: () => void, milliseconds: number) => unknown} [later] */
  constructor(server, memory, later = (act, milliseconds) => setTimeout(act, milliseconds)) {
    super();
    this.#server = server;
    this.#memory = memory;
    this.#later = later;
    this.state = { step: { name: "danger" }, busy: null, problem: null, numbers: rememberedNumbers(memory), approvedBy: null };
    this.alert = this.#newAlert("");
  }

  /** LGD code of the state that this phone knows of her. */
  get place() {
    return this.#memory.state;
  }

  /** Where she was before the page was loaded anew, else the danger signs. @param {string} hash of the page's address @param {string} language */
  begin(hash, language) {
    const { danger, isSafe } = this.#memory;
    const lead = leadOf(hash); // she waits or was among the clinics already
    this.isBack = hash === SAFE;
    this.lead = lead === null || hash === SAFE ? "" : hash;
    if (danger !== null) this.#comeBack(danger);
    else if (lead === "token" || ((hash === SAFE || lead === "visit") && isSafe)) this.#goOn();
    else this.#set({});
    return this.#learn(language);
  }

  /** She has this danger sign. @param {string} sign */
  choose(sign) {
    this.#memory.keepDanger(sign);
    this.#forgetAlert(sign);
    this.#go({ name: "sign_seen", sign });
  }

  /** "None of these". */
  noneOfThese() {
    this.#memory.keepSafe();
    return this.#goOn();
  }

  /** The tap was a mistake, or she wants to look again. */
  goBack() {
    if (!canGoBack(this.state.step)) return;
    this.#memory.forget();
    this.#forgetAlert("");
    [this.lead, this.isBack] = ["", false]; // from there she begins anew
    this.#go({ name: "went_back" });
  }

  /** Who is signed in decides how it goes on. */
  async lookWhoIsIn() {
    this.#set({ busy: "looking", problem: null });
    try {
      const { signed_in: who, household } = await this.#server.session();
      this.#set({ busy: null });
      if (this.state.step.name === "safe") this.#go({ name: "who_known", household: who === "patient" ? household : null });
    } catch (thrown) {
      this.#set({ busy: null, problem: thrown instanceof ApiProblem ? thrown : new ApiProblem("page_trouble") });
      if (!(thrown instanceof ApiProblem)) throw thrown;
    }
  }

  #goOn() {
    this.#go({ name: "none_seen" });
    return this.lookWhoIsIn();
  }

  /** @param {import("./memory.js").Danger} danger */
  #comeBack({ sign, alert }) {
    this.#go({ name: "sign_seen", sign });
    this.alert = this.#newAlert(sign, alert?.key);
    if (alert !== null) this.alert.follow(alert);
  }

  /** @param {string} sign */
  #forgetAlert(sign) {
    this.alert.stop();
    this.alert = this.#newAlert(sign);
  }

  /** @param {string} sign @param {string} [key] */
  #newAlert(sign, key) {
    return new DangerAlert(this.#server, { key, later: this.#later, keep: (sent) => this.#memory.keepDanger(sign, sent) });
  }

  /** Which number comes first here, and who approved the signs. Without a line the page's own must do. @param {string} language */
  async #learn(language) {
    const state = this.#memory.state;
    const asked = `/api/triage/danger-signs?language=${encodeURIComponent(language)}${state === null ? "" : `&state=${state}`}`;
    const told = await this.#server.get(asked).catch(() => null);
    if (told === null) return;
    this.#memory.keepNumber(told.emergency_number);
    const approvedBy = told.version === DANGER_SIGNS.version ? told.approved_by : null;
    this.#set({ numbers: { first: told.emergency_number, everywhere: told.everywhere }, approvedBy });
  }

  /** @param {StepEvent} event */
  #go(event) {
    this.#set({ step: after(this.state.step, event), problem: null });
  }

  /** @param {Partial<State>} changes */
  #set(changes) {
    this.state = { ...this.state, ...changes };
    this.emit("changed", {});
  }
}

/** Before the server has told, or where it cannot. @param {VisitMemory} memory @returns {Numbers} */
export function rememberedNumbers({ number, state }) {
  const { everywhere, byState } = EMERGENCY_NUMBERS;
  return { first: number ?? byState[String(state)] ?? everywhere, everywhere };
}
