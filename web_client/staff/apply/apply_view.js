// A doctor's application: one page in sections on a laptop, step by step on a phone.

import { api, ApiProblem } from "../../api.js";
import { BusyButton } from "../../parts/busy_button.js";
import { Problem } from "../../parts/notice.js";
import { Page } from "../../parts/page.js";
import { html, useEffect, useState } from "../../vendor/preact_htm.js";
import { useAct, useLoaded } from "../asking.js";
import { choicesOnce } from "../desk/choices.js";
import { Loading } from "../loading.js";
import { besideFields } from "../refusals.js";
import { inFours } from "../sign_in/sign_in_steps.js";
import { say, sayEither } from "../words.js";
import { EMPTY, fieldOfRefusal, firstWrongField, firstWrongSection, payloadOf, problemsOf, SECTIONS } from "./application.js";
import { Section } from "./sections.js";

/** @typedef {import("./application.js").Values} Values */
/** @typedef {import("./application.js").FieldName} FieldName */
/** @typedef {import("../answers.js").Choices} Choices */
/** @typedef {Partial<Record<FieldName, () => string>>} Errors sentences, said anew in the other language */

const WIDE = "(min-width: 760px)";

export function ApplyApp() {
  const choices = useLoaded(choicesOnce, []);
  const [reference, setReference] = useState(/** @type {string | null} */ (null));
  const title = say(reference === null ? "apply_title" : "apply_sent_title");
  const links = html`<a class="link" href="/staff/">${say("sign_in")}</a>`;
  return html`<${Page} screen=${reference === null ? "apply" : "applied"} title=${title} kind="page apply" links=${links}>
    <h1 id="title" tabindex="-1">${title}</h1>
    ${reference !== null
      ? html`<${Sent} reference=${reference} />`
      : html`<p class="lede">${say("apply_why")}</p><${Loading} loaded=${choices} show=${(/** @type {Choices} */ value) => html`<${Application} choices=${value} onSent=${setReference} />`} />`}
  <//>`;
}

/** @param {{choices: Choices, onSent: (reference: string) => void}} props */
function Application({ choices, onSent }) {
  const isWide = useMedia(WIDE);
  const [values, setValues] = useState(EMPTY);
  const [step, setStep] = useState(0);
  const [errors, setErrors] = useState(/** @type {Errors} */ ({}));
  const act = useAct();
  useWarning(values !== EMPTY);
  const shown = isWide ? SECTIONS : [SECTIONS[step]];
  const isLast = isWide || step === SECTIONS.length - 1;

  const write = (/** @type {FieldName} */ name, /** @type {string | readonly string[]} */ value) => {
    setValues((before) => ({ ...before, [name]: value }));
    setErrors((before) => ({ ...before, [name]: undefined }));
  };
  const fail = (/** @type {Errors} */ found) => {
    setErrors(found);
    setStep(Math.max(0, firstWrongSection(found)));
    focusOn(firstWrongField(found));
  };
  const go = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const found = wrongIn(values, isLast ? undefined : shown.flatMap(({ fields }) => fields));
    if (Object.keys(found).length > 0) return fail(found);
    if (!isLast) return turn(step + 1);
    await act.run(() => send(values, fail, onSent));
  };
  const turn = (/** @type {number} */ next) => {
    setStep(next);
    setTimeout(() => document.getElementById(`section-${SECTIONS[next].name}`)?.focus(), 0);
  };
  return html`<form class="form" novalidate onSubmit=${go}>
    ${!isWide && html`<p class="crumb">${say("step_of", { step: step + 1, steps: SECTIONS.length })}</p>`}
    ${shown.map(({ name }) => html`<${Section} key=${name} name=${name} values=${values} errors=${spoken(errors)} choices=${choices} onWrite=${write} />`)}
    <${Problem} problem=${act.problem} />
    <div class="acts">
      <${BusyButton} word=${say(isLast ? "apply_send" : "go_on")} busyWord=${say("parts_sending")} busy=${act.busy} />
      ${!isWide && step > 0 && html`<button class="quiet" type="button" onClick=${() => turn(step - 1)}>${say("back")}</button>`}
    </div>
  </form>`;
}

/** @param {Values} values @param {(found: Errors) => void} fail @param {(reference: string) => void} onSent */
async function send(values, fail, onSent) {
  try {
    onSent((await api.post("/api/staff/applications", payloadOf(values))).reference);
  } catch (thrown) {
    if (!(thrown instanceof ApiProblem)) throw thrown;
    const problem = thrown;
    const field = fieldOfRefusal(problem.code ?? "");
    const found = field === null ? besideNamed(problem) : { [field]: () => sayEither(`problem_${problem.code}`, `wrong_${field}`) };
    if (firstWrongField(found) === null) throw thrown;
    fail(found);
  }
}

/** What the refusal says of each field that it names. @param {ApiProblem} problem @returns {Errors} */
function besideNamed(problem) {
  const fieldsNow = () => besideFields(problem, Object.keys(EMPTY)).fields;
  return Object.fromEntries(Object.keys(fieldsNow()).map((field) => [field, () => fieldsNow()[field]]));
}

/** In the language of now. @param {Errors} errors @returns {Partial<Record<FieldName, string>>} */
function spoken(errors) {
  return Object.fromEntries(Object.entries(errors).map(([field, sentence]) => [field, sentence?.()]));
}

/** @param {Values} values @param {readonly FieldName[]} [fields] @returns {Errors} */
function wrongIn(values, fields) {
  const keys = problemsOf(values, new Date(api.now() * 1000).getFullYear(), fields);
  return Object.fromEntries(Object.entries(keys).map(([field, key]) => [field, () => say(/** @type {"missing_name"} */ (key))]));
}

/** @param {{reference: string}} props */
function Sent({ reference }) {
  return html`<div class="card">
    <h2>${say("apply_next")}</h2>
    <ol class="steps"><li><p>${say("apply_next_1")}</p></li><li><p>${say("apply_next_2")}</p></li><li><p>${say("apply_next_3")}</p></li></ol>
    <p><a class="big" href="/staff/">${say("apply_sign_in")}</a></p>
    <p class="soft">${say("apply_reference")} <bdi class="reference" dir="ltr">${inFours(reference)}</bdi></p>
  </div>`;
}

/** Once it is drawn; a step may have to be turned to first. @param {FieldName | null} field */
function focusOn(field) {
  if (field !== null) setTimeout(() => document.getElementById(field)?.focus(), 0);
}

/** @param {string} query */
function useMedia(query) {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const look = () => setMatches(media.matches);
    media.addEventListener("change", look);
    return () => media.removeEventListener("change", look);
  }, [query]);
  return matches;
}

/** What is written here is kept nowhere else. @param {boolean} isWritten */
function useWarning(isWritten) {
  useEffect(() => {
    if (!isWritten) return;
    const warn = (/** @type {BeforeUnloadEvent} */ event) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [isWritten]);
}
