// The tree of facilities: which branches are open, and what is seen of it. No page, no server.

/** @typedef {import("../answers.js").Facility} Facility */
/** @typedef {{children: Readonly<Record<string, readonly Facility[]>>, open: ReadonlySet<string>}} Tree children by their parent's id; ROOT for the top */
/** @typedef {{facility: Facility, depth: number, isOpen: boolean, place: number, siblings: number, isLeaf: boolean}} Row depth from 1 */

export const ROOT = "";
/** @type {Tree} */
export const EMPTY_TREE = Object.freeze({ children: Object.freeze({}), open: Object.freeze(new Set()) });
/** Which kinds stand below which. @type {Readonly<Record<string, readonly import("../answers.js").FacilityKind[]>>} */
export const KINDS_BELOW = Object.freeze({ [ROOT]: ["state"], state: ["district"], district: ["clinic", "hub", "spoke"], clinic: [], hub: [], spoke: [] });

/** @param {Tree} tree @param {string} parent @param {readonly Facility[]} facilities @returns {Tree} */
export function withChildren(tree, parent, facilities) {
  return { ...tree, children: { ...tree.children, [parent]: facilities } };
}

/** @param {Tree} tree @param {string} id @param {boolean} isOpen @returns {Tree} */
export function opened(tree, id, isOpen) {
  const open = new Set(tree.open);
  if (isOpen) open.add(id);
  else open.delete(id);
  return { ...tree, open };
}

/** Renamed, closed, or one more below it. @param {Tree} tree @param {Facility} changed @returns {Tree} */
export function replaced(tree, changed) {
  const swap = (/** @type {readonly Facility[]} */ list) => list.map((one) => (one.id === changed.id ? changed : one));
  return { ...tree, children: Object.fromEntries(Object.entries(tree.children).map(([parent, list]) => [parent, swap(list)])) };
}

/** How many stand below it, as far as is known; `null` while nobody has looked. @param {Tree} tree @param {Facility} facility @returns {number | null} */
export function below(tree, facility) {
  if (KINDS_BELOW[facility.kind].length === 0) return 0;
  return tree.children[facility.id]?.length ?? facility.children ?? null;
}

/** A new one, where its branch has been loaded; by name. @param {Tree} tree @param {Facility} added @returns {Tree} */
export function added(tree, added) {
  const parent = added.parent ?? ROOT;
  const above = found(tree, parent);
  const counted = above?.children === undefined ? tree : replaced(tree, { ...above, children: above.children + 1 });
  const list = counted.children[parent];
  if (list === undefined) return counted;
  return withChildren(counted, parent, [...list, added].sort((one, other) => one.name.localeCompare(other.name)));
}

/** @param {Tree} tree @param {string} id @returns {Facility | null} */
export function found(tree, id) {
  return Object.values(tree.children).flat().find((one) => one.id === id) ?? null;
}

/** What is seen, from the top down. @param {Tree} tree @returns {Row[]} */
export function rowsOf(tree, parent = ROOT, depth = 1) {
  const list = tree.children[parent] ?? [];
  return list.flatMap((facility, index) => {
    const isOpen = tree.open.has(facility.id);
    const row = { facility, depth, isOpen, place: index + 1, siblings: list.length, isLeaf: below(tree, facility) === 0 };
    return isOpen ? [row, ...rowsOf(tree, facility.id, depth + 1)] : [row];
  });
}

/**
 * What a key does in a tree (WAI-ARIA Authoring Practices, tree view).
 * @param {readonly Row[]} rows @param {string} id where the focus is @param {string} key
 * @returns {{focus: string} | {open: string} | {close: string} | null}
 */
export function keyInTree(rows, id, key) {
  const at = rows.findIndex(({ facility }) => facility.id === id);
  if (at === -1) return null;
  const { isLeaf, isOpen, depth } = rows[at];
  const go = (/** @type {Row | undefined} */ row) => (row === undefined ? null : { focus: row.facility.id });
  if (key === "ArrowDown") return go(rows[at + 1]);
  if (key === "ArrowUp") return go(rows[at - 1]);
  if (key === "Home") return go(rows[0]);
  if (key === "End") return go(rows[rows.length - 1]);
  if (key === "ArrowRight") return isLeaf ? null : isOpen ? go(rows[at + 1]) : { open: id };
  if (key === "ArrowLeft") return isOpen ? { close: id } : go(rows.slice(0, at).reverse().find((row) => row.depth < depth));
  return null;
}
