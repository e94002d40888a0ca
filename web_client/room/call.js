// One RTCPeerConnection to the relay: three sections to send, a fixed pool of pairs to receive.
// Knows nothing of the page.

import { limitSender, preferOurCodecs } from "./encoding.js";

/** @typedef {"microphone" | "camera" | "second"} Source */
/** @typedef {Record<Source, MediaStreamTrack | null>} Tracks */

const DISCONNECTED_MILLISECONDS = 1000;
/** The order of the offer's first sections. @type {Record<Source, "audio" | "video">} */
const SOURCES = { microphone: "audio", camera: "video", second: "video" };

/** Dispatches `up` when media can flow and `down` when it cannot (failed, or disconnected for a second). */
export class Call extends EventTarget {
  #connection = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
  /** @type {Map<Source, RTCRtpSender>} */
  #senders = new Map();
  /** @type {{audio: RTCRtpTransceiver, video: RTCRtpTransceiver, stream: MediaStream}[]} */
  #pairs = [];
  #offer;
  #disconnectedTimer = 0;

  /**
   * The offer is begun at once, so that it is ready when it is wanted. It does not depend on the tracks: a camera that is
   * opened later needs no other offer.
   * @param {number} slotPairs
   * @param {Tracks} tracks what is sent from the beginning
   */
  constructor(slotPairs, tracks) {
    super();
    this.#connection.addEventListener("connectionstatechange", () => this.#stateChanged());
    for (const source of /** @type {Source[]} */ (Object.keys(SOURCES))) this.#addSending(source, tracks[source]);
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
    for (const sender of this.#senders.values()) limitSender(sender);
  }

  /** Without negotiation. @param {Source} source @param {MediaStreamTrack | null} track */
  async send(source, track) {
    const sender = /** @type {RTCRtpSender} */ (this.#senders.get(source));
    await sender.replaceTrack(track);
    await limitSender(sender);
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
    return this.#pairs[pair]?.stream ?? null;
  }

  /** What the browser knows of the line. */
  statistics() {
    return this.#connection.getStats();
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

  /** @param {Source} source @param {MediaStreamTrack | null} track */
  #addSending(source, track) {
    const transceiver = this.#add(SOURCES[source], "sendonly");
    this.#senders.set(source, transceiver.sender);
    if (track !== null) transceiver.sender.replaceTrack(track).catch(() => {}); // a track that ended meanwhile
  }

  #addPair() {
    const audio = this.#add("audio", "recvonly");
    const video = this.#add("video", "recvonly");
    return { audio, video, stream: new MediaStream([audio.receiver.track, video.receiver.track]) };
  }

  /** @param {"audio" | "video"} kind @param {"sendonly" | "recvonly"} direction */
  #add(kind, direction) {
    const transceiver = this.#connection.addTransceiver(kind, { direction });
    preferOurCodecs(transceiver, kind);
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
