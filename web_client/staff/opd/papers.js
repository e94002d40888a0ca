// What is written in a consultation: the notes, and the prescription beside them.

import { html } from "../../vendor/preact_htm.js";
import { say } from "../words.js";
import { keyCap } from "./keys.js";
import { NotesColumn } from "./notes_column.js";
import { RxDoor } from "./prescription/rx_door.js";

/** @typedef {"notes" | "prescription"} PaperName */

const PAPERS = /** @type {readonly PaperName[]} */ (["notes", "prescription"]);

/**
 * @param {{consultation: import("./answers.js").Consultation, sheets: import("./sheets.js").Sheets, paper: PaperName, doings: import("./action_button.js").Doings,
 *   store: import("./desk_store.js").DeskStore, spoken: import("./identifiers.js").Spoken}} props
 */
export function Papers({ consultation, sheets, paper, doings, store, spoken }) {
  return html`<div class="papers" role="group" aria-label=${say("papers")}>${PAPERS.map((name) => html`<button key=${name} class="small has-key" type="button" data-paper=${name} aria-pressed=${String(name === paper)} title=${say("key_of", { word: say(`do_${name}`), key: keyCap(name) })} onClick=${() => doings.press(name)}>${say(`paper_${name}`)}<kbd class="key" aria-hidden="true">${keyCap(name)}</kbd></button>`)}</div>
    ${paper === "notes"
      ? html`<${NotesColumn} sheet=${sheets.of(consultation.id)} consultation=${consultation} doings=${doings} store=${store} />`
      : html`<${RxDoor} consultation=${consultation} sheets=${sheets} spoken=${spoken} onNotes=${() => doings.press("notes")} />`}`;
}
