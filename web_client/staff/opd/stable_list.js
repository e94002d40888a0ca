// A list that does not move under the hand: while it is held, whoever comes is appended, and whoever goes keeps her row.

/**
 * `rows`: ids as they stand on the page. `fresh`: who came since the order was last right. `gone`: who waits no more.
 * `isStale`: whether the right order is another.
 * @typedef {{rows: readonly string[], fresh: readonly string[], gone: readonly string[], isStale: boolean}} Shown
 */

/** @type {Shown} */
export const NOTHING_SHOWN = Object.freeze({ rows: [], fresh: [], gone: [], isStale: false });

/**
 * `isHeld`: the pointer is over it, or one of its rows has the focus.
 * @param {Shown} before @param {readonly string[]} ids in their right order @param {boolean} isHeld @returns {Shown}
 */
export function shownAfter(before, ids, isHeld) {
  if (!isHeld || before.rows.length === 0) return { rows: ids, fresh: [], gone: [], isStale: false };
  const newcomers = ids.filter((id) => !before.rows.includes(id));
  const rows = [...before.rows, ...newcomers];
  const gone = rows.filter((id) => !ids.includes(id));
  const fresh = [...before.fresh, ...newcomers].filter((id) => ids.includes(id));
  const there = rows.filter((id) => ids.includes(id));
  return { rows, fresh, gone, isStale: gone.length > 0 || there.some((id, index) => id !== ids[index]) };
}

/** The row that an arrow leads to; `null`: the key is no arrow, or leads nowhere. @param {readonly string[]} rows @param {string | null} from @param {string} key */
export function rowAfter(rows, from, key) {
  const at = from === null ? -1 : rows.indexOf(from);
  const to = { ArrowDown: at + 1, ArrowUp: at === -1 ? rows.length - 1 : at - 1, Home: 0, End: rows.length - 1 }[key];
  return to === undefined || to === at ? null : (rows[to] ?? null);
}
