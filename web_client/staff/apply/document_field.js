// The certificate: chosen, sent in pieces as soon as it is chosen, and gone on with after a broken line.

import { api, ApiProblem } from "../../api.js";
import { Problem } from "../../parts/notice.js";
import { memoryIn, uploadFile, UploadProblem } from "../../parts/upload.js";
import { html, useEffect, useRef, useState } from "../../vendor/preact_htm.js";
import { sayNumber } from "../../words/words.js";
import { told } from "../asking.js";
import { say } from "../words.js";
import { documentProblem, DOCUMENT_TYPES } from "./application.js";

/** @typedef {{state: "none"} | {state: "sending", file: File, part: number, isBroken: boolean} | {state: "stopped", file: File | null, problem: ApiProblem} | {state: "there", file: File}} Sending */

/** What can be gone on with by trying again. */
const WAITS = Object.freeze(["offline", "no_answer", "server_trouble", "too_many", "upload_checksum"]);

/** @param {{document: string, error?: string, onDocument: (id: string) => void}} props */
export function DocumentField({ document: held, error, onDocument }) {
  const [sending, setSending] = useState(/** @type {Sending} */ ({ state: "none" }));
  const giving = useRef(/** @type {AbortController | null} */ (null));
  useEffect(() => () => giving.current?.abort(), []);

  const send = async (/** @type {File} */ file) => {
    giving.current?.abort();
    const mine = (giving.current = new AbortController());
    const settle = (/** @type {Sending} */ next) => giving.current === mine && setSending(next);
    onDocument("");
    settle({ state: "sending", file, part: 0, isBroken: false });
    try {
      const id = await uploadFile(file, {
        api, purpose: "document", memory: sessionMemory(), signal: mine.signal,
        onProgress: (part) => settle({ state: "sending", file, part, isBroken: false }),
        onBreak: () => setSending((before) => (before.state === "sending" && giving.current === mine ? { ...before, isBroken: true } : before)),
      });
      settle({ state: "there", file });
      if (giving.current === mine) onDocument(id);
    } catch (thrown) {
      if (!mine.signal.aborted) settle({ state: "stopped", file, problem: thrown instanceof UploadProblem ? new ApiProblem(thrown.code) : told(thrown) });
    }
  };
  const choose = (/** @type {Event} */ event) => {
    const file = /** @type {HTMLInputElement} */ (event.target).files?.[0];
    if (file === undefined) return;
    const refused = documentProblem(file);
    if (refused === null) return void send(file);
    giving.current?.abort();
    onDocument("");
    setSending({ state: "stopped", file: null, problem: new ApiProblem(refused) });
  };
  return html`<div class="field" data-wrong=${error ? "" : undefined}>
    <label for="document">${say("document_label")}</label>
    <span class="hint" id="document-hint">${say("document_hint")}</span>
    <input id="document" type="file" accept=${[...DOCUMENT_TYPES, ".pdf"].join(",")} aria-describedby="document-hint${error ? " document-error" : ""}" aria-invalid=${error ? "true" : undefined} onChange=${choose} />
    ${error && html`<span class="field-error" id="document-error">${error}</span>`}
    <${Progress} sending=${sending} held=${held} onAgain=${send} />
  </div>`;
}

/** @param {{sending: Sending, held: string, onAgain: (file: File) => void}} props */
function Progress({ sending, held, onAgain }) {
  const percent = sending.state === "sending" ? Math.floor(sending.part * 100) : 0;
  const file = sending.state === "stopped" ? sending.file : null;
  const mayGoOn = sending.state === "stopped" && WAITS.includes(sending.problem.code);
  return html`
    ${sending.state === "sending" && html`<div class="bar"><progress max="100" value=${percent} aria-label=${say("document_sending")}></progress> <span aria-hidden="true">${sayNumber(percent)} %</span></div>`}
    <p role="status" class="soft">
      ${sending.state === "sending" && say(sending.isBroken ? "document_broken" : "document_sending")}
      ${sending.state === "there" && held !== "" && html`<span class="there">${say("document_there", { name: sending.file.name })}</span>`}
      ${sending.state === "none" && held !== "" && html`<span class="there">${say("document_there_before")}</span>`}
    </p>
    <${Problem} problem=${sending.state === "stopped" ? sending.problem : null}>
      ${mayGoOn && file !== null && html`<button class="quiet" type="button" onClick=${() => onAgain(file)}>${say("document_go_on")}</button>`}
    <//>`;
}

/** Where storage is switched off, a page that is loaded again begins anew. */
function sessionMemory() {
  try {
    return memoryIn(sessionStorage);
  } catch {
    return undefined;
  }
}
