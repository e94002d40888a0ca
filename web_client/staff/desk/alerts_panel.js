// Danger alerts: what is shown, one button to take it, and for whoever took it the number, the place and how it ended.

import { api } from "../../api.js";
import { inWords, signOf } from "../../opd/sign_words.js";
import { SignPicture } from "../../opd/sign_pictures.js";
import { BusyButton } from "../../parts/busy_button.js";
import { Problem } from "../../parts/notice.js";
import { html, useEffect, useRef, useState } from "../../vendor/preact_htm.js";
import { Icon } from "../../views/icons.js";
import { sayDate, sayList } from "../../words/words.js";
import { useAct } from "../asking.js";
import { Loading } from "../loading.js";
import { say } from "../words.js";
import { inOrder, mapOf, useAlerts } from "./alerts.js";
import { Facts } from "./facts.js";

/** @typedef {import("../answers.js").Alert} Alert */
/** @typedef {import("./alerts.js").Alerts} Alerts */

const OUTCOMES = /** @type {const} */ (["helped", "not_reached", "mistaken"]);

/**
 * A strip that is not there while nothing waits; `isRoom`: it says so instead. `news`: the page's live line, which emits "alert".
 * `onConsultation` opens the place of somebody who waits in the queue.
 * @param {{news?: import("./alerts.js").News | null, isRoom?: boolean, onConsultation?: (consultation: string) => void}} props
 */
export function AlertsPanel({ news = null, isRoom = false, onConsultation }) {
  const list = useAlerts(news);
  const alerts = inOrder(list.value?.alerts ?? []);
  const Frame = isRoom ? "div" : "section"; // the room has its title already
  return html`<${Frame} class="alerts" aria-labelledby=${isRoom ? undefined : "alerts-title"} data-count=${alerts.length} hidden=${!isRoom && alerts.length === 0 && list.problem === null}>
    ${!isRoom && html`<h2 id="alerts-title">${say("alerts_title")}</h2>`}
    <${Arrivals} alerts=${alerts} />
    ${isRoom ? html`<${Loading} loaded=${list} show=${() => html`<p class="soft">${alerts.length === 0 ? say("none_alerts") : say("alerts_lede")}</p>`} />` : html`<${Problem} problem=${list.problem} />`}
    <ul class="alert-list">${alerts.map((alert) => html`<li key=${alert.id}><${OneAlert} alert=${alert} title=${isRoom ? "h2" : "h3"} onChanged=${list.again} onConsultation=${onConsultation} /></li>`)}</ul>
  <//>`;
}

/** For whoever hears the page: said once, when it comes. @param {{alerts: readonly Alert[]}} props */
function Arrivals({ alerts }) {
  const [said, setSaid] = useState("");
  const known = useRef(/** @type {Set<string>} */ (new Set()));
  useEffect(() => {
    const fresh = alerts.filter(({ id, taken_by: taker }) => taker === null && !known.current.has(id));
    for (const { id } of alerts) known.current.add(id);
    if (fresh.length > 0) setSaid(say("alert_came", { signs: signWords(fresh[0]) }));
  });
  return html`<p class="unseen" role="alert">${said}</p>`;
}

/** `title`: the level of its title. @param {{alert: Alert, title: "h2" | "h3", onChanged: () => void, onConsultation?: (consultation: string) => void}} props */
function OneAlert({ alert, title, onChanged, onConsultation }) {
  const act = useAct();
  const isHers = alert.taken_by !== null;
  const run = (/** @type {() => Promise<unknown>} */ doing) => act.run(doing).then(onChanged);
  const take = () => run(() => api.post(`/api/desk/alerts/${alert.id}/take`));
  const close = (/** @type {string} */ outcome) => run(() => api.post(`/api/desk/alerts/${alert.id}/close`, { outcome }));
  const { consultation } = alert;
  return html`<article class="one-alert" data-alert=${alert.id} data-mine=${isHers ? "" : undefined}>
    <div class="alert-pictures">${alert.signs.map((id) => html`<${SignPicture} key=${id} name=${signOf(id)?.picture ?? ""} />`)}</div>
    <div class="alert-words">
      <${title} class="alert-title">${signWords(alert)}<//>
      <p class="soft">${sayDate(alert.at)}</p>
      <p class="alert-marks">${marksOf(alert).map((mark) => html`<span class="chip" key=${mark}>${mark}</span> `)}</p>
      ${isHers ? html`<${Where} alert=${alert} />` : html`<p class="soft">${say("alert_hidden")}</p>`}
      <${Problem} problem=${act.problem} />
      <div class="acts">
        ${!isHers && html`<${BusyButton} kind="big" type="button" word=${say("alert_take")} busy=${act.busy} onPress=${take} data-take />`}
        ${consultation !== null && onConsultation !== undefined && html`<button class="quiet" type="button" onClick=${() => onConsultation(consultation)}>${say("alert_consultation")}</button>`}
      </div>
      ${isHers && html`<fieldset class="acts alert-ends"><legend>${say("alert_ended")}</legend>
        ${OUTCOMES.map((outcome) => html`<${BusyButton} key=${outcome} kind="quiet" type="button" word=${say(`alert_outcome_${outcome}`)} busy=${act.busy} onPress=${() => close(outcome)} data-outcome=${outcome} />`)}
      </fieldset>`}
    </div>
  </article>`;
}

/** Number and place, for her alone who has taken it. @param {{alert: Alert}} props */
function Where({ alert }) {
  const { mobile, place, latitude, longitude } = alert;
  const map = mapOf(alert);
  return html`<div class="alert-where">
      ${mobile !== null ? html`<a class="big" href="tel:${mobile}" data-call><${Icon} name="phone" /> <bdi dir="ltr">${mobile}</bdi></a>` : html`<p>${say("alert_no_number")}</p>`}
      ${map !== null && html`<a class="quiet" href=${map} target="_blank" rel="noreferrer" data-map><${Icon} name="place" /> ${say("alert_map")}</a>`}
    </div>
    ${place === null && map === null ? html`<p>${say("alert_no_place")}</p>` : html`<${Facts} pairs=${[[say("alert_place"), place], [say("alert_position"), map !== null && `${latitude}, ${longitude}`]]} />`}`;
}

/** @param {Alert} alert */
function marksOf({ consultation, told_again: toldAgain, taken_by: taker, has_mobile: hasMobile, has_place: hasPlace }) {
  return [
    taker !== null && say("alert_mark_yours"),
    consultation !== null && say("alert_mark_waits"),
    taker === null && toldAgain && say("alert_mark_unanswered"),
    taker === null && hasMobile && say("alert_mark_number"),
    taker === null && hasPlace && say("alert_mark_place"),
  ].filter((mark) => mark !== false);
}

/** @param {Alert} alert */
function signWords({ signs }) {
  return sayList(signs.map((id) => {
    const sign = signOf(id);
    return sign === undefined ? id : inWords(sign.words);
  }));
}
