// The recovery codes, shown once: nobody goes on without saying that she has them.

import { TickBox } from "../../parts/field.js";
import { html, useEffect, useState } from "../../vendor/preact_htm.js";
import { say } from "../words.js";

/** @param {{step: {codes: readonly string[]}, onKept: () => void}} props */
export function KeepStep({ step: { codes }, onKept }) {
  const [isKept, setKept] = useState(false);
  const [isTried, setTried] = useState(false);
  const file = useFile(`${say("recovery_file_head")}\r\n\r\n${codes.join("\r\n")}\r\n`);
  useWarning();
  const go = (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (isKept) onKept();
    else document.getElementById("kept")?.focus();
  };
  return html`
    <p class="lede">${say("keep_why")}</p>
    <p class="note trouble">${say("keep_once")}</p>
    <ol class="codes card" aria-label=${say("recovery_codes")}>${codes.map((code) => html`<li key=${code}><code dir="ltr">${code}</code></li>`)}</ol>
    <div class="ways not-printed">
      <a class="quiet" href=${file} download="paramarsh-recovery-codes.txt">${say("download_text")}</a>
      <button class="quiet" type="button" onClick=${() => print()}>${say("print")}</button>
    </div>
    <form class="form not-printed" novalidate onSubmit=${go}>
      <${TickBox} name="kept" label=${say("kept")} error=${isTried && !isKept ? say("missing_kept") : undefined} value=${isKept} onTick=${setKept} />
      <button class="big" type="submit">${say("go_on")}</button>
    </form>`;
}

/** The address of a file made here; it never leaves this page. @param {string} text */
function useFile(text) {
  const [address, setAddress] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [text]);
  return address;
}

/** Before the page is left with codes that nobody has written down. */
function useWarning() {
  useEffect(() => {
    const warn = (/** @type {BeforeUnloadEvent} */ event) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, []);
}
