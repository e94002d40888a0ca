// What is written in a consultation: the notes, and the prescription beside them.

import { html, useState } from "../../vendor/preact_htm.js";
import { say } from "../words.js";
import { NotesColumn } from "./notes_column.js";
import { RxDoor } from "./prescription/rx_door.js";

/** @typedef {"notes" | "prescription"} PaperName */

const PAPERS = /** @type {readonly PaperName[]} */ (["notes", "prescription"]);

/**
 * @param {{consultation: import("./answers.js").Consultation, sheet: import("./note_sheet.js").NoteSheet, doings: import("./action_button.js").Doings,
 *   store: import("./desk_store.js").DeskStore, spoken: import("./identifiers.js").Spoken}} props
 */
export function Papers({ consultation, sheet, doings, store, spoken }) {
  const [paper, setPaper] = useState(/** @type {PaperName} */ ("notes"));
  return html`<div class="papers" role="group" aria-label=${say("papers")}>${PAPERS.map((name) => html`<button key=${name} class="small" type="button" data-paper=${name} aria-pressed=${String(name === paper)} onClick=${() => setPaper(name)}>${say(`paper_${name}`)}</button>`)}</div>
    ${paper === "notes"
      ? html`<${NotesColumn} sheet=${sheet} consultation=${consultation} doings=${doings} store=${store} />`
      : html`<${RxDoor} consultation=${consultation} notes=${sheet} spoken=${spoken} />`}`;
}
