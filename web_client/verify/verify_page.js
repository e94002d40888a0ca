// Is this prescription authentic, and does it still stand?

import { api } from "../api.js";
import { Page } from "../parts/page.js";
import { html, useEffect, useState } from "../vendor/preact_htm.js";
import { findingOf } from "./finding.js";
import { freshKeys } from "./keys.js";
import { DocumentResult, Result } from "./result.js";
import { Ways } from "./ways.js";
import { say } from "./words.js";

/** @typedef {import("./finding.js").Finding} Finding */
/** @typedef {import("./finding.js").DocumentFinding} DocumentFinding */

/** @param {{code: string}} props `code`: from the address, may be empty */
export function VerifyPage({ code }) {
  const [finding, setFinding] = useState(/** @type {Finding | null} */ (null));
  const [found, setFound] = useState(/** @type {DocumentFinding | null} */ (null));
  const [isReading, setReading] = useState(code !== "");
  const check = async (/** @type {string} */ text) => {
    setReading(true);
    setFinding(await findingOf(text, api, localStorage, Date.now()));
    setReading(false);
  };
  useEffect(() => {
    freshKeys(api, localStorage, Date.now()).then(() => (code === "" ? undefined : check(code)));
  }, []);
  const again = () => { setFinding(null); setFound(null); };
  const isOver = finding !== null || found !== null;
  const title = say(isOver ? "verify_result" : "verify_title");
  return html`<${Page} screen=${isOver ? "result" : "ways"} title=${title}>
    <h1 id="title" tabindex="-1">${title}</h1>
    ${isReading && html`<p class="large" role="status">${say("parts_one_moment")}</p>`}
    ${finding !== null && html`<${Result} finding=${finding} />`}
    ${found !== null && html`<${DocumentResult} found=${found} />`}
    ${isOver
      ? html`<div class="acts"><button class="big" type="button" onClick=${again}>${say("verify_another")}</button></div>`
      : !isReading && html`<p class="large">${say("verify_why")}</p><${Ways} onCode=${check} onDocument=${setFound} />`}
    <p class="soft">${say("verify_private")}</p>
  <//>`;
}
