// The call: a tile per person, your own picture, one button to leave.

import { Emitter } from "../emitter.js";
import { columnsFor } from "./columns.js";
import { TileView } from "./tile.js";

/** @typedef {import("../meeting.js").Tile} Tile */
/** @typedef {import("../protocol.js").Person} Person */

/** @extends {Emitter<{leave: {}}>} */
export class StageView extends Emitter {
  #language;
  #section = element("call");
  #title = element("call-title");
  #stage = element("tiles");
  #alone = element("alone");
  #note = element("call-note");
  #own = /** @type {HTMLVideoElement} */ (element("own"));
  #tapToHear = element("tap-to-hear");
  /** By participant and pair: a person in another pair is another tile. @type {Map<string, TileView>} */
  #views = new Map();
  /** @type {Tile[]} */
  #tiles = [];
  /** @type {Map<string, Person>} */
  #people = new Map();
  #isBroken = false;

  /** @param {import("./language.js").LanguageView} language */
  constructor(language) {
    super();
    this.#language = language;
    element("leave").addEventListener("click", () => this.emit("leave", {}));
    this.#tapToHear.addEventListener("click", () => this.#unblock());
    new ResizeObserver(() => this.#arrange()).observe(this.#stage);
    language.on("changed", () => this.#describe());
  }

  /** @param {MediaStream} camera */
  open(camera) {
    this.#own.srcObject = camera;
    this.#section.hidden = false;
    document.body.dataset.screen = "call";
    this.setBroken(false);
    this.#title.focus();
  }

  close() {
    this.showTiles([]);
    this.showPeople([]);
    this.#own.srcObject = null;
    this.#section.hidden = true;
    this.#tapToHear.hidden = true;
    document.body.dataset.screen = "lobby";
  }

  /** @param {Tile[]} tiles */
  showTiles(tiles) {
    this.#tiles = tiles;
    const wanted = new Set(tiles.map(keyOf));
    for (const [key, view] of this.#views) if (!wanted.has(key)) this.#remove(key, view);
    for (const tile of tiles) this.#viewOf(tile).show(tile.stream);
    this.#arrange();
    this.#describe();
  }

  /** @param {Person[]} people */
  showPeople(people) {
    this.#people = new Map(people.map((person) => [person.participant, person]));
    this.#describe();
  }

  /** Whether your own line is being mended. @param {boolean} isBroken */
  setBroken(isBroken) {
    this.#isBroken = isBroken;
    this.#describe();
  }

  #describe() {
    this.#note.textContent = this.#sentence();
    this.#alone.hidden = this.#tiles.length > 0 || this.#people.size === 0;
    for (const tile of this.#tiles) {
      const connection = this.#people.get(tile.participant)?.connection ?? "connected";
      this.#views.get(keyOf(tile))?.describe(connection, tile.paused);
    }
  }

  #arrange() {
    const count = this.#tiles.length;
    const columns = columnsFor(count, this.#stage.clientWidth, this.#stage.clientHeight);
    this.#stage.style.setProperty("--columns", String(columns));
    this.#stage.style.setProperty("--rows", String(Math.ceil(count / columns)));
  }

  /** How your own line is; the people are known once you have a seat. */
  #sentence() {
    if (this.#isBroken) return this.#language.say("reconnecting");
    return this.#people.size === 0 ? this.#language.say("joining") : "";
  }

  /** @param {Tile} tile */
  #viewOf(tile) {
    const key = keyOf(tile);
    let view = this.#views.get(key);
    if (view === undefined) {
      view = new TileView(this.#language, tile, () => (this.#tapToHear.hidden = false));
      this.#views.set(key, view);
      this.#stage.append(view.element);
    }
    return view;
  }

  /** @param {string} key @param {TileView} view */
  #remove(key, view) {
    view.remove();
    this.#views.delete(key);
  }

  #unblock() {
    this.#tapToHear.hidden = true;
    for (const view of this.#views.values()) view.unblock();
  }
}

/** @param {Tile} tile */
function keyOf({ participant, pair }) {
  return `${pair} ${participant}`;
}

/** @param {string} id @returns {HTMLElement} */
function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
