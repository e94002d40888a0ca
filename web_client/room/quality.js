// How the line is, for people who do not want figures. Told the time and the figures; knows no browser.

/** @typedef {"unknown" | "good" | "weak" | "bad"} Mark */

/**
 * @typedef {Object} LineFigures of the last second or so
 * @property {number | null} rttSeconds
 * @property {number} lossIn a fraction
 * @property {number} lossOut a fraction
 * @property {number} freezes pictures that stood still
 * @property {number} paused pictures that the line cannot carry
 */

const LEVELS = /** @type {const} */ (["good", "weak", "bad"]);
/** From here on it is felt in a talk: ITU-T G.114 has 400 ms one way as the end of what is acceptable. */
const WEAK = { rttSeconds: 0.4, loss: 0.05 };
const BAD = { rttSeconds: 1, loss: 0.15 };
/** A mark that flickers says nothing: the figures must have been other for this long. */
const WORSE_MILLISECONDS = 3000;
const BETTER_MILLISECONDS = 6000;

export class Quality {
  /** @type {Mark} */
  #mark = "unknown";
  /** The levels of one direction, since when; all of them worse or all of them better than the mark. */
  #trend = { direction: 0, since: 0, nearest: 0 };

  get mark() {
    return this.#mark;
  }

  /** @param {LineFigures} figures @param {number} now in milliseconds @returns {Mark} */
  saw(figures, now) {
    const level = levelOf(figures);
    const current = LEVELS.findIndex((mark) => mark === this.#mark);
    if (current === -1) return (this.#mark = LEVELS[level]);
    this.#follow(Math.sign(level - current), level, now);
    const { direction, since, nearest } = this.#trend;
    const lasts = direction > 0 ? WORSE_MILLISECONDS : BETTER_MILLISECONDS;
    if (direction === 0 || now - since < lasts) return this.#mark;
    this.#trend = { direction: 0, since: now, nearest };
    return (this.#mark = LEVELS[nearest]);
  }

  /** Of what was seen meanwhile the level nearest to the mark counts. @param {number} direction @param {number} level @param {number} now */
  #follow(direction, level, now) {
    if (direction !== this.#trend.direction) this.#trend = { direction, since: now, nearest: level };
    else if (direction > 0) this.#trend.nearest = Math.min(this.#trend.nearest, level);
    else this.#trend.nearest = Math.max(this.#trend.nearest, level);
  }
}

/** @param {LineFigures} figures @returns {number} an index of LEVELS */
function levelOf({ rttSeconds, lossIn, lossOut, freezes, paused }) {
  const [rtt, loss] = [rttSeconds ?? 0, Math.max(lossIn, lossOut)];
  if (rtt >= BAD.rttSeconds || loss >= BAD.loss) return 2;
  return rtt >= WEAK.rttSeconds || loss >= WEAK.loss || freezes > 0 || paused > 0 ? 1 : 0;
}
