// The published keys: fetched when there is a line, kept for when there is none.

/** @typedef {import("./summary.js").PublishedKey} PublishedKey */
/** @typedef {{keys: readonly PublishedKey[], fetchedAt: number | null}} Kept `fetchedAt`: milliseconds since 1970 */
/** @typedef {{getItem: (name: string) => string | null, setItem: (name: string, text: string) => void}} Storage */

const NAME = "paramarsh.verify.keys";
/** A line so slow is none: whoever stands at a counter is answered with what is kept. */
export const PATIENCE_SECONDS = 6;

/** @param {Storage} storage @returns {Kept} */
export function keptKeys(storage) {
  try {
    const kept = JSON.parse(storage.getItem(NAME) ?? "null");
    return Array.isArray(kept?.keys) ? kept : { keys: [], fetchedAt: null };
  } catch {
    return { keys: [], fetchedAt: null };
  }
}

/** Asked anew; `null` where nobody answers. @param {{get: (path: string, options?: {timeoutSeconds: number}) => Promise<any>}} api @param {Storage} storage @param {number} now @returns {Promise<Kept | null>} */
export async function freshKeys(api, storage, now) {
  try {
    const { keys } = await api.get("/api/verify/keys", { timeoutSeconds: PATIENCE_SECONDS });
    const kept = { keys, fetchedAt: now };
    keep(storage, kept);
    return kept;
  } catch {
    return null;
  }
}

/** @param {Storage} storage @param {Kept} kept */
function keep(storage, kept) {
  try {
    storage.setItem(NAME, JSON.stringify(kept));
  } catch {
    // Without room it is asked for each time.
  }
}
