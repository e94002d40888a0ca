// Danger alerts as this page knows them: asked for at first, and again when the server tells of one. Only while no line tells it asks
// by itself now and then: whoever asks is at work, and a desk that nobody uses must sign itself out.

import { api } from "../../api.js";
import { useEffect, useState } from "../../vendor/preact_htm.js";
import { useLoaded } from "../asking.js";

/** @typedef {import("../answers.js").Alert} Alert */
/** @typedef {{alerts: readonly Alert[]}} Alerts */
/** What tells of news, such as the page's live line. @typedef {Pick<import("../../live.js").Live, "isHere" | "addEventListener" | "removeEventListener">} News */

const ASK_MS = 20_000;
const NEWS = ["alert", "here"];

/** `given`: the page's live line where it has one; else a line of its own. @param {News | null} given */
export function useAlerts(given) {
  const list = useLoaded(/** @returns {Promise<Alerts>} */ () => api.get("/api/desk/alerts"), []);
  const news = useLine(given);
  useEffect(() => {
    for (const name of NEWS) news?.addEventListener(name, list.again);
    const timer = setInterval(() => !news?.isHere && document.visibilityState === "visible" && list.again(), ASK_MS);
    return () => {
      for (const name of NEWS) news?.removeEventListener(name, list.again);
      clearInterval(timer);
    };
  }, [news]);
  return list;
}

/** @param {News | null} given @returns {News | null} */
function useLine(given) {
  const [own, setOwn] = useState(/** @type {import("../../live.js").Live | null} */ (null));
  useEffect(() => {
    if (given !== null) return undefined;
    let isLeft = false;
    /** @type {import("../../live.js").Live | null} */
    let line = null;
    import("../../live.js").then(({ Live }) => {
      if (!isLeft) setOwn((line = new Live()));
    }, () => {}); // it goes without
    return () => {
      isLeft = true;
      line?.leave();
    };
  }, [given]);
  return given ?? own;
}

/** Her own first, then the oldest. @param {readonly Alert[]} alerts */
export function inOrder(alerts) {
  return [...alerts].sort((one, other) => Number(other.taken_by !== null) - Number(one.taken_by !== null) || one.at - other.at);
}

/** A map of the world, which is not ours; `null`: no position was told. @param {Pick<Alert, "latitude" | "longitude">} alert */
export function mapOf({ latitude, longitude }) {
  if (latitude === null || longitude === null) return null;
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
}
