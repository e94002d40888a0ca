// The code from the SMS: one field, which the phone fills by itself where it can.

import { api } from "../api.js";
import { html, useEffect, useRef, useState } from "../vendor/preact_htm.js";
import { say, sayDuration } from "../words/words.js";
import { BusyButton } from "./busy_button.js";
import { openComplaint } from "./complaint.js";
import { digitsOf } from "./digits.js";
import { Field } from "./field.js";
import { Problem } from "./notice.js";

/** @typedef {import("../register/steps.js").Challenge} Challenge */

const CODE_LENGTH = 6;

/**
 * @param {{challenge: Challenge, isSpent: boolean, busy: string | null, problem: import("../api.js").ApiProblem | null, word: string, onCode: (code: string) => void, onSendAgain: () => void, onOtherNumber: () => void}} props
 */
export function CodeForm({ challenge, isSpent, busy, problem, word, onCode, onSendAgain, onOtherNumber }) {
  const [code, setCode] = useState("");
  const [isShort, setShort] = useState(false);
  const expiresIn = useSecondsUntil(challenge.expires_at);
  const isOver = isSpent || expiresIn <= 0;
  /** @type {{current: HTMLFormElement}} */
  const form = useRef(null);
  useCodeFromMessage(challenge.challenge, (found) => {
    setCode(found);
    onCode(found);
  });
  useEffect(() => void (problem?.code === "otp_wrong" && form.current.querySelector("input")?.select()), [problem]);

  const enter = (/** @type {Event} */ event) => {
    event.preventDefault();
    const digits = digitsOf(code);
    setShort(digits.length !== CODE_LENGTH);
    if (digits.length === CODE_LENGTH) onCode(digits);
    else form.current.querySelector("input")?.focus();
  };
  const wrong = isShort && digitsOf(code).length !== CODE_LENGTH ? say("code_short") : undefined;
  return html`<form class="form" novalidate ref=${form} onSubmit=${enter}>
    ${!isOver && html`<${Delivery} challenge=${challenge} />`}
    <${Problem} problem=${problem} />
    ${isOver
      ? html`${problem === null && html`<p class="note trouble" role="status">${say(isSpent ? "code_spent" : "problem_otp_expired")}</p>`}
          <${SendAgain} challenge=${challenge} isSpent=${isSpent} kind="big" busy=${busy} onSendAgain=${onSendAgain} />`
      : html`<${Field}
            name="code" label=${say("code_label")} hint=${triesHint(challenge)} error=${wrong} class="digits" type="text" inputmode="numeric" autocomplete="one-time-code"
            maxlength="12" enterkeyhint="go" dir="ltr" value=${code} onWrite=${setCode}
          />
          <${BusyButton} word=${word} busyWord=${say("code_checking")} busy=${busy === "entering"} />`}
    <div class="stack">
      ${!isOver && challenge.resend_at !== null && html`<${SendAgain} challenge=${challenge} isSpent=${false} kind="quiet" busy=${busy} onSendAgain=${onSendAgain} />`}
      <button class="link" type="button" data-other-number onClick=${onOtherNumber}>${say("other_number")}</button>
      <${NoMessage} />
    </div>
  </form>`;
}

/** Whether the message has left. @param {{challenge: Challenge}} props */
function Delivery({ challenge: { mobile, delivery } }) {
  const sentence = say(/** @type {const} */ ({ sending: "code_sending", sent: "code_sent", failed: "code_failed" })[delivery], { mobile });
  return html`<p class="note ${delivery === "failed" ? "trouble" : ""}" role="status">${sentence}</p>`;
}

/** Only once some tries are gone. @param {Challenge} challenge */
function triesHint({ tries_left: count }) {
  return count < 5 ? say("code_tries", { count }) : undefined;
}

/** Counts down to when another message may be asked for; a new attempt may begin at once. @param {{challenge: Challenge, isSpent: boolean, kind: string, busy: string | null, onSendAgain: () => void}} props */
function SendAgain({ challenge, isSpent, kind, busy, onSendAgain }) {
  const seconds = useSecondsUntil(isSpent ? 0 : (challenge.resend_at ?? 0));
  if (seconds > 0) return html`<p class="soft countdown">${say("resend_in", { time: sayDuration(seconds) })}</p>`;
  return html`<${BusyButton} kind=${kind} type="button" word=${say("resend")} busyWord=${say("parts_sending")} busy=${busy === "asking_code"} onPress=${onSendAgain} data-resend />`;
}

/** What to do when no SMS comes. */
function NoMessage() {
  const steps = /** @type {const} */ (["no_message_wait", "no_message_number", "no_message_full", "no_message_signal", "no_message_help"]);
  return html`<details class="fold no-message">
    <summary>${say("no_message")}</summary>
    <ol class="steps">
      ${steps.map((step) => html`<li><span>${say(step)}</span></li>`)}
    </ol>
    <button class="link" type="button" onClick=${() => openComplaint("technical")}>${say("no_message_tell")}</button>
  </details>`;
}

/** Whole seconds by the server's clock, down to 0. @param {number} time seconds since 1970 */
function useSecondsUntil(time) {
  const left = () => Math.max(0, Math.ceil(time - api.now()));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    const timer = setInterval(() => setSeconds(left()), 1000);
    return () => clearInterval(timer);
  }, [time]);
  return seconds;
}

/** WebOTP: the phone reads the code out of the message and asks her whether the page may have it. @param {string} challenge @param {(code: string) => void} act */
function useCodeFromMessage(challenge, act) {
  useEffect(() => {
    if (!("OTPCredential" in window)) return undefined;
    const end = new AbortController();
    const wanted = /** @type {any} */ ({ otp: { transport: ["sms"] }, signal: end.signal });
    navigator.credentials.get(wanted).then(
      (found) => found && act(digitsOf(/** @type {any} */ (found).code ?? "").slice(0, CODE_LENGTH)),
      () => {}, // she declined, or the page went on: she can type it
    );
    return () => end.abort();
  }, [challenge]);
}
