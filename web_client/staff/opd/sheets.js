// All notes that are open on this page, also of patients who are not in front: nothing of them is lost on the way.

import { Emitter } from "../../emitter.js";
import { Drafts } from "./drafts.js";
import { NoteSheet } from "./note_sheet.js";
import { ownTab } from "./tabs.js";

/** @typedef {import("./note_sheet.js").Sheet} Sheet */

const CHANNEL = "paramarsh-notes";

/** @extends {Emitter<{changed: {}}>} */
export class Sheets extends Emitter {
  #api;
  #drafts;
  /** @type {Map<string, NoteSheet>} */
  #open = new Map();
  #channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(CHANNEL) : null;

  /** @param {Pick<import("../../api.js").Api, "get" | "patch">} api @param {Drafts} drafts */
  constructor(api, drafts) {
    super();
    this.#api = api;
    this.#drafts = drafts;
    if (this.#channel !== null) this.#channel.onmessage = ({ data }) => void this.#open.get(String(data))?.again();
  }

  /** @param {string} consultation */
  of(consultation) {
    const known = this.#open.get(consultation);
    if (known !== undefined) return known;
    const sheet = new NoteSheet(consultation, this.#api, this.#drafts);
    this.#open.set(consultation, sheet);
    sheet.on("changed", () => this.emit("changed", {}));
    sheet.on("saved", () => this.#channel?.postMessage(consultation)); // other windows of this browser show it at once
    void sheet.begin();
    return sheet;
  }

  /** What a crash has left is brought to the server, whoever stands in front now. */
  rescue() {
    for (const consultation of this.#drafts.consultations()) this.of(consultation);
  }

  /** The line is back, or the page is looked at. */
  again() {
    for (const sheet of this.#open.values()) void sheet.again();
  }

  /** Of whom something waits for the doctor's word. @returns {readonly string[]} */
  get undecided() {
    return [...this.#open].filter(([, { state }]) => state.conflicts.length > 0 || state.keeping === "late").map(([id]) => id);
  }

  /** Whether something would be lost if the page were closed now. */
  get isInDanger() {
    return [...this.#open.values()].some(({ state }) => state.isUnsaved && !state.isKeptHere);
  }

  close() {
    this.#channel?.close();
    for (const sheet of this.#open.values()) sheet.end();
  }
}

/** @param {Pick<import("../../api.js").Api, "get" | "patch">} api @param {string} staff whose notes */
export async function openSheets(api, staff) {
  const { tab, isOpen } = await ownTab();
  return new Sheets(api, new Drafts(localStorageOf(), staff, tab, isOpen));
}

function localStorageOf() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
