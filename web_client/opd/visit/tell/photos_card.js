// Photos of what hurts, and of reports and papers: by the camera or from the phone, several at once.

import { html, useState } from "../../../vendor/preact_htm.js";
import { Icon } from "../../../views/icons.js";
import { say } from "../../../words/words.js";
import { FileRow } from "./file_row.js";
import { MOST } from "./files.js";
import { shrunk } from "./shrink.js";

/** @param {import("./card_view.js").CardProps} props */
export function PhotosCard({ files }) {
  return html`<div class="form">
    <${FilesOf} files=${files} kind="report" icon="page" />
    <${FilesOf} files=${files} kind="photo" icon="body" />
  </div>`;
}

/** @param {{files: import("./files.js").Files, kind: "photo" | "report", icon: import("../../../views/icons.js").IconName}} props */
export function FilesOf({ files, kind, icon }) {
  const [wrong, setWrong] = useState("");
  const [isReading, setReading] = useState(false);
  const items = files.of(kind);
  const take = async (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const chosen = [...(input.files ?? [])];
    input.value = "";
    setWrong("");
    setReading(true);
    for (const file of chosen) {
      const small = await shrunk(file);
      if (small === null) setWrong(say("photo_unreadable"));
      else if (!files.add(kind, small)) setWrong(say("photo_most", { count: MOST[kind] }));
    }
    setReading(false);
  };
  return html`<section class="card" aria-labelledby="photos-${kind}">
    <h2 id="photos-${kind}"><${Icon} name=${icon} /> ${say(`photos_${kind}`)}</h2>
    <p class="soft">${say(`photos_${kind}_hint`)}</p>
    <div class="take-ways">
      <label class="quiet take"><input class="unseen" type="file" accept="image/*" capture="environment" data-take=${kind} onChange=${take} /><${Icon} name="photo" /> <span>${say("photo_take")}</span></label>
      <label class="quiet take"><input class="unseen" type="file" accept=${kind === "report" ? "image/*,application/pdf" : "image/*"} multiple data-choose=${kind} onChange=${take} /><${Icon} name="page" /> <span>${say("photo_choose")}</span></label>
    </div>
    <div role="status">${isReading && html`<p class="soft">${say("photo_reading")}</p>`}${wrong !== "" && html`<p class="note trouble">${wrong}</p>`}</div>
    ${items.length > 0 && html`<ul class="sent-files">${items.map((item, index) => html`<li key=${item.key}><${FileRow} item=${item} files=${files} title=${say(`${kind}_number`, { number: index + 1 })} /></li>`)}</ul>`}
  </section>`;
}
