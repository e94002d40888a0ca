// The first time: an authenticator app learns the secret, and proves it with a code.

import { html, useState } from "../../vendor/preact_htm.js";
import { say } from "../words.js";
import { CodeForm } from "./code_step.js";
import { inFours } from "./sign_in_steps.js";

/** @typedef {import("../answers.js").Totp} Totp */

/** @param {{step: {totp: Totp}, act: ReturnType<typeof import("../asking.js").useAct>, onFinish: (code: string) => Promise<boolean>, onAgain: () => void}} props */
export function EnrolStep({ step: { totp }, act, onFinish, onAgain }) {
  return html`
    <p class="lede">${say("enrol_why")}</p>
    <ol class="steps">
      <li><p>${say("enrol_app")}</p></li>
      <li><div class="stack"><p>${say("enrol_scan")}</p><${Secret} totp=${totp} /></div></li>
      <li><p>${say("enrol_code")}</p></li>
    </ol>
    <${CodeForm} act=${act} onFinish=${onFinish} />
    <button class="link" type="button" onClick=${onAgain}>${say("other_login")}</button>`;
}

/** @param {{totp: Totp}} props */
function Secret({ totp }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => navigator.clipboard?.writeText(totp.secret).then(() => setCopied(true), () => {});
  return html`
    <img class="qr" alt=${say("qr_alt")} src="data:image/svg+xml,${encodeURIComponent(totp.qr_svg)}" width="200" height="200" />
    <p class="on-phone"><a class="quiet" href=${totp.uri}>${say("enrol_open_app")}</a></p>
    <details class="fold">
      <summary>${say("enrol_cannot_scan")}</summary>
      <div class="stack">
        <p>${say("enrol_type")}</p>
        <p><code class="secret" dir="ltr">${inFours(totp.secret)}</code></p>
        <p><button class="quiet" type="button" onClick=${copy}>${say(isCopied ? "copied" : "copy")}</button></p>
      </div>
    </details>`;
}
