// What of yours is on: your wish, your devices, what is sent, and what the server was told.

import { isGranted } from "../devices/capture.js";
import { openScreen, openSecondCamera } from "../devices/screen.js";
import { codeOf } from "../room/refused.js";
import { SecondVideo } from "./second_video.js";

/** @typedef {import("../state.js").CallState["wish"]} Wish */
/** @typedef {import("../devices/capture.js").Kind} Kind */
/** @typedef {import("../protocol.js").Person} Person */

const KINDS = /** @type {Kind[]} */ (["microphone", "camera"]);
const BOTH = { microphone: true, camera: true };
const CHECK_MILLISECONDS = 3000;

export class OwnMedia {
  #signaling;
  #store;
  #devices;
  #parts;
  /** @type {Wish} */
  #wish = { microphone: true, camera: true, second: "off" };
  #second;

  /**
   * @param {import("../room/signaling.js").Signaling} signaling
   * @param {import("./store.js").Store} store
   * @param {import("../devices/own_devices.js").OwnDevices} devices
   * @param {{connection: () => import("../room/connection.js").Connection | null,
   *   memory: () => import("../room/memory.js").Memory}} parts of the invitation in hand
   */
  constructor(signaling, store, devices, parts) {
    this.#signaling = signaling;
    this.#store = store;
    this.#devices = devices;
    this.#parts = parts;
    this.#second = new SecondVideo(
      (track) => this.#send("second", track),
      () => this.#wishFor({ second: "off" }),
    );
    store.update({ devices: devices.view });
    devices.on("changed", (view) => store.update({ devices: view }));
    devices.on("notice", ({ code, name }) => store.notice(code, name));
    devices.on("track", ({ kind, track }) => this.#trackChanged(kind, track));
    devices.on("lost", (kind) => this.#wishFor({ [kind]: false }));
  }

  get wish() {
    return this.#wish;
  }

  /** A connection of another meeting sends what is open now. */
  connect() {
    for (const kind of KINDS) this.#send(kind, this.#devices.trackOf(kind));
    this.#send("second", this.#second.track);
  }

  /** @param {{microphone?: boolean, camera?: boolean}} wanted what is not wanted stays as it is */
  async open(wanted) {
    for (const kind of KINDS) if (wanted[kind]) this.#set({ [kind]: true });
    await this.#devices.open(wanted);
    if (this.#devices.view.state !== "asking") await this.#settle(); // else another opening goes on, and settles it
  }

  /** What the browser gives without asking. */
  async openGranted() {
    if (this.#mayPublish() && (await isGranted())) await this.open(BOTH);
  }

  /** At the join: what is open is wished for, and what is just being opened. */
  begin() {
    const isAsking = this.#devices.view.state === "asking";
    const { microphone, camera } = this.#wish;
    this.#set({
      microphone: microphone && (isAsking || this.#devices.has("microphone")),
      camera: camera && (isAsking || this.#devices.has("camera")),
    });
  }

  /** After a reload: what was on before, and nothing else. Resolves when it is open. */
  async reopen() {
    this.#set(this.#parts.memory().recall().switches ?? { microphone: false, camera: false });
    const { microphone, camera } = this.#wish;
    if (microphone || camera) await this.open({ microphone, camera });
  }

  /** The server may know another wish: of another device, or of before a reload. @param {Person | undefined} own as it sees her */
  agree(own) {
    if (own === undefined || !this.#mayPublish()) return;
    const { microphone, camera, second } = this.#wish;
    const isAgreed = isSame(own.microphone, microphone) && isSame(own.camera, camera) && own.second === second;
    if (!isAgreed) this.#tell().catch(() => {});
  }

  /** @param {Kind} kind */
  async toggle(kind) {
    if (this.#own()?.[kind] === "muted") return this.#store.notice("muted_by_other");
    const before = this.#wish;
    const isOn = !before[kind];
    this.#set({ [kind]: isOn });
    await this.#devices.switch(kind, isOn);
    if (this.#wish[kind] !== isOn) return; // pressed again meanwhile
    if (isOn && !this.#devices.has(kind)) this.#notOpened(kind);
    else await this.#wishFor({ [kind]: isOn }, before);
  }

  /** Whether the server still hears this page: a phone that slept does not know. */
  async check() {
    try {
      await this.#signaling.request("set_media", this.#wish, CHECK_MILLISECONDS);
    } catch (error) {
      if (codeOf(error) === "no_answer" && this.#signaling.welcome !== null) this.#signaling.reconnect();
    }
  }

  async shareScreen() {
    await this.#openSecond("screen", openScreen);
  }

  /** @param {string} id */
  async shareSecondCamera(id) {
    await this.#openSecond("camera", () => openSecondCamera(id));
  }

  async stopSecond() {
    this.#second.close();
    await this.#wishFor({ second: "off" });
  }

  close() {
    this.#second.close();
    this.#devices.close();
    this.#wish = { microphone: true, camera: true, second: "off" };
  }

  /** @param {"screen" | "camera"} kind @param {() => Promise<MediaStreamTrack>} open */
  async #openSecond(kind, open) {
    try {
      await this.#second.open(open);
    } catch (error) {
      const { name } = /** @type {Error} */ (error);
      return name === "NotAllowedError" ? undefined : this.#store.notice("screen_failed"); // a window closed again is no news
    }
    await this.#wishFor({ second: kind });
  }

  /** What could not be had is not on. */
  async #settle() {
    const { microphone, camera } = this.#wish;
    const had = {
      microphone: microphone && this.#devices.has("microphone"),
      camera: camera && this.#devices.has("camera"),
    };
    if (had.microphone !== microphone || had.camera !== camera) await this.#wishFor(had);
  }

  /** @param {Kind} kind */
  #notOpened(kind) {
    this.#set({ [kind]: false });
    const { trouble } = this.#devices.view;
    this.#store.notice(`${kind}_${trouble === "denied" || trouble === "blocked" ? "denied" : "failed"}`);
  }

  /** Shown at once; taken back where the server says no. @param {Partial<Wish>} change */
  async #wishFor(change, before = this.#wish) {
    this.#set(change);
    if (this.#own() === undefined) return; // told with the next agreement
    try {
      await this.#tell();
    } catch (error) {
      if (codeOf(error) !== "no_answer") this.#takeBack(before, codeOf(error));
    }
  }

  /** @param {Wish} before @param {string} code */
  #takeBack(before, code) {
    this.#store.notice(code);
    if (before.second === "off") this.#second.close();
    for (const kind of KINDS) {
      if (!before[kind]) this.#devices.switch(kind, false);
    }
    this.#set({ ...before, camera: before.camera && this.#devices.has("camera") });
  }

  /** @param {Partial<Wish>} change */
  #set(change) {
    this.#wish = { ...this.#wish, ...change };
    const { microphone, camera } = this.#wish;
    this.#parts.memory().keep({ switches: { microphone, camera } });
    this.#store.updateCall(() => ({ wish: this.#wish }));
  }

  #tell() {
    return this.#signaling.request("set_media", this.#wish);
  }

  /** Switched off while it was being opened: it is closed again. @param {Kind} kind @param {MediaStreamTrack | null} track */
  #trackChanged(kind, track) {
    if (track !== null && !this.#wish[kind]) this.#devices.switch(kind, false);
    this.#send(kind, this.#devices.trackOf(kind));
  }

  /** @param {Kind | "second"} source @param {MediaStreamTrack | null} track */
  async #send(source, track) {
    await this.#parts.connection()?.send(source, track);
  }

  #mayPublish() {
    return this.#store.state.grants.includes("publish");
  }

  #own() {
    const { call } = this.#store.state;
    return call?.people.find(({ participant }) => participant === call.participant);
  }
}

/** What others have switched off does not say what she wishes. @param {Person["camera"]} known @param {boolean} wished */
function isSame(known, wished) {
  return known === "muted" || (known === "on") === wished;
}
