// What she has sent: a voice note to be heard, photographs and reports to be seen large.

import { Dialog } from "../../parts/dialog.js";
import { html, useEffect, useState } from "../../vendor/preact_htm.js";
import { sayNumber, sayTime } from "../../words/words.js";
import { say } from "../words.js";

/** @typedef {import("./summary.js").SentFile} SentFile */
/** @typedef {{id: string, address: string, word: string, isPicture: boolean}} Picture */

/** @param {{id: string, files: readonly SentFile[]}} props */
export function FilesOf({ id, files }) {
  const [large, setLarge] = useState(/** @type {number | null} */ (null));
  const voices = files.filter(({ kind }) => kind === "voice");
  const others = files.filter(({ kind }) => kind !== "voice").map((file, index) => ({ id: file.id, address: addressOf(id, file.id), word: say(file.kind === "photo" ? "photo_of" : "report_of", { number: index + 1 }), isPicture: file.media_type.startsWith("image/") }));
  if (files.length === 0) return null;
  return html`<section class="sent" aria-label=${say("sent_files")}>
    ${voices.map((file, index) => html`<div key=${file.id} class="voice"><span class="soft" id="voice-${file.id}">${say("voice_note", { time: sayTime(file.at) })}</span>
      <audio controls preload="none" data-voice=${index === 0 ? "" : undefined} src=${addressOf(id, file.id)} aria-labelledby="voice-${file.id}"></audio></div>`)}
    ${others.length > 0 && html`<ul class="thumbs">${others.map((one, index) => html`<li key=${one.id}><${Thumb} picture=${one} onOpen=${() => setLarge(index)} /></li>`)}</ul>`}
    ${large !== null && html`<${Large} pictures=${others} at=${large} onMove=${setLarge} onClose=${() => setLarge(null)} />`}
  </section>`;
}

/** @param {{picture: Picture, onOpen: () => void}} props */
function Thumb({ picture: { address, word, isPicture }, onOpen }) {
  const [isShown, setShown] = useState(isPicture);
  return html`<button class="thumb" type="button" onClick=${onOpen} title=${word}>
    ${isShown ? html`<img src=${address} alt=${word} loading="lazy" onError=${() => setShown(false)} />` : html`<span>${word}</span>`}
  </button>`;
}

/** One after the other, by the arrows too. @param {{pictures: readonly Picture[], at: number, onMove: (at: number) => void, onClose: () => void}} props */
function Large({ pictures, at, onMove, onClose }) {
  const { address, word, isPicture } = pictures[at];
  const [isReal, setReal] = useState(false);
  const [isShown, setShown] = useState(isPicture);
  useEffect(() => setShown(isPicture), [address]);
  useEffect(() => {
    const press = (/** @type {KeyboardEvent} */ { key }) => {
      const to = at + (key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0);
      if (to !== at && pictures[to] !== undefined) onMove(to);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [at]);
  return html`<${Dialog} id="large" title="${word} (${sayNumber(at + 1)}/${sayNumber(pictures.length)})" onClose=${onClose}>
    <div class="large" data-real=${isReal ? "" : undefined} tabindex="0" role="group" aria-label=${word}>
      ${isShown ? html`<img key=${address} src=${address} alt=${word} onError=${() => setShown(false)} onClick=${() => setReal(!isReal)} />` : html`<p>${say("file_no_picture")}</p>`}
    </div>
    <div class="acts">
      <button class="quiet" type="button" disabled=${at === 0} onClick=${() => onMove(at - 1)}>${say("picture_before")}</button>
      <button class="quiet" type="button" disabled=${at === pictures.length - 1} onClick=${() => onMove(at + 1)}>${say("picture_after")}</button>
      ${isShown && html`<button class="quiet" type="button" aria-pressed=${String(isReal)} onClick=${() => setReal(!isReal)}>${say("picture_real")}</button>`}
      <a class="quiet" href=${address} download>${say("download")}</a>
    </div>
  <//>`;
}

/** @param {string} consultation @param {string} file */
function addressOf(consultation, file) {
  return `/api/desk/consultations/${consultation}/files/${file}`;
}
