// Is this prescription authentic, and does it still stand?

import { api } from "../api.js";
import { Page } from "../parts/page.js";
import { html, useEffect, useState } from "../vendor/preact_htm.js";
import { answerOf, documentAnswerOf } from "./answer.js";
import { findingOf } from "./finding.js";
import { freshKeys } from "./keys.js";
import { Result, Sign, spoken } from "./result.js";
import { Ways } from "./ways.js";
import { say } from "./words.js";

/** @typedef {import("./finding.js").Finding} Finding */
/** @typedef {import("./finding.js").DocumentFinding} DocumentFinding */

/** @param {{code: string}} props `code`: from the address, may be empty */
export function VerifyPage({ code }) {
  const [finding, setFinding] = useState(/** @type {Finding | null} */ (null));
  const [found, setFound] = useState(/** @type {DocumentFinding | null} */ (null));
  const [isReading, setReading] = useState(code !== "");
  const [isFromAddress, setFromAddress] = useState(code !== "");
  const check = async (/** @type {string} */ text) => {
    setReading(true);
    setFinding(await findingOf(text, api, keptHere(), Date.now()));
    setReading(false);
  };
  useEffect(() => void (code === "" ? freshKeys(api, keptHere(), Date.now()) : check(code)), []);
  const again = () => { setFinding(null); setFound(null); setFromAddress(false); };
  const answer = finding !== null ? answerOf(finding) : found !== null ? documentAnswerOf(found) : null;
  const isDevelopment = finding?.isDevelopment ?? found?.development ?? false;
  const title = say(answer === null ? "verify_title" : "verify_result");
  return html`<${Page} screen=${answer === null ? "ways" : "result"} title=${title} stays>
    <h1 id="title" tabindex="-1">${title}</h1>
    <p class="unseen" role="status">${answer === null ? (isReading ? say("parts_one_moment") : "") : `${isDevelopment ? `${say("verify_development")} ` : ""}${spoken(answer)}`}</p>
    ${isReading && html`<p class="large" aria-hidden="true">${say("parts_one_moment")}</p>`}
    ${isDevelopment && html`<p class="proves-nothing">${say("verify_development")}</p>`}
    ${answer !== null && html`<${Sign} answer=${answer} />`}
    ${finding !== null && html`<${Result} finding=${finding} />`}
    ${answer !== null
      ? html`<div class="acts"><button class="big" type="button" onClick=${again}>${say("verify_another")}</button></div>`
      : !isReading && html`<p class="large">${say("verify_why")}</p><${Ways} onCode=${check} onDocument=${setFound} />`}
    ${answer !== null && isFromAddress && html`<p class="note">${say("verify_safer", { host: location.host })}</p>`}
    <p class="soft">${say(found === null ? "verify_private" : "verify_pdf_private")}</p>
  <//>`;
}

/** Some browsers refuse even to be asked for it. @returns {import("./keys.js").Storage} */
function keptHere() {
  try {
    return localStorage;
  } catch {
    return { getItem: () => null, setItem: () => {} };
  }
}
