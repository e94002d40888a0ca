// Another number from now on: a code to the new one, and everybody comes along.

import { api } from "../api.js";
import { BusyButton } from "../parts/busy_button.js";
import { CodeForm } from "../parts/code_form.js";
import { mobileFrom } from "../parts/digits.js";
import { Field, focusFirstWrong } from "../parts/field.js";
import { useDoing } from "../parts/loaded.js";
import { fieldProblems, Note, Problem } from "../parts/notice.js";
import { html, useRef, useState } from "../vendor/preact_htm.js";
import { isSpent, maySendAgain } from "../register/challenge.js";
import { say } from "../words/words.js";

/** @typedef {import("../register/steps.js").Challenge} Challenge */

/** @param {import("./account_page.js").AccountProps} props */
export function NumberView({ household, onHousehold }) {
  const [number, setNumber] = useState("");
  const [challenge, setChallenge] = useState(/** @type {Challenge | null} */ (null));
  const [isDone, setDone] = useState(false);
  const { busy, problem, run } = useDoing();
  const ask = async () => setChallenge(await api.post("/api/codes", { mobile: number, language: document.documentElement.lang, purpose: "change_number" }));
  const sendAgain = async () => (challenge === null || !maySendAgain(challenge, problem) ? ask() : setChallenge(await api.post(`/api/codes/${challenge.challenge}/resend`)));
  const enter = async (/** @type {string} */ code) => {
    try {
      onHousehold(await api.post("/api/household/number", { challenge: challenge?.challenge, code }));
      setDone(true);
    } catch (refused) {
      await api.get(`/api/codes/${challenge?.challenge}`).then(setChallenge, () => {}); // how many tries are left
      throw refused;
    }
  };
  if (isDone) return html`<${Note} kind="done" sentence=${say("new_number_done", { mobile: household.mobile })} />`;
  if (challenge === null) return html`<${NewNumber} number=${number} onNumber=${setNumber} busy=${busy} problem=${problem} onAsk=${() => run(ask)} />`;
  return html`<${CodeForm}
    challenge=${challenge} isSpent=${isSpent(challenge, problem)} busy=${busy ? "entering" : null} problem=${problem} word=${say("change_now")}
    onCode=${(/** @type {string} */ code) => run(() => enter(code))} onSendAgain=${() => run(sendAgain)} onOtherNumber=${() => setChallenge(null)}
  />`;
}

/** @param {{number: string, onNumber: (number: string) => void, busy: boolean, problem: import("../api.js").ApiProblem | null, onAsk: () => void}} props */
function NewNumber({ onNumber, busy, problem, onAsk }) {
  const [written, setWritten] = useState("");
  const [isTried, setTried] = useState(false);
  /** @type {{current: HTMLFormElement}} */
  const form = useRef(null);
  const found = mobileFrom(written);
  const wrong = isTried && found === null ? say(written.trim() === "" ? "mobile_missing" : "wrong_mobile") : fieldProblems(problem).mobile;
  const write = (/** @type {string} */ now) => {
    setWritten(now);
    onNumber(mobileFrom(now) ?? "");
  };
  const ask = (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (found === null) return focusFirstWrong(form.current);
    onAsk();
  };
  return html`<p class="lede">${say("new_number_lede")}</p>
    <form class="form" novalidate ref=${form} onSubmit=${ask}>
      <${Field} name="mobile" label=${say("new_number")} error=${wrong} lead=${/^\s*\+/.test(written) ? undefined : "+91"} class="digits" dir="ltr" type="tel" inputmode="tel" autocomplete="off" maxlength="20" value=${written} onWrite=${write} />
      <${Problem} problem=${problem} />
      <${BusyButton} word=${say("send_code")} busyWord=${say("parts_sending")} busy=${busy} />
    </form>`;
}
