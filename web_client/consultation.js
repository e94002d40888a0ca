// The consultation as the page sees it: one state, and what a person can do. Knows nothing of how it looks.

import { Chat } from "./consultation/chat.js";
import { OwnMedia } from "./consultation/media.js";
import { People } from "./consultation/people.js";
import { Store } from "./consultation/store.js";
import { Visit } from "./consultation/visit.js";
import { WakeLock } from "./devices/wake_lock.js";
import { Emitter } from "./emitter.js";
import { Memory } from "./room/memory.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Actions} Actions */

/** @extends {Emitter<{changed: State}>} */
export class Consultation extends Emitter {
  #signaling;
  #devices;
  #store = new Store();
  /** @type {Visit | null} null without a link */
  #visit = null;
  #people;
  #chat;
  #media;
  #wakeLock = new WakeLock();

  /**
   * @param {import("./room/signaling.js").Signaling} signaling
   * @param {import("./devices/own_devices.js").OwnDevices} devices
   * @param {import("./room/network.js").Network} network
   */
  constructor(signaling, devices, network) {
    super();
    this.#signaling = signaling;
    this.#devices = devices;
    const memory = () => this.#visit?.memory ?? new Memory("");
    const connection = () => this.#visit?.connection ?? null;
    this.#people = new People(signaling, this.#store);
    this.#chat = new Chat(signaling, this.#store, memory);
    this.#media = new OwnMedia(signaling, this.#store, devices, { connection, memory });
    this.#store.on("changed", (state) => this.#changed(state));
    signaling.on("welcome", () => this.#greeted());
    for (const name of /** @type {const} */ (["closed", "unreachable"])) signaling.on(name, () => this.#serverAway());
    devices.on("changed", () => this.#visit?.lookWhetherPrepared());
    network.on("changed", () => this.#networkChanged());
    network.on("awake", () => this.#isSeated() && this.#media.check());
    network.on("suspected", () => this.#visit?.networkChanged(false));
  }

  get state() {
    return this.#store.state;
  }

  /** Look at the link, as if for the first time. */
  begin() {
    this.#chat.forget();
    const invitation = location.hash.slice(1);
    if (invitation === "") return this.#store.update({ screen: "closed", reason: "no_link" });
    const [signaling, store, media, chat] = [this.#signaling, this.#store, this.#media, this.#chat];
    this.#visit = new Visit(invitation, { signaling, store, media, chat });
    this.#store.update({ screen: "opening", reason: null, call: null });
    if (this.#signaling.welcome !== null) this.#greeted();
  }

  /** @type {Actions} */
  actions = {
    openDevices: () => this.#media.open({ microphone: true, camera: true }),
    openMicrophoneOnly: () => this.#media.open({ microphone: true }),
    choose: (kind, id) => this.#devices.choose(kind, id),
    testSpeaker: () => this.#devices.testSpeaker(),
    watchLevel: (act) => this.#devices.watchLevel(act),
    setName: (index, name) => this.#visit?.setName(index, name),
    join: async () => this.#visit?.join(),
    leave: () => this.#visit?.leave(),
    end: () => void this.#people.end(),
    toggleMicrophone: () => this.#media.toggle("microphone"),
    toggleCamera: () => this.#media.toggle("camera"),
    turnCamera: () => this.#devices.turnCamera(),
    shareScreen: () => this.#media.shareScreen(),
    shareSecondCamera: (id) => this.#media.shareSecondCamera(id),
    stopSecond: () => this.#media.stopSecond(),
    sendChat: (text) => this.#chat.send(text),
    sendAgain: (key) => this.#chat.sendAgain(key),
    setChatOpen: (isOpen) => this.#chat.setOpen(isOpen),
    admit: (participant) => this.#people.admit(participant),
    remove: (participant) => this.#people.remove(participant),
    mute: (participant, source, muted) => this.#people.mute(participant, source, muted),
    startAgain: () => this.begin(),
  };

  #greeted() {
    this.#store.update({ isServerHere: true });
    this.#visit?.greeted();
  }

  #serverAway() {
    this.#store.update({ isServerHere: false, isPrepared: false });
  }

  #networkChanged() {
    if (this.#isSeated()) this.#visit?.networkChanged(true);
    else this.#signaling.reconnect();
  }

  #isSeated() {
    return this.state.screen === "call" || this.state.screen === "lobby";
  }

  /** @param {State} state */
  #changed(state) {
    this.#wakeLock.want(this.#isSeated());
    this.emit("changed", state);
  }
}
