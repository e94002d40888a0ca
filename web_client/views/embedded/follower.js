// A call in another page: it opens camera and microphone and joins by itself, and tells the page around what becomes of it.

/** @typedef {import("../../state.js").State} State */
/** @typedef {Pick<import("../../state.js").Actions, "openDevices" | "join">} Actions */
/** @typedef {import("../../embedded.js").FromCall} FromCall */

const AGAIN_MS = 3000;

export class Follower {
  #actions;
  #tell;
  #later;
  #hasAsked = false;
  #told = "";
  #isWaiting = false;

  /** @param {Actions} actions @param {(message: FromCall) => void} tell @param {(act: () => void, milliseconds: number) => unknown} [later] */
  constructor(actions, tell, later = (act, milliseconds) => setTimeout(act, milliseconds)) {
    this.#actions = actions;
    this.#tell = tell;
    this.#later = later;
  }

  /** @param {State} state */
  look(state) {
    if (state.screen === "entry") this.#atEntry(state);
    if (state.screen === "closed") this.#tellOnce({ paramarsh: "closed", reason: state.reason ?? "other" });
    else this.#tellOnce(needsHer(state) ? { paramarsh: "stuck" } : { paramarsh: "shown", screen: state.screen });
  }

  /** @param {State} state */
  #atEntry({ devices, grants, isPrepared, reason }) {
    if (!this.#hasAsked && grants.includes("publish")) {
      this.#hasAsked = true;
      this.#actions.openDevices();
    }
    const isReady = isPrepared && (devices.state === "open" || !grants.includes("publish"));
    if (!isReady || this.#isWaiting) return;
    if (reason === null) return void this.#actions.join();
    this.#isWaiting = true; // it was refused just now
    this.#later(() => {
      this.#isWaiting = false;
      this.#actions.join();
    }, AGAIN_MS);
  }

  /** @param {FromCall} message */
  #tellOnce(message) {
    const said = JSON.stringify(message);
    if (said === this.#told) return;
    this.#told = said;
    this.#tell(message);
  }
}

/** No camera and no microphone could be had: nothing goes on without her. @param {State} state */
export function needsHer({ screen, devices }) {
  return screen === "entry" && devices.state === "closed" && devices.trouble !== null;
}
