// What there is to say of a code: authentic or not by its signature, and where it stands if the server can be asked.

import { freshKeys, keptKeys } from "./keys.js";
import { readSummary } from "./summary.js";

/** @typedef {import("./summary.js").Read} Read */
/** @typedef {"signed" | "replaced" | "cancelled" | "unknown" | "offline"} Standing */
/** @typedef {{verdict: Read["verdict"], standing: Standing | null, summary: Read["summary"], isDevelopment: boolean, keysOf: number | null}} Finding */
/** @typedef {{seal: "authentic" | "altered" | "foreign" | "none", status: Exclude<Standing, "offline">}} DocumentFinding */
/** @typedef {{get: (path: string) => Promise<any>, post: (path: string, body?: unknown) => Promise<any>}} Server */

/** Only the id and the signature leave this page. @param {string} text @param {Server} api @param {import("./keys.js").Storage} storage @param {number} now @returns {Promise<Finding>} */
export async function findingOf(text, api, storage, now) {
  let kept = keptKeys(storage);
  let read = await readSummary(text, kept.keys);
  if (read.verdict === "key_unknown") {
    kept = await freshKeys(api, storage, now);
    read = await readSummary(text, kept.keys);
  }
  const standing = read.summary === null ? null : await standingOf(read.summary, api);
  return { verdict: read.verdict, standing, summary: read.summary, isDevelopment: read.key?.development ?? false, keysOf: kept.fetchedAt };
}

/** @param {import("./summary.js").Summary} summary @param {Server} api @returns {Promise<Standing>} */
async function standingOf({ id, signature }, api) {
  try {
    const { status } = await api.post("/api/verify/status", { id, signature });
    return status;
  } catch {
    return "offline";
  }
}
