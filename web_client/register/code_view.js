// Step 2: the code from the SMS.

import { CodeForm } from "../parts/code_form.js";
import { html } from "../vendor/preact_htm.js";
import { say } from "../words/words.js";
import { isSpent } from "./challenge.js";

/** @param {import("./register_page.js").ViewProps} props */
export function CodeView({ registration }) {
  const { step, busy, problem } = registration.state;
  if (step.name !== "code") return null;
  return html`<h1 id="title" tabindex="-1">${say("code_title")}</h1>
    <${CodeForm}
      challenge=${step.challenge} isSpent=${isSpent(step.challenge, problem)} busy=${busy} problem=${problem} word=${say("go_on")}
      onCode=${(/** @type {string} */ code) => registration.enterCode(code)}
      onSendAgain=${() => registration.sendAgain(document.documentElement.lang)}
      onOtherNumber=${() => registration.goBack()}
    />`;
}
