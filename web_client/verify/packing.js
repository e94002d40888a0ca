// How a summary stands in the code: as JSON, or deflated (RFC 1951) behind the id of the key that signed it.

import { inflated } from "./inflate.js";

const PACKED = 1;
const KEY_LENGTH = 8;
const MOST_INFLATED_BYTES = 16_384;

/** The id of the key; `null` for what is no summary. Nothing is inflated for it. @param {Uint8Array} told @returns {string | null} */
export function keyIn(told) {
  if (told[0] !== PACKED) return nameOf(json(told)?.k);
  return told.length > 1 + KEY_LENGTH ? String.fromCharCode(...told.slice(1, 1 + KEY_LENGTH)) : null;
}

/** Once its signature was checked; `null` for what is no summary. @param {Uint8Array} told @returns {any} */
export function fieldsIn(told) {
  try {
    return json(told[0] === PACKED ? inflated(told.slice(1 + KEY_LENGTH), MOST_INFLATED_BYTES) : told);
  } catch {
    return null;
  }
}

/** @param {Uint8Array} told @returns {any} */
function json(told) {
  try {
    const fields = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(told));
    return typeof fields === "object" ? fields : null;
  } catch {
    return null;
  }
}

/** @param {unknown} told */
function nameOf(told) {
  return typeof told === "string" ? told : null;
}
