// What the online OPD did: figures, plots and places of the days that are chosen; today's follow by themselves.

import { api, ApiProblem } from "../../api.js";
import { html, useEffect, useRef, useState } from "../../vendor/preact_htm.js";
import { useLoaded } from "../asking.js";
import { Loading } from "../loading.js";
import { Controls } from "./controls.js";
import { useFollowing } from "./following.js";
import { PlacesTable } from "./places_table.js";
import { Plots } from "./plots.js";
import { Tiles } from "./tiles.js";
import { addressOf, canBeAsked, fileOf, followed, indianDay, wantedFirst } from "./wanted.js";
import { say, sayHour } from "./words.js";

/** @typedef {import("./answers.js").Place} Place */
/** @typedef {import("./answers.js").Statistics} Statistics */
/** @typedef {import("./answers.js").Wanted} Wanted */

/** So long after midnight the day before is still followed, until it is asked for the next time. */
const MIDNIGHT_SECONDS = 600;

export function StatisticsRoom() {
  const [wanted, setWanted] = useState(() => wantedFirst(api.now()));
  const loaded = useLoaded(() => asked(wanted), [addressOf(wanted)]);
  const places = usePlaces(loaded.value);
  const ask = useAskedAnew(wanted, setWanted, loaded.again);
  const following = useFollowing({ isToday: wanted.last >= indianDay(api.now() - MIDNIGHT_SECONDS), clinics: clinicsOf(places), ask });
  return html`<div class="statistics">
    <p class="soft">${say("statistics_why")}</p>
    <${Controls} wanted=${wanted} places=${places} onWant=${setWanted} />
    <${Loading} loaded=${loaded} show=${(/** @type {Statistics} */ statistics) => html`<${Shown} statistics=${statistics} following=${following} wanted=${wanted} />`} />
  </div>`;
}

/** While a date is being written the server is not asked. @param {Wanted} wanted @returns {Promise<Statistics>} */
async function asked(wanted) {
  if (!canBeAsked(wanted, api.now())) throw new ApiProblem("span_invalid");
  return api.get(addressOf(wanted));
}

/** @param {{statistics: Statistics, following: ReturnType<typeof useFollowing>, wanted: Wanted}} props */
function Shown({ statistics, following, wanted }) {
  const { rows, points, present, until } = statistics;
  if (rows.length === 0) return html`<p class="nothing soft">${say("no_clinics")}</p>`;
  return html`
    <div class="counted" role="status">
      <p class="soft">${present === null ? say("counted_all") : say("counted_until", { time: sayHour(until) })} ${following.isFollowed && say("follows")}</p>
      ${following.isForsaken && html`<p class="note trouble">${say("follows_no_more")} <button class="quiet" type="button" onClick=${following.goOn}>${say("follow_on")}</button></p>`}
    </div>
    <${Tiles} statistics=${statistics} />
    ${points.length === 0 ? html`<p class="nothing soft">${say("nothing_counted")}</p>` : html`<${Plots} statistics=${statistics} />`}
    <${PlacesTable} statistics=${statistics} />
    <section class="card" aria-labelledby="take-along">
      <h2 id="take-along">${say("take_along")}</h2>
      <div class="acts">
        <a class="quiet" data-file="place" href=${fileOf(wanted, "place")} download>${say("file_by_place")}</a>
        <a class="quiet" data-file="time" href=${fileOf(wanted, "time")} download>${say(`file_by_${statistics.step}`)}</a>
      </div>
      <p class="soft">${say("take_along_why")}</p>
    </section>`;
}

/** They stay while other days are asked for. @param {Statistics | null} statistics @returns {readonly Place[]} */
function usePlaces(statistics) {
  const [places, setPlaces] = useState(/** @type {readonly Place[]} */ ([]));
  useEffect(() => void (statistics !== null && setPlaces(statistics.places)), [statistics]);
  return places;
}

/** After midnight of the new day. @param {Wanted} wanted @param {(wanted: Wanted) => void} setWanted @param {() => void} again */
function useAskedAnew(wanted, setWanted, again) {
  const before = useRef(api.now());
  return () => {
    const next = followed(wanted, before.current, api.now());
    before.current = api.now();
    if (next === wanted) again();
    else setWanted(next);
  };
}

/** Whose boards tell of a change. @param {readonly Place[]} places */
function clinicsOf(places) {
  return places.filter(({ kind }) => kind === "opd").map(({ id }) => id);
}
