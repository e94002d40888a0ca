// Who asked to have her record erased: it is decided here, and what must stay is said.

import { api } from "../../api.js";
import { Question } from "../../parts/dialog.js";
import { html, useRef, useState } from "../../vendor/preact_htm.js";
import { sayDate } from "../../words/words.js";
import { useLoaded, watched } from "../asking.js";
import { useKeptFocus } from "../focus.js";
import { Loading } from "../loading.js";
import { say, sayCode, sayEither } from "../words.js";
import { Facts } from "./facts.js";
import { codeOf, ERASED } from "./erasing.js";
import { oneLine, REASON_LENGTH } from "./merging.js";
import { ReasonDialog } from "./reason_dialog.js";

/** @typedef {import("../answers.js").ErasureRequest} ErasureRequest */
/** @typedef {import("../answers.js").Erased} Erased */
/** @typedef {{requests: readonly ErasureRequest[]}} Requests */

export function ErasuresRoom() {
  const list = useLoaded(/** @returns {Promise<Requests>} */ () => api.get("/api/erasures"), []);
  const [done, setDone] = useState(/** @type {{request: ErasureRequest, erased: Erased | null} | null} */ (null));
  /** @type {{current: HTMLElement}} */
  const said = useRef(null);
  useKeptFocus(said, [done]);
  const decided = (/** @type {ErasureRequest} */ request, /** @type {Erased | null} */ erased) => {
    setDone({ request, erased });
    list.again();
  };
  return html`<div class="work-column">
    <p class="soft">${say("erasures_why")}</p>
    <div role="status">${done !== null && html`<p class="note done" tabindex="-1" ref=${said}>${say(done.erased === null ? "erase_refused" : "erase_done")}</p>`}</div>
    ${done !== null && done.erased !== null && html`<${Result} request=${done.request} erased=${done.erased} />`}
    <${Loading} loaded=${list} show=${(/** @type {Requests} */ { requests }) => html`<${Lines} requests=${requests} onDecided=${decided} />`} />
    <div class="acts"><button class="quiet" type="button" data-again disabled=${list.isLoading} onClick=${list.again}>${say("again")}</button></div>
  </div>`;
}

/** @param {{requests: readonly ErasureRequest[], onDecided: (request: ErasureRequest, erased: Erased | null) => void}} props */
function Lines({ requests, onDecided }) {
  if (requests.length === 0) return html`<p class="nothing soft">${say("none_erasures")}</p>`;
  return html`<ul class="lines card">${requests.map((one) => html`<${Line} key=${one.reference} request=${one} onDecided=${onDecided} />`)}</ul>`;
}

/** @param {{request: ErasureRequest, onDecided: (request: ErasureRequest, erased: Erased | null) => void}} props */
function Line({ request, onDecided }) {
  const [asked, setAsked] = useState(/** @type {"erase" | "refuse" | null} */ (null));
  const path = `/api/erasures/${encodeURIComponent(request.reference)}`;
  const erase = async () => onDecided(request, await api.post(`${path}/erase`));
  const refuse = async (/** @type {string} */ reason) => {
    await api.post(`${path}/refuse`, { reason: oneLine(reason) });
    onDecided(request, null);
  };
  const close = () => setAsked(null);
  return html`<li>
    <div><p>${say("erase_asked", { time: sayDate(request.asked_at) })}</p> <p class="soft">${say("record_number")}: <bdi class="record-number">${request.patient}</bdi></p></div>
    <div class="acts">
      <button class="quiet" type="button" data-erase onClick=${() => setAsked("erase")}>${say("erase")}</button>
      <button class="quiet" type="button" data-refuse onClick=${() => setAsked("refuse")}>${say("erase_refuse")}</button>
    </div>
    ${asked === "erase" && html`<${Question} id="erase" title=${say("erase_question")} sentence=${html`<${WhatGoes} request=${request} />`} word=${say("erase_yes")} act=${watched(erase)} onClose=${close} />`}
    ${asked === "refuse" && html`<${ReasonDialog} id="refuse" title=${say("erase_refuse_title")} sentence=${say("erase_refuse_means")} label=${say("reason")} word=${say("erase_refuse")} longest=${REASON_LENGTH} act=${refuse} onClose=${close} />`}
  </li>`;
}

/** @param {{request: ErasureRequest}} props */
function WhatGoes({ request }) {
  return html`<div class="stack">
    <p>${say("erase_goes")}</p>
    <${Names} fields=${ERASED} />
    <p class="soft">${say("record_number")}: <bdi class="record-number">${request.patient}</bdi></p>
    <p><strong>${say("erase_for_good")}</strong> ${say("erase_stays")}</p>
  </div>`;
}

/** @param {{fields: readonly string[]}} props */
function Names({ fields }) {
  return html`<ul class="named">${fields.map((field) => html`<li key=${field}>${sayCode("erased", field)}</li>`)}</ul>`;
}

/** What stays is the server's to say: in the reader's language, or else as it came. @param {{request: ErasureRequest, erased: Erased}} props */
function Result({ request, erased: { erased, kept } }) {
  return html`<section class="card" aria-labelledby="erased">
    <h2 id="erased">${say("erase_result")}</h2>
    <p class="soft">${say("record_number")}: <bdi class="record-number">${request.patient}</bdi></p>
    <h3>${say("erase_gone")}</h3>
    <${Names} fields=${erased} />
    <h3>${say("erase_kept")}</h3>
    <${Facts} pairs=${kept.map(({ what, why, years }) => [sayEither(`kept_${codeOf(what)}`, "as_it_is", { text: what }), html`${sayEither(`kept_why_${codeOf(why)}`, "as_it_is", { text: why })} ${years !== null && say("kept_years", { count: years })}`])} />
  </section>`;
}
