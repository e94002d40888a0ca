// What is told of each token, and its files: made when a screen first needs them, kept as long as the page is open.

import { api } from "../../../api.js";
import { Emitter } from "../../../emitter.js";
import { memoryIn } from "../../../parts/upload.js";
import { draftsOf, forgetOthers } from "./drafts.js";
import { Files } from "./files.js";
import { Told } from "./told.js";
import { phoneShelf } from "./unsent.js";

/** @typedef {{told: Told, files: Files}} Telling */

/** @extends {Emitter<{changed: {}}>} */
export class Tellings extends Emitter {
  /** @type {Map<string, Telling>} */
  #made = new Map();
  #shelf = phoneShelf();

  /** @param {string} token @returns {Telling} */
  of(token) {
    const made = this.#made.get(token);
    if (made !== undefined) return made;
    const telling = { told: new Told(api, token, draftsOf(token)), files: new Files(api, token, { shelf: this.#shelf, memory: uploadMemory() }) };
    this.#made.set(token, telling);
    for (const part of Object.values(telling)) {
      part.addEventListener("changed", () => this.emit("changed", {}));
      part.load();
    }
    return telling;
  }

  /** The line is back. */
  sendNow() {
    for (const { told, files } of this.#made.values()) {
      told.sendNow();
      files.sendNow();
    }
  }

  /** Another household may use this phone now. @param {readonly string[]} live ids */
  forgetOthers(live) {
    forgetOthers(live);
    this.#shelf.dropOthers(live);
  }
}

/** Where storage is switched off an upload that broke begins anew after a reload. */
function uploadMemory() {
  try {
    return memoryIn(sessionStorage);
  } catch {
    return undefined;
  }
}
