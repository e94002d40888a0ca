// The prescription of one consultation, drawn anew whenever it changes.

import { api } from "../../../api.js";
import { useEffect, useState } from "../../../vendor/preact_htm.js";
import { words } from "../../../words/words.js";
import { RxSheet } from "./rx_sheet.js";

const LOOK_AGAIN_MS = 15_000;

/** What another window has saved is seen here soon; it says what it says in the language of the page. @param {string} consultation @param {import("../sheets.js").Sheets} sheets @returns {RxSheet} */
export function useRx(consultation, sheets) {
  const rx = sheets.prescription(consultation, (drafts) => new RxSheet(consultation, api, drafts));
  const [, draw] = useState(0);
  useEffect(() => {
    const gone = new AbortController();
    rx.on("changed", () => draw((before) => before + 1), { signal: gone.signal });
    words.on("changed", () => void rx.load(), { signal: gone.signal });
    if (rx.sheet !== null) void rx.load();
    const timer = setInterval(() => document.visibilityState === "visible" && rx.keeping === "saved" && void rx.load(), LOOK_AGAIN_MS);
    return () => {
      gone.abort();
      clearInterval(timer);
      void rx.flush();
    };
  }, [rx]);
  return rx;
}
