// One repair at a time, the strongest that is needed, with pauses that grow. Knows nothing of what is repaired.

/** What it takes, each more than the one before. */
export const NEED = Object.freeze({ NOTHING: 0, RESUME: 1, RESTART: 2, REJOIN: 3, JOIN: 4 });

const PAUSES_MILLISECONDS = [0, 300, 700, 1500, 3000, 5000];
/** Half of each pause is left to chance, so that not everybody comes back at the same moment. */
const CHANCE = 0.5;

export class Repair {
  #meet;
  #changed;
  /** @type {number} */
  #need = NEED.NOTHING;
  /** @type {number} */
  #attempted = NEED.NOTHING;
  #attempts = 0;
  #isRunning = false;
  #isStopped = false;
  #endPause = () => {};
  #interrupt = () => {};

  /**
   * @param {(need: number) => Promise<number>} meet makes one attempt; resolves to what is still needed
   * @param {(isBroken: boolean) => void} changed told at the beginning and at the end of a repair
   */
  constructor(meet, changed) {
    this.#meet = meet;
    this.#changed = changed;
  }

  /**
   * Something broke. An attempt that would not mend it is given up, and a stronger need does not wait.
   * @param {number} need
   */
  need(need) {
    if (this.#isStopped) return;
    const isStronger = need > this.#need;
    this.#need = Math.max(this.#need, need);
    if (!this.#isRunning) this.#run();
    else if (this.#attempted > NEED.NOTHING) need >= this.#attempted && this.#interrupt();
    else if (isStronger) this.#endPause();
  }

  /** Circumstances are better now: try at once. */
  hurry() {
    this.#attempts = 0;
    this.#endPause();
  }

  stop() {
    this.#isStopped = true;
    this.#endPause();
    this.#interrupt();
  }

  async #run() {
    this.#isRunning = true;
    this.#attempts = 0;
    this.#changed(true);
    while (this.#need > NEED.NOTHING && !this.#isStopped) {
      await this.#pause(PAUSES_MILLISECONDS[Math.min(this.#attempts, PAUSES_MILLISECONDS.length - 1)]);
      this.#attempts += 1;
      if (!this.#isStopped) await this.#attempt();
    }
    this.#isRunning = false;
    if (!this.#isStopped) this.#changed(false);
  }

  /** What comes to be needed meanwhile is not forgotten over the attempt's success. */
  async #attempt() {
    this.#attempted = this.#need;
    this.#need = NEED.NOTHING;
    const interrupted = new Promise((resolve) => (this.#interrupt = () => resolve(NEED.NOTHING)));
    const left = await Promise.race([this.#meet(this.#attempted), interrupted]);
    this.#need = Math.max(this.#need, left);
    this.#attempted = NEED.NOTHING;
  }

  /** @param {number} milliseconds */
  async #pause(milliseconds) {
    if (milliseconds === 0) return;
    const length = milliseconds * (1 - CHANCE * Math.random());
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, length);
      this.#endPause = () => (clearTimeout(timer), resolve(undefined));
    });
  }
}
