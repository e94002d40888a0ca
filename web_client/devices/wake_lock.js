// The phone stays awake while somebody waits or talks.

export class WakeLock {
  #isWanted = false;
  /** @type {WakeLockSentinel | null} */
  #lock = null;

  constructor() {
    document.addEventListener("visibilitychange", () => this.#take()); // it is lost whenever the page is out of sight
  }

  /** @param {boolean} isWanted */
  want(isWanted) {
    if (this.#isWanted === isWanted) return;
    this.#isWanted = isWanted;
    if (isWanted) this.#take();
    else this.#release();
  }

  async #take() {
    if (!this.#isWanted || document.hidden || (this.#lock !== null && !this.#lock.released)) return;
    try {
      this.#lock = await navigator.wakeLock?.request("screen");
      if (!this.#isWanted) this.#release();
    } catch {
      // An empty battery or a browser that cannot: the person keeps her phone awake herself.
    }
  }

  #release() {
    this.#lock?.release().catch(() => {});
    this.#lock = null;
  }
}
