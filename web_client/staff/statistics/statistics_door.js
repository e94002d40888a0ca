// The way into the statistics: their words, looks and code are loaded when somebody goes there.

import { html } from "../../vendor/preact_htm.js";
import { alsoSpeak } from "../../words/words.js";
import { useLoaded } from "../asking.js";
import { Loading } from "../loading.js";

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

/** @param {string} href @returns {Promise<void>} */
function styled(href) {
  if (document.querySelector(`link[href="${href}"]`) !== null) return Promise.resolve();
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  document.head.append(link);
  return new Promise((resolve) => {
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => (link.remove(), resolve())); // plainer, and the numbers are there
  });
}
