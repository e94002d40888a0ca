// The picture of her signature, which is printed on her prescriptions. It proves nothing: the server's seal does.

import { api } from "../../api.js";
import { Problem } from "../../parts/notice.js";
import { uploadFile } from "../../parts/upload.js";
import { html, useRef } from "../../vendor/preact_htm.js";
import { useAct, useLoaded } from "../asking.js";
import { Loading } from "../loading.js";
import { say } from "../words.js";

/** @typedef {{changed_at: number | null}} Kept */

const PICTURES = "image/png,image/jpeg";

export function SignatureCard() {
  const kept = useLoaded(/** @returns {Promise<Kept>} */ () => api.get("/api/me/signature"), []);
  return html`<section class="card" aria-labelledby="signature">
    <h2 id="signature">${say("signature")}</h2>
    <p class="soft">${say("signature_why")}</p>
    <${Loading} loaded=${kept} show=${(/** @type {Kept} */ { changed_at }) => html`<${Picture} changedAt=${changed_at} onChanged=${kept.again} />`} />
  </section>`;
}

/** @param {{changedAt: number | null, onChanged: () => void}} props */
function Picture({ changedAt, onChanged }) {
  const act = useAct();
  /** @type {{current: HTMLInputElement}} */
  const chooser = useRef(null);
  const send = async (/** @type {Event} */ event) => {
    const file = /** @type {HTMLInputElement} */ (event.target).files?.[0];
    if (file === undefined) return;
    const put = async () => api.put("/api/me/signature", { upload: await uploadFile(file, { api, purpose: "signature" }) });
    if (await act.run(put)) onChanged();
    chooser.current.value = "";
  };
  const remove = async () => { if (await act.run(() => api.delete("/api/me/signature"))) onChanged(); };
  return html`
    ${changedAt === null ? html`<p>${say("signature_none")}</p>` : html`<img class="signature" src=${`/api/me/signature/picture?at=${changedAt}`} alt=${say("signature_alt")} />`}
    <${Problem} problem=${act.problem} />
    <div class="field">
      <label for="signature-file">${say(changedAt === null ? "signature_add" : "signature_change")}</label>
      <input id="signature-file" type="file" accept=${PICTURES} ref=${chooser} disabled=${act.busy} onChange=${send} />
    </div>
    ${changedAt !== null && html`<div class="acts"><button class="quiet" type="button" disabled=${act.busy} onClick=${remove}>${say("signature_remove")}</button></div>`}`;
}
