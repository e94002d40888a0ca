// What was told and is not with the server yet, on this phone only until then: a page that is closed without a line loses no word.

/** @typedef {import("./told.js").Part} Part */

const PREFIX = "opd.unsent.";

/** Where storage is switched off a reload loses what was not sent. @param {string} token @param {() => Pick<Storage, "getItem" | "setItem" | "removeItem">} [storage] @returns {import("./told.js").Drafts} */
export function draftsOf(token, storage = () => localStorage) {
  return {
    recall() {
      try {
        return JSON.parse(storage().getItem(PREFIX + token) ?? "null");
      } catch {
        return null;
      }
    },
    keep(unsent) {
      try {
        if (unsent === null) storage().removeItem(PREFIX + token);
        else storage().setItem(PREFIX + token, JSON.stringify(unsent));
      } catch {
        // It is sent as long as the page is open.
      }
    },
  };
}

/** What other tokens left behind: another household may use this phone now. @param {readonly string[]} live ids @param {() => Storage} [storage] */
export function forgetOthers(live, storage = () => localStorage) {
  try {
    const kept = storage();
    const left = Object.keys(kept).filter((name) => name.startsWith(PREFIX) && !live.includes(name.slice(PREFIX.length)));
    for (const name of left) kept.removeItem(name);
  } catch {
    // Nothing was kept.
  }
}
