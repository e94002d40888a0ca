// Medicines that no list of the guidelines has: two named medical officers say where each belongs.

import { api } from "../../api.js";
import { BusyButton } from "../../parts/busy_button.js";
import { Problem } from "../../parts/notice.js";
import { html, useState } from "../../vendor/preact_htm.js";
import { alsoSpeak, sayDate } from "../../words/words.js";
import { useAct, useLoaded } from "../asking.js";
import { Loading } from "../loading.js";
import { say, sayEither } from "../words.js";

/** @typedef {"O" | "A" | "B" | "X"} ListName */
/** @typedef {{officer_name: string, list: ListName, reason: string, at: number}} Opinion */
/** @typedef {{key: string, name: string, form: string, route: string, asked_at: number, opinions: readonly Opinion[], listed: ListName | null, is_mine: boolean}} Unlisted */
/** @typedef {{medicines: readonly Unlisted[]}} Found */

const AT = "/api/desk/unlisted-medicines";
const LISTS = /** @type {readonly ListName[]} */ (["O", "A", "B", "X"]);

export function MedicinesRoom() {
  const loaded = useLoaded(/** @returns {Promise<Found>} */ async () => (await Promise.all([api.get(AT), alsoSpeak("prescribing")]))[0], []);
  return html`<div class="work-column"><p class="soft">${say("medicines_why")}</p>
    <${Loading} loaded=${loaded} show=${(/** @type {Found} */ { medicines }) => medicines.length === 0
      ? html`<p>${say("medicines_none")}</p>`
      : medicines.map((one) => html`<${Medicine} key=${one.key} medicine=${one} onJudged=${loaded.set} />`)} /></div>`;
}

/** @param {{medicine: Unlisted, onJudged: (found: Found) => void}} props */
function Medicine({ medicine, onJudged }) {
  const { key, name, form, route, asked_at: at, opinions, listed, is_mine: isMine } = medicine;
  return html`<section class="card" data-medicine=${key} aria-label=${name}>
    <h2><bdi>${name}</bdi> <span class="soft">${sayWord("form", form)}, ${sayWord("route", route)}</span></h2>
    <p class="soft">${say("medicines_asked", { date: sayDate(at) })}</p>
    ${opinions.length > 0 && html`<ul class="lines">${opinions.map((one) => html`<li key=${one.officer_name}><span><bdi class="name">${one.officer_name}</bdi>: ${say(`medicines_list_${one.list}`)} <span class="soft" dir="auto">${one.reason}</span></span></li>`)}</ul>`}
    ${listed === null ? html`<p>${say(isMine ? "medicines_another_needed" : "medicines_two_needed")}</p>` : html`<p class="note done"><strong>${say("medicines_decided", { list: say(`medicines_list_${listed}`) })}</strong></p>`}
    <${Judge} name=${name} at=${key} onJudged=${onJudged} />
  </section>`;
}

/** @param {{name: string, at: string, onJudged: (found: Found) => void}} props */
function Judge({ name, at, onJudged }) {
  const [list, setList] = useState(/** @type {ListName | null} */ (null));
  const [isTried, setTried] = useState(false);
  const [reason, setReason] = useState("");
  const act = useAct();
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (list !== null && reason.trim() !== "") void act.run(async () => onJudged(await api.post(`${AT}/${encodeURIComponent(at)}`, { list, reason: reason.trim() })));
  };
  return html`<form class="form" novalidate onSubmit=${send}>
    <fieldset><legend>${say("medicines_where", { name })}</legend>${LISTS.map((one) => html`<label class="tick" key=${one}><input type="radio" name="list-${at}" value=${one} checked=${list === one} onChange=${() => setList(one)} /> <span>${say(`medicines_list_${one}`)}</span></label>`)}</fieldset>
    <label class="field"><span>${say("medicines_reason")}</span><input type="text" dir="auto" required maxlength="500" value=${reason} onInput=${(/** @type {Event} */ event) => setReason(/** @type {HTMLInputElement} */ (event.target).value)} /></label>
    ${isTried && (list === null || reason.trim() === "") && html`<p class="field-error" role="alert">${say("medicines_both")}</p>`}
    <${Problem} problem=${act.problem} />
    <div class="acts"><${BusyButton} kind="quiet" word=${say("medicines_say")} busy=${act.busy} /></div>
  </form>`;
}

/** The form's and the route's words are the prescription's. @param {"form" | "route"} family @param {string} name */
function sayWord(family, name) {
  return sayEither(`rx_${family}_${name}`, "as_it_is", { text: name });
}
