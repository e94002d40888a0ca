// How loud the microphone is.

const INTERVAL_MILLISECONDS = 100;
/** Speech at arm's length has a root mean square of about 0.1; it shall fill most of the meter. */
const FULL = 0.2;

export class Level {
  /** @type {Set<(level: number) => void>} */
  #watchers = new Set();
  /** @type {MediaStreamTrack | null} */
  #track = null;
  /** @type {{context: AudioContext, analyser: AnalyserNode, timer: number} | null} */
  #meter = null;

  /** @param {MediaStreamTrack | null} track */
  listen(track) {
    if (track === this.#track) return;
    this.#track = track;
    this.#stop();
    if (this.#watchers.size > 0) this.#start();
  }

  /** @param {(level: number) => void} act @returns {() => void} how to stop */
  watch(act) {
    this.#watchers.add(act);
    if (this.#meter === null) this.#start();
    return () => {
      this.#watchers.delete(act);
      if (this.#watchers.size === 0) this.#stop();
    };
  }

  #start() {
    if (this.#track === null) return;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 1024;
    context.createMediaStreamSource(new MediaStream([this.#track])).connect(analyser);
    this.#meter = { context, analyser, timer: setInterval(() => this.#measure(), INTERVAL_MILLISECONDS) };
  }

  #measure() {
    if (this.#meter === null) return;
    const samples = new Float32Array(this.#meter.analyser.fftSize);
    this.#meter.analyser.getFloatTimeDomainData(samples);
    for (const act of this.#watchers) act(levelOf(samples));
  }

  #stop() {
    if (this.#meter === null) return;
    clearInterval(this.#meter.timer);
    this.#meter.context.close();
    this.#meter = null;
    for (const act of this.#watchers) act(0);
  }
}

/** @param {Float32Array} samples -1 to 1 @returns {number} 0 to 1 */
export function levelOf(samples) {
  const square = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return Math.min(1, Math.sqrt(square) / FULL);
}
