// What the browser tells of the way to the internet.

import { Emitter } from "../emitter.js";

/**
 * `changed`: it was away and is back. `suspected`: something about it is different, perhaps only an estimate.
 * `awake`: the page was out of sight and is seen again, or was kept by the browser for the way back.
 * @extends {Emitter<{changed: {}, suspected: {}, awake: {}}>}
 */
export class Network extends Emitter {
  #wasOffline = false;

  constructor() {
    super();
    addEventListener("offline", () => (this.#wasOffline = true));
    addEventListener("online", () => this.#online());
    addEventListener("pageshow", ({ persisted }) => persisted && this.emit("changed", {}));
    document.addEventListener("visibilitychange", () => document.hidden || this.emit("awake", {}));
    const { connection } = /** @type {{connection?: EventTarget}} */ (navigator);
    connection?.addEventListener("change", () => this.emit("suspected", {}));
  }

  #online() {
    if (!this.#wasOffline) return;
    this.#wasOffline = false;
    this.emit("changed", {});
  }
}
