// The way into the prescription: its words, looks and code are loaded when a doctor opens it.

import { html } from "../../../vendor/preact_htm.js";
import { alsoSpeak } from "../../../words/words.js";
import { useLoaded } from "../../asking.js";
import { Loading } from "../../loading.js";
import { styled } from "../../styled.js";

/** @typedef {typeof import("./rx_column.js")} Column */

/**
 * @typedef {object} RxProps
 * @property {import("../answers.js").Consultation} consultation
 * @property {import("../sheets.js").Sheets} sheets
 * @property {import("../identifiers.js").Spoken} spoken
 * @property {() => void} onNotes turns to the notes, where the diagnosis is written
 */

/** @param {RxProps} props */
export function RxDoor(props) {
  const column = useLoaded(opened, []);
  return html`<${Loading} loaded=${column} show=${(/** @type {Column} */ { RxColumn }) => html`<${RxColumn} key=${props.consultation.id} ...${props} />`} />`;
}

/** @returns {Promise<Column>} */
async function opened() {
  const [column] = await Promise.all([import("./rx_column.js"), alsoSpeak("prescribing"), styled("/design/prescribing.css")]);
  return column;
}
