// All notes that are open on this page, also of patients who are not in front: nothing of them is lost on the way.

import { Emitter } from "../../emitter.js";
import { Drafts } from "./drafts.js";
import { NoteSheet } from "./note_sheet.js";
import { ownTab } from "./tabs.js";

/** @typedef {import("./note_sheet.js").Sheet} Sheet */
/** @typedef {import("./prescription/rx_sheet.js").RxSheet} RxSheet */

const CHANNEL = "paramarsh-notes";
const PRESCRIPTIONS = "prescription";

/** @extends {Emitter<{changed: {}}>} */
export class Sheets extends Emitter {
  #api;
  #drafts;
  #rxDrafts;
  /** @type {Map<string, NoteSheet>} */
  #open = new Map();
  /** @type {Map<string, RxSheet>} */
  #prescriptions = new Map();
  #channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(CHANNEL) : null;

  /** @param {Pick<import("../../api.js").Api, "get" | "patch">} api @param {Drafts} drafts @param {Drafts} rxDrafts of prescriptions */
  constructor(api, drafts, rxDrafts) {
    super();
    this.#api = api;
    this.#drafts = drafts;
    this.#rxDrafts = rxDrafts;
    if (this.#channel !== null) this.#channel.onmessage = ({ data }) => this.#changedElsewhere(String(data));
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

  /** The prescription of the same consultation; its code comes when one is opened first. @param {string} consultation @param {(drafts: Drafts) => RxSheet} open */
  prescription(consultation, open) {
    const known = this.#prescriptions.get(consultation);
    if (known !== undefined) return known;
    const rx = open(this.#rxDrafts);
    this.#prescriptions.set(consultation, rx);
    rx.on("changed", () => this.emit("changed", {}));
    rx.on("saved", () => this.#channel?.postMessage(consultation));
    this.of(consultation).on("saved", () => void rx.load()); // a diagnosis may be there now
    void rx.begin();
    return rx;
  }

  /** What a crash has left is brought to the server, whoever stands in front now. */
  rescue() {
    for (const consultation of this.#drafts.consultations()) this.of(consultation);
  }

  /** The line is back, or the page is looked at. */
  again() {
    for (const sheet of [...this.#open.values(), ...this.#prescriptions.values()]) void sheet.again();
  }

  /** Of whom something waits for the doctor's word. @returns {readonly string[]} */
  get undecided() {
    const notes = [...this.#open].filter(([, { state }]) => state.conflicts.length > 0 || state.keeping === "late");
    const prescriptions = [...this.#prescriptions].filter(([, { conflicts, keeping }]) => conflicts.length > 0 || keeping === "late");
    return [...new Set([...notes, ...prescriptions].map(([id]) => id))];
  }

  /** Whether something would be lost if the page were closed now. */
  get isInDanger() {
    return [...[...this.#open.values()].map(({ state }) => state), ...this.#prescriptions.values()].some(({ isUnsaved, isKeptHere }) => isUnsaved && !isKeptHere);
  }

  close() {
    this.#channel?.close();
    for (const sheet of [...this.#open.values(), ...this.#prescriptions.values()]) sheet.end();
  }

  /** @param {string} consultation */
  #changedElsewhere(consultation) {
    void this.#open.get(consultation)?.again();
    void this.#prescriptions.get(consultation)?.again();
  }
}

/** @param {Pick<import("../../api.js").Api, "get" | "patch">} api @param {string} staff whose notes */
export async function openSheets(api, staff) {
  const { tab, isOpen } = await ownTab();
  const drafts = (/** @type {string | undefined} */ family) => new Drafts(localStorageOf(), staff, tab, isOpen, family);
  return new Sheets(api, drafts(undefined), drafts(PRESCRIPTIONS));
}

function localStorageOf() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
