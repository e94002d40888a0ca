// What a patient can say of herself, and when it is enough to know her by. No page is needed here.

import { LEAST_IDENTIFIERS } from "./limits.js";

/** @typedef {"name" | "age" | "birth_date" | "mobile" | "address"} Identifier */

export const EVERY = /** @type {readonly Identifier[]} */ (["name", "age", "birth_date", "mobile", "address"]);

/** A birth date and an age say the same thing. @param {readonly Identifier[]} ticked */
export function isEnough(ticked) {
  return new Set(ticked.map((one) => (one === "birth_date" ? "age" : one))).size >= LEAST_IDENTIFIERS;
}
