// A laboratory's results that came after the consultation: opened, read, and taken off the list.

import { api } from "../../api.js";
import { BusyButton } from "../../parts/busy_button.js";
import { Dialog } from "../../parts/dialog.js";
import { Problem } from "../../parts/notice.js";
import { html, useState } from "../../vendor/preact_htm.js";
import { sayDate } from "../../words/words.js";
import { useAct, useLoaded } from "../asking.js";
import { Loading } from "../loading.js";
import { say } from "../words.js";
import { ResultLines } from "./to_finish.js";

/** @typedef {import("./answers.js").ResultLine} ResultLine */
/** @typedef {{id: string, consultation: string, by_household: boolean, media_type: string, size: number, note: string | null, at: number, seen_at: number | null}} Result */

/** @param {{results: readonly ResultLine[], first: string | null, store: import("./desk_store.js").DeskStore, onClose: () => void}} props */
export function ResultsDialog({ results, first, store, onClose }) {
  const [opened, setOpened] = useState(/** @type {ResultLine | null} */ (results.find(({ id }) => id === first) ?? null));
  const seen = () => {
    setOpened(null);
    void store.again();
    if (results.length <= 1) onClose();
  };
  return html`<${Dialog} id="results" title=${opened === null ? say("results_title") : say("result_of", { name: opened.patient_name })} onClose=${onClose}>
    ${opened === null
      ? results.length === 0 ? html`<p class="soft">${say("results_none")}</p>` : html`<${ResultLines} results=${results} onOpen=${setOpened} />`
      : html`<${OneResult} key=${opened.id} id=${opened.id} name=${opened.patient_name} onBack=${() => setOpened(null)} onSeen=${seen} />`}
  <//>`;
}

/** @param {{id: string, name: string, onBack: () => void, onSeen: () => void}} props */
function OneResult({ id, name, onBack, onSeen }) {
  const path = `/api/desk/results/${id}`;
  const loaded = useLoaded(/** @returns {Promise<Result>} */ () => api.get(path), [id]);
  const [isPicture, setPicture] = useState(true);
  const act = useAct();
  return html`<${Loading} loaded=${loaded} show=${(/** @type {Result} */ result) => html`
    <p class="soft">${sayDate(result.at)} · ${say(result.by_household ? "result_by_household" : "result_by_facility")}</p>
    ${result.note && html`<p class="quoted" dir="auto">${result.note}</p>`}
    ${isPicture && result.media_type.startsWith("image/") ? html`<div class="large" tabindex="0" role="group" aria-label=${name}><img src="${path}/file" alt=${say("result_of", { name })} onError=${() => setPicture(false)} /></div>` : html`<p>${say("file_no_picture")}</p>`}`} />
    <${Problem} problem=${act.problem} />
    <div class="answers">
      <button class="quiet" type="button" onClick=${onBack}>${say("back_to_list")}</button>
      <a class="quiet" href="${path}/file" download>${say("download")}</a>
      <${BusyButton} type="button" word=${say("result_seen")} busy=${act.busy} onPress=${() => act.run(() => api.post(`${path}/seen`)).then((isDone) => isDone && onSeen())} />
    </div>`;
}
