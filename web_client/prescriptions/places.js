// Which part the address names: `#ID` one prescription, `#TOKEN` the link of an SMS; anything else is the list.

/** @typedef {{name: "list"} | {name: "one", id: string} | {name: "link", token: string}} Place */

/** @param {string} hash @returns {Place} */
export function placeOf(hash) {
  const named = hash.slice(1);
  if (/^[0-9a-f]{32}$/.test(named)) return { name: "one", id: named };
  return /^[A-Za-z0-9]{10}$/.test(named) ? { name: "link", token: named } : { name: "list" };
}
