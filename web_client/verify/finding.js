// What there is to say of a code: authentic or not by its signature, and where it stands if the server can be asked.

import { freshKeys, keptKeys, PATIENCE_SECONDS } from "./keys.js";
import { readSummary } from "./summary.js";

/** @typedef {import("./summary.js").Read} Read */
/** @typedef {Read["verdict"] | "key_missing"} Verdict `key_missing`: nobody could be asked for the key */
/** @typedef {"signed" | "replaced" | "cancelled" | "unknown" | "offline" | "unasked"} Standing `unasked`: the service does not answer now */
/** @typedef {{verdict: Verdict, standing: Standing | null, summary: Read["summary"], isDevelopment: boolean, keysOf: number | null}} Finding */
/** As the server tells it. @typedef {{seal: "authentic" | "altered" | "foreign" | "none", development: boolean, status: Exclude<Standing, "offline" | "unasked">}} DocumentFinding */
/** @typedef {{timeoutSeconds: number}} Options */
/** @typedef {{get: (path: string, options?: Options) => Promise<any>, post: (path: string, body?: unknown, options?: Options) => Promise<any>}} Server */

/** The keys are asked for each time: one that is withdrawn must not verify any more. Only the id and the signature leave this page. @param {string} text @param {Server} api @param {import("./keys.js").Storage} storage @param {number} now @returns {Promise<Finding>} */
export async function findingOf(text, api, storage, now) {
  const fresh = await freshKeys(api, storage, now);
  const { keys, fetchedAt } = fresh ?? keptKeys(storage);
  const { verdict, summary, key } = await readSummary(text, keys);
  return {
    verdict: verdict === "key_unknown" && fresh === null ? "key_missing" : verdict,
    standing: summary === null ? null : fresh === null ? "offline" : await standingOf(summary, api),
    summary,
    isDevelopment: key?.development ?? false,
    keysOf: fetchedAt,
  };
}

/** @param {import("./summary.js").Summary} summary @param {Server} api @returns {Promise<Standing>} */
async function standingOf({ id, signature }, api) {
  try {
    return (await api.post("/api/verify/status", { id, signature }, { timeoutSeconds: PATIENCE_SECONDS })).status;
  } catch (problem) {
    return isWithoutLine(problem) ? "offline" : "unasked";
  }
}

/** @param {unknown} problem */
export function isWithoutLine(problem) {
  return ["offline", "no_answer"].includes(/** @type {{code?: string}} */ (problem)?.code ?? "");
}
