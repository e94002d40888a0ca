// Before the call: the camera, the name, one big button.

import { Emitter } from "../emitter.js";

const ROOM = /^[a-z0-9-]{1,64}$/;

/** @typedef {import("../words.js").WordKey} WordKey */

/**
 * `camera`: open it.
 * @extends {Emitter<{camera: {}, join: {name: string, room: string}}>}
 */
export class LobbyView extends Emitter {
  #language;
  #section = element("lobby");
  #title = element("lobby-title");
  #preview = /** @type {HTMLVideoElement} */ (element("preview"));
  #openCamera = /** @type {HTMLButtonElement} */ (element("open-camera"));
  #join = /** @type {HTMLButtonElement} */ (element("join"));
  #name = /** @type {HTMLInputElement} */ (element("name"));
  #room = /** @type {HTMLInputElement} */ (element("room"));
  #note = element("lobby-note");
  /** @type {{key: WordKey, isTrouble: boolean} | null} */
  #said = null;

  /** @param {import("./language.js").LanguageView} language @param {URLSearchParams} link */
  constructor(language, link) {
    super();
    this.#language = language;
    this.#name.value = link.get("name") ?? "";
    this.#room.value = link.get("room") ?? "";
    element("room-field").hidden = ROOM.test(this.#room.value);
    this.#openCamera.addEventListener("click", () => this.emit("camera", {}));
    element("entry").addEventListener("submit", (event) => this.#submit(event));
    language.on("changed", () => this.#render());
  }

  /** Show this screen or not. @param {boolean} isShown */
  show(isShown) {
    this.#section.hidden = !isShown;
    if (isShown) this.#title.focus();
  }

  /** The picture that others will see; null while the camera is off. @param {MediaStream | null} camera */
  showCamera(camera) {
    this.#preview.srcObject = camera;
    this.#preview.hidden = camera === null;
    this.#openCamera.hidden = camera !== null;
    this.#openCamera.disabled = false;
    this.#join.hidden = camera === null;
  }

  /** The browser is asked for the camera, or a join is on its way. @param {boolean} isBusy */
  setBusy(isBusy) {
    this.#openCamera.disabled = isBusy;
    this.#join.disabled = isBusy;
  }

  /** Whether the join can be pressed. @param {boolean} isReady */
  setReady(isReady) {
    document.body.dataset.ready = String(isReady);
    this.#join.disabled = !isReady;
  }

  /** @param {WordKey | null} key */
  say(key, isTrouble = false) {
    this.#said = key === null ? null : { key, isTrouble };
    this.#render();
  }

  #render() {
    this.#note.textContent = this.#said === null ? "" : this.#language.say(this.#said.key);
    this.#note.dataset.tone = this.#said?.isTrouble ? "trouble" : "calm";
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const [name, room] = [this.#name.value.trim(), this.#room.value.trim().toLowerCase()];
    if (!this.#openCamera.hidden) return this.#openCamera.click(); // Enter in a field presses the button that is seen
    if (this.#join.disabled) return;
    if (name === "") return this.#ask(this.#name, "name_missing");
    if (!ROOM.test(room)) return this.#ask(this.#room, "room_wrong");
    this.emit("join", { name, room });
  }

  /** @param {HTMLInputElement} field @param {WordKey} key */
  #ask(field, key) {
    this.say(key, true);
    field.focus();
  }
}

/** @param {string} id @returns {HTMLElement} */
function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
