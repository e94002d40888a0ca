// A patient's way in, without a page: what is asked of the server, and at which step she is. Views draw `state`.

import { ApiProblem } from "../api.js";
import { Emitter } from "../emitter.js";
import { maySendAgain } from "./challenge.js";
import { chosenOf, withoutPatient, withPatient } from "./household.js";
import { after, canGoBack } from "./steps.js";

/** @typedef {import("./steps.js").Step} Step */
/** @typedef {import("./steps.js").StepEvent} StepEvent */
/** @typedef {import("./steps.js").Household} Household */
/** @typedef {import("./steps.js").Listed} Listed */
/** @typedef {import("./steps.js").Challenge} Challenge */
/** @typedef {{purpose: string, version: string | number, language: string}} NoticeTold */
/** @typedef {{get: (path: string) => Promise<any>, post: (path: string, body?: unknown) => Promise<any>, delete: (path: string, options?: {patient?: string}) => Promise<any>, session: () => Promise<any>}} Server */
/** @typedef {{step: Step, busy: string | null, problem: ApiProblem | null, removed: Listed | null}} State `busy`: what is being done; `removed`: who was taken away just now, and may come back */

const DELIVERY_LOOKS = 8;
const LOOK_EVERY_MS = 2000;
/** After these a try is gone, or the code is: the server says how it stands. */
const CHANGES_CHALLENGE = ["otp_wrong", "otp_expired", "otp_used", "otp_tries_spent"];

/** @extends {Emitter<{changed: {}}>} */
export class Registration extends Emitter {
  /** @type {State} */
  state = { step: { name: "opening" }, busy: null, problem: null, removed: null };
  #server;
  #memory;
  #later;
  /** Which code's delivery is looked after; the looks at an older one stop. */
  #watched = "";

  /** @param {Server} server @param {import("./memory.js").Memory} memory @param {(act: () => void, milliseconds: number) => unknown} [later] */
  constructor(server, memory, later = (act, milliseconds) => setTimeout(act, milliseconds)) {
    super();
    this.#server = server;
    this.#memory = memory;
    this.#later = later;
  }

  /** The state that was chosen on this phone before; "" where none was. */
  get rememberedState() {
    return this.#memory.state;
  }

