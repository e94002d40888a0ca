// The way into the statistics: their words, looks and code are loaded when somebody goes there.

import { html } from "../../vendor/preact_htm.js";
import { alsoSpeak } from "../../words/words.js";
import { useLoaded } from "../asking.js";
import { Loading } from "../loading.js";
import { styled } from "../styled.js";

/** @typedef {typeof import("./statistics_room.js")} Room */

const STYLES = ["/vendor/uplot.css", "/design/statistics.css"];

export function StatisticsDoor() {
  const room = useLoaded(opened, []);
  return html`<${Loading} loaded=${room} show=${(/** @type {Room} */ { StatisticsRoom }) => html`<${StatisticsRoom} />`} />`;
}

/** @returns {Promise<Room>} */
async function opened() {
  const [room] = await Promise.all([import("./statistics_room.js"), alsoSpeak("statistics"), ...STYLES.map(styled)]);
  return room;
}
