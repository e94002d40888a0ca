// What is heard: a short sign when her turn is near, and the ring. Made here, so that nothing has to be loaded for it.

/** @typedef {readonly [hertz: number, at: number, seconds: number]} Note */

/** @type {readonly Note[]} */
const SOON = [[587, 0, 0.35], [784, 0.28, 0.5]];
/** @type {readonly Note[]} */
const RING = [[659, 0, 0.28], [784, 0.3, 0.28], [659, 0.6, 0.28], [784, 0.9, 0.5]];
const RING_EVERY_MS = 2800;
const SHAKE_MS = [350, 150, 350, 150, 500];
const VOLUME = 0.35;

export class Sounds extends EventTarget {
  /** @type {AudioContext | null} */
  #context = null;
  #timer = 0;

  /** Browsers let a page sound only after it was touched. */
  get isOn() {
    return this.#context?.state === "running";
  }

  /** To be called while she touches the page. */
  async switchOn() {
    if (this.isOn || typeof AudioContext === "undefined") return;
    this.#context ??= new AudioContext();
    await this.#context.resume().catch(() => {});
    this.dispatchEvent(new Event("changed"));
  }

  /** Few are ahead now. */
  soon() {
    this.#play(SOON);
    shake([200, 100, 200]);
  }

  ring() {
    if (this.#timer !== 0) return;
    const once = () => {
      this.#play(RING);
      shake(SHAKE_MS);
    };
    once();
    this.#timer = setInterval(once, RING_EVERY_MS);
  }

  stopRinging() {
    clearInterval(this.#timer);
    this.#timer = 0;
    shake(0);
  }

  /** @param {readonly Note[]} notes */
  #play(notes) {
    const context = this.#context;
    if (context === null || context.state !== "running") return;
    for (const [hertz, at, seconds] of notes) tone(context, hertz, context.currentTime + at, seconds);
  }
}

/** @param {AudioContext} context @param {number} hertz @param {number} at @param {number} seconds */
function tone(context, hertz, at, seconds) {
  const [wave, volume] = [context.createOscillator(), context.createGain()];
  wave.type = "triangle";
  wave.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(VOLUME, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, at + seconds);
  wave.connect(volume).connect(context.destination);
  wave.start(at);
  wave.stop(at + seconds);
}

/** @param {number | number[]} pattern milliseconds */
function shake(pattern) {
  try {
    navigator.vibrate?.(pattern);
  } catch {
    // A phone that does not.
  }
}