  /** Whoever is signed in goes on; else a code that is still on its way; else from the beginning. */
  begin() {
    return this.#doing("opening", async () => {
      const { signed_in, household } = await this.#server.session();
      if (signed_in === "patient" && household !== null) return { name: "let_in", household };
      const challenge = await this.#pendingChallenge();
      return challenge === null ? { name: "came_new" } : { name: "code_sent", challenge, number: null };
    });
  }

  /** @param {string} mobile as E.164 @param {string} state its code @param {string} language */
  askCode(mobile, state, language) {
    return this.#doing("asking_code", async () => {
      const challenge = await this.#server.post("/api/codes", { mobile, language, purpose: "sign_in" });
      this.#memory.keepState(state);
      return { name: "code_sent", challenge, number: mobile };
    });
  }

  /** Another SMS to the same number; where this attempt gives no more, a new one, or the number is asked again. @param {string} language */
  sendAgain(language) {
    const { challenge, number } = this.#codeStep();
    if (maySendAgain(challenge, this.state.problem)) return this.#resend(challenge.challenge, number);
    return number === null ? this.goBack() : this.askCode(number, this.#memory.state, language);
  }

  /** @param {string} id @param {string | null} number */
  #resend(id, number) {
    return this.#doing("asking_code", async () => ({ name: "code_sent", challenge: await this.#server.post(`/api/codes/${id}/resend`), number }));
  }

  /** @param {string} code six digits */
  enterCode(code) {
    const { challenge } = this.#codeStep();
    return this.#doing("entering", async () => {
      try {
        const entered = { challenge: challenge.challenge, code, state: Number(this.#memory.state) };
        const household = await this.#server.post("/api/registration", entered);
        this.#memory.keepChallenge(null);
        return { name: "let_in", household };
      } catch (problem) {
        if (CHANGES_CHALLENGE.includes(/** @type {ApiProblem} */ (problem).code)) await this.#look(challenge.challenge).catch(() => {});
        throw problem;
      }
    });
  }

  /** A number that was silent for long: one fact more. @param {{name: string} & Record<string, unknown>} fact */
  proveFact(fact) {
    return this.#doing("proving", async () => this.#letIn(await this.#server.post("/api/household/second-fact", fact)));
  }

  /** The number has a new owner: what was kept under it stays closed to her. */
  startNew() {
    return this.#doing("starting_new", async () => this.#letIn(await this.#server.post("/api/household/start-new")));
  }

  /** @param {Listed} patient */
  choose(patient) {
    return this.#doing(`choosing ${patient.id}`, async () => {
      const household = await this.#server.post("/api/household/choose", { patient: patient.id });
      return { name: "person_known", household, patient: chosenOf(household, patient), isNew: false };
    });
  }

  someoneElse() {
    this.#go({ name: "someone_else" });
  }

  /** Writes her down and makes her the one who is ill. @param {Record<string, unknown>} person @param {NoticeTold} notice */
  add(person, notice) {
    return this.#doing("adding", async () => {
      const added = await this.#server.post("/api/patients", { ...person, notice });
      try {
        const household = await this.#server.post("/api/household/choose", { patient: added.id });
        return { name: "person_known", household, patient: chosenOf(household, added), isNew: true };
      } catch (problem) {
        this.#go({ name: "let_in", household: withPatient(this.#household(), added) }); // she is in the list, to be chosen there
        throw problem;
      }
    });
  }

  /** "Wrong person": whoever was written down just now is taken away again; of the others only the choice is undone. */
  undo() {
    const { step } = this.state;
    if (step.name !== "registered" || !step.isNew) return this.goBack();
    const { patient, household } = step;
    return this.#doing("undoing", async () => {
      await this.#server.delete(`/api/patients/${patient.id}`, { patient: patient.id });
      this.state.removed = patient;
      return { name: "let_in", household: withoutPatient(household, patient.id) };
    });
  }

  /** Takes the undoing back. */
  restore() {
    const { removed } = this.state;
    if (removed === null) return undefined;
    return this.#doing("restoring", async () => {
      const patient = await this.#server.post(`/api/patients/${removed.id}/restore`);
      this.state.removed = null;
      return { name: "let_in", household: withPatient(this.#household(), patient) };
    });
  }

  /** More is known of the one who is ill. @param {Listed} patient */
  patientChanged(patient) {
    this.#go({ name: "person_known", household: withPatient(this.#household(), patient), patient, isNew: this.state.step.name === "registered" && this.state.step.isNew });
  }

  goBack() {
    if (!canGoBack(this.state.step) || this.state.busy !== null) return;
    if (this.state.step.name === "code") this.#memory.keepChallenge(null);
    this.#go({ name: "went_back" });
  }

  signOut() {
    return this.#doing("leaving", async () => {
      await this.#server.delete("/api/session");
      return { name: "signed_out" };
    });
  }

  /** What was wrong is being put right. */
  forgetProblem() {
    if (this.state.problem !== null) this.#set({ problem: null });
  }

  /** One thing at a time. @param {string} busy @param {() => Promise<StepEvent>} act */
  async #doing(busy, act) {
    if (this.state.busy !== null) return;
    this.#set({ busy, problem: null });
    try {
      const event = await act();
      this.#set({ busy: null });
      this.#go(event);
    } catch (thrown) {
      this.#refuse(thrown instanceof ApiProblem ? thrown : new ApiProblem("page_trouble"));
      if (!(thrown instanceof ApiProblem)) throw thrown;
    }
  }

  /** @param {ApiProblem} problem */
  #refuse(problem) {
    this.#set({ busy: null });
    const isOut = problem.code === "not_signed_in" && !["opening", "number"].includes(this.state.step.name);
    if (isOut) this.#go({ name: "signed_out" });
    this.#set({ problem });
  }

  /** @param {StepEvent} event */
  #go(event) {
    const step = after(this.state.step, event);
    const hasUndo = step.name === "who" || step.name === "person";
    this.#set({ step, problem: null, removed: hasUndo ? this.state.removed : null });
    if (step.name !== "code") return;
    this.#memory.keepChallenge(step.challenge.challenge);
    this.#watch(step.challenge, DELIVERY_LOOKS);
  }

  /** @param {Partial<State>} changes */
  #set(changes) {
    this.state = { ...this.state, ...changes };
    this.emit("changed", {});
  }

  /** Whether the SMS has left is known only after a while. @param {Challenge} challenge @param {number} looks */
  #watch(challenge, looks) {
    this.#watched = challenge.challenge;
    if (challenge.delivery !== "sending" || looks === 0) return;
    this.#later(async () => {
      const { step } = this.state;
      if (step.name !== "code" || this.#watched !== challenge.challenge) return;
      await this.#look(challenge.challenge).catch(() => {});
      const now = this.state.step;
      if (now.name === "code" && now.challenge.challenge === challenge.challenge) this.#watch(now.challenge, looks - 1);
    }, LOOK_EVERY_MS);
  }

  /** How it stands with the code. @param {string} id */
  async #look(id) {
    const challenge = await this.#server.get(`/api/codes/${id}`);
    const { step } = this.state;
    if (step.name === "code" && step.challenge.challenge === id) this.#set({ step: { ...step, challenge } });
  }

  /** @returns {Promise<Challenge | null>} */
  async #pendingChallenge() {
    const id = this.#memory.challenge;
    if (id === null) return null;
    const challenge = await this.#server.get(`/api/codes/${id}`).catch(() => null);
    if (challenge === null) this.#memory.keepChallenge(null);
    return challenge;
  }

  /** @param {Household} household @returns {StepEvent} */
  #letIn(household) {
    return { name: "let_in", household };
  }

  #codeStep() {
    if (this.state.step.name !== "code") throw new Error("no code was sent");
    return this.state.step;
  }

  #household() {
    if (!("household" in this.state.step)) throw new Error("nobody is signed in");
    return this.state.step.household;
  }
}
