// Login and password, then the second factor; the first time it is set up here.

import { api } from "../../api.js";
import { BusyButton } from "../../parts/busy_button.js";
import { Field, focusFirstWrong } from "../../parts/field.js";
import { Problem } from "../../parts/notice.js";
import { Page } from "../../parts/page.js";
import { html, useRef, useState } from "../../vendor/preact_htm.js";
import { useAct } from "../asking.js";
import { say } from "../words.js";
import { CodeStep } from "./code_step.js";
import { EnrolStep } from "./enrol_step.js";
import { InvitedStep } from "./invited_step.js";
import { KeepStep } from "./keep_step.js";
import { begun, finished, FIRST_STEP, kept, refused } from "./sign_in_steps.js";

/** @typedef {import("./sign_in_steps.js").Step} Step */

/** @type {Record<Exclude<Step["step"], "in">, (props: any) => unknown>} */
const VIEWS = { password: PasswordStep, invited: InvitedStep, code: CodeStep, enrol: EnrolStep, keep: KeepStep };

/** @param {{because: string | null, onIn: (staff: import("../answers.js").StaffSelf) => void}} props */
export function SignIn({ because, onIn }) {
  const [step, setStep] = useState(/** @type {Step} */ (FIRST_STEP));
  const act = useAct();
  const go = (/** @type {Step} */ next) => (next.step === "in" ? onIn(next.staff) : setStep(next));
  const begin = (/** @type {string} */ login, /** @type {string} */ password) =>
    act.run(async () => go(begun(await api.post("/api/staff/sign-in", { login: login.trim(), password }))));
  const finish = (/** @type {string} */ code) => act.run(() => finishing(step, code, go));
  const shown = /** @type {Exclude<Step, {step: "in"}>} */ (step);
  const title = say(`sign_in_${shown.step}_title`);
  return html`<${Page} screen="sign-in-${shown.step}" title=${title} kind="page narrow" links=${html`<a class="link" href="/register/">${say("for_patients")}</a>`}>
    <h1 id="title" tabindex="-1">${title}</h1>
    <${VIEWS[shown.step]} step=${shown} act=${act} because=${shown.step === "password" ? (shown.because ?? because) : null} onBegin=${begin} onFinish=${finish}
      onKept=${() => go(kept(step))} onAgain=${() => setStep(FIRST_STEP)} onInvited=${() => setStep({ step: "invited" })}
      onChosen=${() => setStep({ step: "password", because: "password_chosen" })} />
  <//>`;
}

/** @param {Step} step @param {string} code @param {(next: Step) => void} go */
async function finishing(step, code, go) {
  if (step.step !== "code" && step.step !== "enrol") return;
  try {
    go(finished(await api.post("/api/staff/sign-in/code", { ticket: step.ticket, code })));
  } catch (problem) {
    const next = refused(step, /** @type {{code?: string}} */ (problem).code ?? "");
    if (next === step) throw problem;
    go(next);
  }
}

/** @param {{act: ReturnType<typeof useAct>, because: string | null, onBegin: (login: string, password: string) => Promise<boolean>, onInvited: () => void}} props */
function PasswordStep({ act, because, onBegin, onInvited }) {
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [isTried, setTried] = useState(false);
  const [isShown, setShown] = useState(false);
  /** @type {{current: HTMLFormElement}} */
  const form = useRef(null);
  const missing = (/** @type {string} */ value, /** @type {"missing_login" | "missing_password_here"} */ key) => (isTried && value.trim() === "" ? say(key) : undefined);
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (login.trim() === "" || password === "") return focusFirstWrong(form.current);
    await onBegin(login, password);
  };
  return html`
    ${because !== null && act.problem === null && html`<p class="note" role="status">${say(/** @type {"because_not_signed_in"} */ (`because_${because}`))}</p>`}
    <form class="form card" novalidate ref=${form} onSubmit=${send}>
      <${Field} name="login" label=${say("login")} hint=${say("login_hint")} error=${missing(login, "missing_login")} autocomplete="username" autocapitalize="none" spellcheck=${false} value=${login} onWrite=${setLogin} />
      <${Field} name="password" label=${say("password")} error=${missing(password, "missing_password_here")} type=${isShown ? "text" : "password"} autocomplete="current-password" autocapitalize="none" spellcheck=${false} value=${password} onWrite=${setPassword} />
      <label class="tick"><input type="checkbox" checked=${isShown} onChange=${() => setShown(!isShown)} /> <span>${say("show_password")}</span></label>
      <${Problem} problem=${act.problem} />
      <${BusyButton} word=${say("go_on")} busy=${act.busy} />
    </form>
    <div>
      <p>${say("not_yet_here")} <a href="/staff/apply/">${say("apply_link")}</a></p>
      <p>${say("invited")} <button class="link inline" type="button" onClick=${onInvited}>${say("invitation_link")}</button></p>
    </div>`;
}
