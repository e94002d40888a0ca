// The ways in: the camera, a photo of the code, the PDF itself, or the address as text.

import { api } from "../api.js";
import { BusyButton } from "../parts/busy_button.js";
import { Field } from "../parts/field.js";
import { html, useEffect, useRef, useState } from "../vendor/preact_htm.js";
import { Icon } from "../views/icons.js";
import { say } from "./words.js";
import { codeInFile, scanner } from "./camera.js";
import { isWithoutLine } from "./finding.js";
import { looksLikeOurs } from "./summary.js";

const LOOK_EVERY_MS = 200;
const LARGEST_PDF = 2 * 1024 * 1024;

/** @typedef {import("./finding.js").DocumentFinding} DocumentFinding */
/** @typedef {(code: string) => void} OnCode */

/** @param {{onCode: OnCode, onDocument: (found: DocumentFinding) => void}} props */
export function Ways({ onCode, onDocument }) {
  const [isLooking, setLooking] = useState(false);
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const take = async (/** @type {Event} */ event) => {
    const chooser = /** @type {HTMLInputElement} */ (event.target);
    const file = chooser.files?.[0];
    if (file === undefined) return;
    setBusy(true);
    setTrouble("");
    setTrouble(await ((await isPdf(file)) ? sendDocument(file, onDocument) : readPhoto(file, onCode)));
    setBusy(false);
    chooser.value = "";
  };
  return html`
    ${isLooking && html`<${Camera} onCode=${onCode} onTrouble=${setTrouble} onClose=${() => setLooking(false)} />`}
    <p role="alert" class=${trouble === "" ? "unseen" : "note trouble"}>${trouble === "" ? "" : say(trouble)}</p>
    <div class="acts ways">
      ${!isLooking && html`<button class="big" type="button" onClick=${() => { setTrouble(""); setLooking(true); }}><${Icon} name="camera" /> <span>${say("verify_scan")}</span></button>`}
      <input id="verify-file" class="unseen" type="file" accept="image/*,application/pdf" disabled=${busy} onChange=${take} />
      <label class="quiet take" for="verify-file"><${Icon} name="photo" /> <span>${say(busy ? "parts_one_moment" : "verify_file")}</span></label>
    </div>
    <${Typed} onCode=${onCode} />`;
}

/** @param {{onCode: OnCode}} props */
function Typed({ onCode }) {
  const [text, setText] = useState("");
  const [isTried, setTried] = useState(false);
  const isWrong = !looksLikeOurs(text);
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (isWrong) document.getElementById("verify-text")?.focus();
    else onCode(text);
  };
  return html`<details class="fold"><summary>${say("verify_typed")}</summary>
    <form class="form" novalidate onSubmit=${send}>
      <${Field} name="verify-text" label=${say("verify_address")} hint=${say("verify_address_hint")} error=${isTried && isWrong ? say("verify_address_wrong") : undefined}
        dir="ltr" autocomplete="off" autocapitalize="none" spellcheck=${false} value=${text} onWrite=${setText} />
      <div class="acts"><${BusyButton} word=${say("verify_check")} busy=${false} /></div>
    </form>
  </details>`;
}

/** Nothing of the picture leaves the phone. @param {{onCode: OnCode, onTrouble: (word: string) => void, onClose: () => void}} props */
function Camera({ onCode, onTrouble, onClose }) {
  /** @type {{current: HTMLVideoElement}} */
  const video = useRef(null);
  useEffect(() => {
    /** @type {MediaStream | null} */
    let stream = null;
    let isGone = false;
    const look = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      if (isGone) return stop(stream);
      video.current.srcObject = stream;
      await video.current.play();
      const scan = await scanner();
      while (!isGone) {
        const code = await scan(video.current).catch(() => null);
        if (code !== null && !isGone && looksLikeOurs(code)) return onCode(code);
        if (code !== null && !isGone) onTrouble("verify_other_code");
        await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
      }
    };
    look().catch(() => { onTrouble("verify_no_camera"); onClose(); });
    return () => { isGone = true; if (stream !== null) stop(stream); };
  }, []);
  return html`<div class="looking">
    <video ref=${video} muted playsinline aria-label=${say("verify_picture")}></video>
    <p>${say("verify_hold")}</p>
    <button class="quiet" type="button" onClick=${onClose}>${say("parts_cancel")}</button>
  </div>`;
}

/** @param {MediaStream} stream */
function stop(stream) {
  for (const track of stream.getTracks()) track.stop();
}

/** What went wrong, or nothing. @param {File} file @param {OnCode} onCode */
async function readPhoto(file, onCode) {
  try {
    const code = await codeInFile(file, await scanner());
    if (code === null) return "verify_no_code";
    if (!looksLikeOurs(code)) return "verify_other_code";
    onCode(code);
    return "";
  } catch {
    return "verify_no_code";
  }
}

/** Messengers often hand over files of no kind. @param {File} file */
async function isPdf(file) {
  return file.type === "application/pdf" || (await file.slice(0, 5).text()) === "%PDF-";
}

/** @param {File} file @param {(found: DocumentFinding) => void} onDocument */
async function sendDocument(file, onDocument) {
  if (file.size > LARGEST_PDF) return "verify_too_large";
  try {
    onDocument(await api.post("/api/verify/document", new Uint8Array(await file.arrayBuffer())));
    return "";
  } catch (problem) {
    return isWithoutLine(problem) ? "verify_pdf_offline" : "verify_pdf_trouble";
  }
}
