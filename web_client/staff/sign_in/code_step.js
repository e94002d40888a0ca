// The second factor: six digits of the authenticator, or a recovery code.

import { BusyButton } from "../../parts/busy_button.js";
import { Field } from "../../parts/field.js";
import { Problem } from "../../parts/notice.js";
import { html, useRef, useState } from "../../vendor/preact_htm.js";
import { say } from "../words.js";
import { cleanCode, isWholeCode } from "./sign_in_steps.js";

/** @typedef {ReturnType<typeof import("../asking.js").useAct>} Act */

/** @param {{act: Act, onFinish: (code: string) => Promise<boolean>, onAgain: () => void}} props */
export function CodeStep({ act, onFinish, onAgain }) {
  const [isRecovery, setRecovery] = useState(false);
  return html`
    <p class="lede">${say(isRecovery ? "recovery_why" : "code_why")}</p>
    <${CodeForm} key=${String(isRecovery)} act=${act} isRecovery=${isRecovery} onFinish=${onFinish} />
    <div class="ways">
      <button class="link" type="button" onClick=${() => setRecovery(!isRecovery)}>${say(isRecovery ? "use_app" : "use_recovery")}</button>
      <button class="link" type="button" onClick=${onAgain}>${say("other_login")}</button>
    </div>`;
}

/** Six digits are sent as soon as they are there. @param {{act: Act, isRecovery?: boolean, onFinish: (code: string) => Promise<boolean>}} props */
export function CodeForm({ act, isRecovery = false, onFinish }) {
  const [code, setCode] = useState("");
  const [isTried, setTried] = useState(false);
  const sent = useRef("");
  const finish = async (/** @type {string} */ typed) => {
    if (act.busy) return;
    sent.current = typed;
    await onFinish(cleanCode(typed));
  };
  const write = (/** @type {string} */ typed) => {
    setCode(typed);
    if (!isRecovery && isWholeCode(typed) && cleanCode(typed) !== cleanCode(sent.current)) void finish(typed);
  };
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (isRecovery ? code.trim() !== "" : isWholeCode(code)) return void finish(code);
    document.getElementById("code")?.focus();
  };
  const isMissing = isTried && !(isRecovery ? code.trim() !== "" : isWholeCode(code));
  const way = isRecovery ? { autocomplete: "off", autocapitalize: "none", spellcheck: false } : { autocomplete: "one-time-code", inputmode: "numeric", maxlength: 9, class: "digits" };
  return html`<form class="form card" novalidate onSubmit=${send}>
    <${Field} name="code" label=${say(isRecovery ? "recovery_code" : "code")} error=${isMissing ? say(isRecovery ? "missing_recovery_code" : "missing_code") : undefined} value=${code} onWrite=${write} ...${way} />
    <${Problem} problem=${act.problem} />
    <${BusyButton} word=${say("sign_in")} busyWord=${say("signing_in")} busy=${act.busy} />
  </form>`;
}
