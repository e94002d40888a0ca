// The track of your second video, from its opening to its end.

export class SecondVideo {
  #send;
  #ended;
  /** @type {MediaStreamTrack | null} */
  #track = null;

  /**
   * @param {(track: MediaStreamTrack | null) => Promise<void>} send
   * @param {() => void} ended by the browser's own bar, or because the camera was unplugged
   */
  constructor(send, ended) {
    this.#send = send;
    this.#ended = ended;
  }

  get track() {
    return this.#track;
  }

  /** @param {() => Promise<MediaStreamTrack>} open @returns {Promise<void>} rejects as it does */
  async open(open) {
    const track = await open();
    this.#track?.stop();
    this.#track = track;
    track.addEventListener("ended", () => this.#track === track && this.#over());
    await this.#send(track);
  }

  close() {
    if (this.#track === null) return;
    this.#track.stop();
    this.#track = null;
    this.#send(null);
  }

  #over() {
    this.close();
    this.#ended();
  }
}
