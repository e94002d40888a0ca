// Who is shown in which pair of receive slots, in step with the server. Knows nothing of the page.

/** @typedef {import("../protocol.js").SlotsView} SlotsView */
/** @typedef {import("../protocol.js").ShownPair} ShownPair */
/** @typedef {import("../state.js").Tile} Tile */

/**
 * A pair that showed somebody else is left alone until it has been silent for this long: late packets of the person
 * before have come to their end by then.
 */
const SETTLE_MILLISECONDS = 500;

export class Slots {
  #streamOf;
  #changed;
  #acknowledge;
  /** @type {SlotsView} */
  #view = { revision: -1, pairs: [] };
  /** Pairs whose pictures may be shown. @type {Set<number>} */
  #settled = new Set();
  /** When a pair lost its last person. @type {Map<number, number>} */
  #vacatedAt = new Map();
  /** @type {Set<number>} */
  #paused = new Set();
  #timer = 0;

  /**
   * @param {{streamOf: (pair: number) => MediaStream | null, changed: (tiles: Tile[]) => void,
   *   acknowledge: (revision: number) => void}} how
   */
  constructor({ streamOf, changed, acknowledge }) {
    this.#streamOf = streamOf;
    this.#changed = changed;
    this.#acknowledge = acknowledge;
  }

  /**
   * The map of a new connection: nothing of an old one can arrive on it.
   * @param {SlotsView} view
   */
  restart(view) {
    this.#forget();
    this.apply(view);
  }

  /**
   * Take away what no longer belongs; then acknowledge, and show who is new.
   * @param {SlotsView} view
   */
  apply(view) {
    if (view.revision < this.#view.revision) return; // overtaken on the way
    const before = this.#view;
    this.#view = view;
    for (const shown of before.pairs) {
      if (shown.participant !== null && !isSame(shown, view.pairs[shown.pair])) this.#vacate(shown.pair);
    }
    this.#announce();
    clearTimeout(this.#timer);
    const wait = this.#millisecondsToSettle();
    if (wait > 0) this.#timer = setTimeout(() => this.#settle(), wait);
    else this.#settle();
  }

  /** @param {number} pair @param {boolean} isPaused */
  pause(pair, isPaused) {
    if (isPaused) this.#paused.add(pair);
    else this.#paused.delete(pair);
    this.#announce();
  }

  /** Nobody is shown any more. */
  clear() {
    clearTimeout(this.#timer);
    this.#forget();
    this.#announce();
  }

  close() {
    clearTimeout(this.#timer);
  }

  #forget() {
    this.#settled.clear();
    this.#vacatedAt.clear();
    this.#paused.clear();
    this.#view = { revision: -1, pairs: [] };
  }

  /** @param {number} pair */
  #vacate(pair) {
    this.#settled.delete(pair);
    this.#paused.delete(pair);
    this.#vacatedAt.set(pair, performance.now());
  }

  #millisecondsToSettle() {
    const occupied = this.#view.pairs.filter(({ participant }) => participant !== null);
    const waiting = occupied.filter(({ pair }) => !this.#settled.has(pair));
    const moments = waiting.map(({ pair }) => (this.#vacatedAt.get(pair) ?? -Infinity) + SETTLE_MILLISECONDS);
    return Math.max(...moments, -Infinity) - performance.now();
  }

  #settle() {
    for (const { pair, participant } of this.#view.pairs) if (participant !== null) this.#settled.add(pair);
    this.#acknowledge(this.#view.revision);
    this.#announce();
  }

  #announce() {
    /** @type {Tile[]} */
    const tiles = [];
    for (const { pair, participant, video } of this.#view.pairs) {
      if (participant === null || video === null) continue;
      const stream = this.#settled.has(pair) ? this.#streamOf(pair) : null;
      const key = `${pair} ${participant} ${video}`;
      tiles.push({ key, participant, video, stream, paused: this.#paused.has(pair) });
    }
    this.#changed(tiles);
  }
}

/** Somebody's other video is another picture. @param {ShownPair} one @param {ShownPair | undefined} other */
function isSame(one, other) {
  return one.participant === other?.participant && one.video === other.video;
}
