// Which part of the account the address names: `#person/ID`, `#number`, `#devices`; anything else is its first page.

/** @typedef {{name: "home"} | {name: "person", id: string} | {name: "number"} | {name: "devices"}} Place */

/** @param {string} hash @returns {Place} */
export function placeOf(hash) {
  const person = /^#person\/([0-9a-f]{32})$/.exec(hash);
  if (person !== null) return { name: "person", id: person[1] };
  return { name: hash === "#number" ? "number" : hash === "#devices" ? "devices" : "home" };
}
