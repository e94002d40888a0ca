// Where the pictures stand: all of one size, or a screen large with the faces in a strip. Pure.

/** Width to height of what cameras give. */
const PICTURE = 4 / 3;
/** The narrowest a face of the strip may be, in CSS pixels. */
const STRIP_FACE = 104;
/** How far the words reach up from a picture's lower edge. */
const WORDS_HEIGHT = 64;
/** Narrower than this they would stand letter under letter. */
const WORDS_WIDTH = 72;

/**
 * `grid`: all alike. `strip-below`, `strip-beside`: the shown screens large, the faces small.
 * @typedef {{kind: "grid" | "strip-below" | "strip-beside", columns: number, rows: number}} Layout
 */

/**
 * In a strip there is one place more than faces, at its end: for one's own.
 * @param {number} faces @param {number} shown screens and second cameras
 * @param {number} width of the stage @param {number} height of the stage, in the same unit
 * @returns {Layout}
 */
export function layoutFor(faces, shown, width, height) {
  if (shown === 0) {
    const columns = columnsFor(faces, width, height);
    return { kind: "grid", columns, rows: Math.max(1, Math.ceil(faces / columns)) };
  }
  if (width > height) return { kind: "strip-beside", columns: 1, rows: faces + 1 };
  const columns = Math.max(1, Math.min(faces + 1, Math.floor(width / STRIP_FACE)));
  return { kind: "strip-below", columns, rows: Math.ceil((faces + 1) / columns) };
}

/**
 * The number of columns with which most is seen of every picture: it fills its place, and what sticks out is cut off.
 * @param {number} count of pictures, all of one size
 * @param {number} width of the stage @param {number} height of the stage, in the same unit
 */
export function columnsFor(count, width, height) {
  let best = { columns: 1, seen: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const shape = width / columns / (height / rows) / PICTURE;
    const seen = (Math.min(shape, 1 / shape) * count) / (columns * rows); // and no room is wasted
    if (seen > best.seen) best = { columns, seen };
  }
  return best.columns;
}

/** @typedef {{left: number, right: number, top: number, bottom: number}} Box */

/**
 * How much of a picture's lower edge lies under something else, at its left or right: its words keep away from there.
 * @param {Box} picture @param {Box} above @returns {{left: number, right: number}}
 */
export function coveredBelow(picture, above) {
  const isOver = above.top < picture.bottom && above.bottom > picture.bottom - WORDS_HEIGHT && above.left < picture.right && above.right > picture.left;
  const isRight = above.left + above.right > picture.left + picture.right;
  const covered = isRight ? picture.right - above.left : above.right - picture.left;
  if (!isOver || picture.right - picture.left - covered < WORDS_WIDTH) return { left: 0, right: 0 };
  return isRight ? { left: 0, right: covered } : { left: covered, right: 0 };
}

/** @typedef {"start" | "end"} Side */
/** @typedef {{block: Side, inline: Side}} Corner */

/**
 * The corner that a point is nearest to.
 * @param {{x: number, y: number}} point @param {{left: number, top: number, width: number, height: number}} stage
 * @param {boolean} isRightToLeft @returns {Corner}
 */
export function nearestCorner({ x, y }, stage, isRightToLeft) {
  const isLeft = x < stage.left + stage.width / 2;
  return { block: y < stage.top + stage.height / 2 ? "start" : "end", inline: isLeft === isRightToLeft ? "end" : "start" };
}

/** Where an arrow key moves it. @param {Corner} corner @param {string} key @param {boolean} isRightToLeft @returns {Corner | null} */
export function movedCorner(corner, key, isRightToLeft) {
  if (key === "ArrowUp") return { ...corner, block: "start" };
  if (key === "ArrowDown") return { ...corner, block: "end" };
  if (key === "ArrowLeft") return { ...corner, inline: isRightToLeft ? "end" : "start" };
  return key === "ArrowRight" ? { ...corner, inline: isRightToLeft ? "start" : "end" } : null;
}
