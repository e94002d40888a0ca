// One RTCPeerConnection to the relay: three sections to send, a fixed pool of pairs to receive.
// Knows nothing of the page.

const DISCONNECTED_MILLISECONDS = 1000;
/** Everything else is left out: seven pairs make an offer of 55 kB with it, 19 kB without. */
const CODECS = { audio: ["audio/opus"], video: ["video/vp8", "video/rtx"] };

/** Dispatches `up` when media can flow and `down` when it cannot (failed, or disconnected for a second). */
export class Call extends EventTarget {
  #connection = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
  /** @type {{audio: RTCRtpTransceiver, video: RTCRtpTransceiver, stream: MediaStream}[]} */
  #pairs = [];
  #offer;
  #disconnectedTimer = 0;

  /**
   * The offer is begun at once, so that it is ready when it is wanted.
   * @param {MediaStream} camera
   * @param {number} slotPairs
   */
  constructor(camera, slotPairs) {
    super();
    this.#connection.addEventListener("connectionstatechange", () => this.#stateChanged());
    this.#addSending(camera);
    for (let pair = 0; pair < slotPairs; pair += 1) this.#pairs.push(this.#addPair());
    this.#offer = this.#describe();
    this.#offer.catch(() => {}); // told to whoever asks for it
  }

  get isUp() {
    return this.#connection.connectionState === "connected";
  }

  /** The SDP offer. Nobody waits for ICE gathering: the answer holds the server's candidates. */
  offer() {
    return this.#offer;
  }

  /** @param {string} sdp of the answer */
  async accept(sdp) {
    await this.#connection.setRemoteDescription({ type: "answer", sdp });
  }

  /** RFC 8445 section 9, ICE restart: an offer with new credentials for this same connection. */
  async restartOffer() {
    this.#connection.restartIce();
    return this.#describe();
  }

  /**
   * Sound and picture of one pair.
   * @param {number} pair
   */
  streamOf(pair) {
    return this.#pairs[pair].stream;
  }

  /**
   * Resolves to whether media flows, at the latest after the given time.
   * @param {number} milliseconds
   * @returns {Promise<boolean>}
   */
  whenUp(milliseconds) {
    if (this.isUp) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(this.isUp), milliseconds);
      this.addEventListener("up", () => (clearTimeout(timer), resolve(true)), { once: true });
    });
  }

  close() {
    clearTimeout(this.#disconnectedTimer);
    this.#connection.close();
  }

  /** @param {MediaStream} camera */
  #addSending(camera) {
    for (const track of [...camera.getAudioTracks(), ...camera.getVideoTracks()]) {
      this.#add(track, { direction: "sendonly", streams: [camera] });
    }
    this.#add("video", { direction: "sendonly" }); // a screen or a second camera, used later
  }

  #addPair() {
    const audio = this.#add("audio", { direction: "recvonly" });
    const video = this.#add("video", { direction: "recvonly" });
    return { audio, video, stream: new MediaStream([audio.receiver.track, video.receiver.track]) };
  }

  /**
   * @param {MediaStreamTrack | "audio" | "video"} trackOrKind
   * @param {RTCRtpTransceiverInit} init
   */
  #add(trackOrKind, init) {
    const transceiver = this.#connection.addTransceiver(trackOrKind, init);
    const kind = typeof trackOrKind === "string" ? trackOrKind : trackOrKind.kind;
    preferOurCodecs(transceiver, /** @type {"audio" | "video"} */ (kind));
    return transceiver;
  }

  async #describe() {
    await this.#connection.setLocalDescription();
    return /** @type {RTCSessionDescription} */ (this.#connection.localDescription).sdp;
  }

  #stateChanged() {
    clearTimeout(this.#disconnectedTimer);
    const state = this.#connection.connectionState;
    if (state === "connected") this.dispatchEvent(new Event("up"));
    if (state === "failed") this.dispatchEvent(new Event("down"));
    if (state === "disconnected") {
      this.#disconnectedTimer = setTimeout(() => this.dispatchEvent(new Event("down")), DISCONNECTED_MILLISECONDS);
    }
  }
}

/** @param {RTCRtpTransceiver} transceiver @param {"audio" | "video"} kind */
function preferOurCodecs(transceiver, kind) {
  const known = RTCRtpReceiver.getCapabilities?.(kind)?.codecs ?? [];
  const ours = known.filter(({ mimeType }) => CODECS[kind].includes(mimeType.toLowerCase()));
  if (ours.length > 0) transceiver.setCodecPreferences?.(ours);
}
