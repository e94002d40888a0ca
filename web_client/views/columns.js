// In how many columns the pictures stand.

/** Width to height of what cameras give. */
const PICTURE = 4 / 3;

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
