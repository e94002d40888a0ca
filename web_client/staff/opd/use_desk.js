// The desk of whoever is signed in, for as long as the page shows it.

import { api } from "../../api.js";
import { Live } from "../../live.js";
import { renewPush } from "../../parts/push.js";
import { useEffect, useState } from "../../vendor/preact_htm.js";
import { currentLanguage } from "../../words/words.js";
import { told } from "../asking.js";
import { DeskStore } from "./desk_store.js";
import { openSheets } from "./sheets.js";

/** @typedef {import("./desk_news.js").News} News */
/** @typedef {{store: DeskStore, sheets: import("./sheets.js").Sheets, live: Live}} Open */

const TOLD_MS = 12_000;

/** `null` until it is there; drawn anew whenever it changes. @param {string} staff @returns {{open: Open | null, news: readonly News[], forget: () => void}} */
export function useDesk(staff) {
  const [open, setOpen] = useState(/** @type {Open | null} */ (null));
  const [news, setNews] = useState(/** @type {readonly News[]} */ ([]));
  const [, draw] = useState(0);
  useEffect(() => {
    const end = new AbortController();
    void begin(staff, end.signal).then((begun) => {
      if (begun === null) return;
      const show = () => end.signal.aborted || draw((before) => before + 1);
      begun.store.on("changed", show);
      begun.sheets.on("changed", show);
      begun.store.on("news", (found) => end.signal.aborted || setNews(found.news));
      setOpen(begun);
      begun.store.begin();
      begun.sheets.rescue();
    });
    return () => end.abort();
  }, [staff]);
  useSignedOut(open);
  useEffect(() => {
    if (news.length === 0) return undefined;
    const timer = setTimeout(() => setNews([]), TOLD_MS);
    return () => clearTimeout(timer);
  }, [news]);
  return { open, news, forget: () => setNews([]) };
}

/** @param {string} staff @param {AbortSignal} gone @returns {Promise<Open | null>} */
async function begin(staff, gone) {
  const sheets = await openSheets(api, staff);
  if (gone.aborted) return null;
  const live = new Live();
  const store = new DeskStore(api, live, () => currentLanguage().locale.slice(0, 2), memoryOfTab());
  const again = () => {
    if (document.visibilityState !== "visible") return;
    void store.again();
    sheets.again();
  };
  const guard = (/** @type {BeforeUnloadEvent} */ event) => sheets.isInDanger && event.preventDefault();
  live.on("here", () => sheets.again());
  void renewPush(api);
  for (const name of ["online", "focus"]) addEventListener(name, again, { signal: gone });
  document.addEventListener("visibilitychange", again, { signal: gone });
  addEventListener("beforeunload", guard, { signal: gone });
  gone.addEventListener("abort", () => {
    store.end();
    sheets.close();
    live.leave();
  });
  return { store, sheets, live };
}

/** @param {Open | null} open */
function useSignedOut(open) {
  const problem = open?.store.state.problem ?? null;
  useEffect(() => void (problem !== null && told(problem)), [problem]);
}

function memoryOfTab() {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}
