// One prescription: what to take, what to do, and the document itself.

import { useLoaded } from "../parts/loaded.js";
import { Problem } from "../parts/notice.js";
import { html } from "../vendor/preact_htm.js";
import { sayDate } from "../words/words.js";
import { Deeds } from "./deeds.js";
import { MedicineCard } from "./medicine_card.js";
import { say, sayDay } from "./words.js";

/** @typedef {import("./answers.js").Given} Given */

const TEXTS = /** @type {const} */ (["advice", "diet", "investigations", "referral"]);

/** @param {{id: string}} props */
export function OneView({ id }) {
  const { value, problem, load } = useLoaded(`/api/prescriptions/${id}`);
  if (problem !== null) return html`<${Problem} problem=${problem}><button class="quiet" type="button" onClick=${load}>${say("parts_try_again")}</button><//>`;
  if (value === null) return html`<p class="soft" role="status">${say("parts_one_moment")}</p>`;
  return html`<${One} given=${/** @type {Given} */ (value)} />`;
}

/** @param {{given: Given}} props */
function One({ given }) {
  const { doctor, lines, held, state } = given;
  return html`
    <${Standing} given=${given} />
    <section class="card" aria-label=${say("given_by")}>
      <p><bdi class="name">${given.patient_name}</bdi> · ${sayDate(given.signed_at)}</p>
      <p><bdi class="name">${doctor.name}</bdi>, <bdi>${doctor.qualification}</bdi><br /><span class="soft"><bdi>${doctor.council}</bdi> <bdi>${doctor.registration}</bdi></span></p>
      ${given.diagnoses.length > 0 && html`<p class="soft">${say("given_for")} <bdi>${given.diagnoses.join(", ")}</bdi></p>`}
    </section>
    ${state === "signed" && html`<${Deeds} given=${given} />`}
    ${lines.length > 0 && html`<h2>${say("medicines")}</h2><ol class="medicines">${lines.map((medicine, place) => html`<${MedicineCard} key=${place} medicine=${medicine} number=${place + 1} />`)}</ol>`}
    ${held > 0 && html`<p class="note">${say("held", { count: held })}</p>`}
    ${TEXTS.map((name) => given[name].trim() !== "" && html`<section class="card" key=${name}><h2>${say(`about_${name}`)}</h2><p class="kept-breaks" dir="auto">${given[name]}</p></section>`)}
    <${NextVisit} given=${given} />
    <section class="card worry"><h2>${say("about_worse")}</h2>
      ${given.worse.trim() !== "" && html`<p class="kept-breaks" dir="auto">${given.worse}</p>`}
      <p>${say("worse_fixed")}</p><a class="quiet" href="tel:108">${say("call_108")}</a></section>
    <p class="soft">${say(`by_${given.by}`)} · <a href="/verify/">${say("chemist_checks")}</a></p>`;
}

/** @param {{given: Given}} props */
function Standing({ given: { state, replaced_by: newer, cancelled_because: because } }) {
  if (state === "superseded") return html`<div class="note trouble" role="status"><p><strong>${say("replaced")}</strong></p>${newer !== null && html`<a class="quiet" href="#${newer}">${say("to_newer")}</a>`}</div>`;
  if (state === "cancelled") return html`<div class="note trouble" role="status"><p><strong>${say("cancelled")}</strong></p><p dir="auto">${because}</p></div>`;
  return null;
}

/** @param {{given: Given}} props */
function NextVisit({ given: { follow_up: day, follow_up_words: words } }) {
  if (day === "" && words.trim() === "") return null;
  return html`<section class="card"><h2>${say("about_follow_up")}</h2>
    ${day !== "" && html`<p class="large">${sayDay(day)}</p>`}
    ${words.trim() !== "" && html`<p class="kept-breaks" dir="auto">${words}</p>`}</section>`;
}
