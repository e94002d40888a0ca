// The medicines of the prescription, one card each; what was taken off can be taken back.

import { Problem } from "../../../parts/notice.js";
import { html, useEffect, useRef, useState } from "../../../vendor/preact_htm.js";
import { useAct } from "../../asking.js";
import { LineCard } from "./line_card.js";
import { withLine } from "./lines.js";
import { keepFavourite } from "./sources.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").Line} Line */

/** @param {{sheet: import("./answers.js").Sheet, lines: readonly Line[], isClosed: boolean, onPut: (lines: readonly Line[]) => void}} props */
export function LinesView({ sheet, lines, isClosed, onPut }) {
  const [removed, setRemoved] = useState(/** @type {{line: Line, place: number} | null} */ (null));
  const [kept, setKept] = useState(/** @type {readonly string[]} */ ([]));
  const act = useAct();
  const verdictOf = (/** @type {string} */ id) => sheet.verdict.lines.find(({ line }) => line === id);
  const { medicines, relation } = sheet.context;
  const mayContinue = relation === "follow_up" || (medicines !== null && medicines !== "none");
  const change = (/** @type {Line} */ line) => onPut(lines.map((one) => (one.id === line.id ? line : one)));
  const remove = (/** @type {Line} */ line, /** @type {number} */ place) => {
    setRemoved({ line, place });
    onPut(lines.filter(({ id }) => id !== line.id));
  };
  const undo = () => {
    if (removed === null) return;
    onPut(withLine(lines, removed.line, removed.place));
    setRemoved(null);
  };
  const favour = async (/** @type {Line} */ line) => (await act.run(() => keepFavourite(line))) && setKept([...kept, line.id]);
  return html`
    ${removed !== null && !isClosed && html`<${Removed} key=${removed.line.id} name=${removed.line.name} onUndo=${undo} />`}
    <${Problem} problem=${act.problem} />
    <p class="unseen" role="status">${kept.length > 0 && say("rx_kept_favourite")}</p>
    <ol class="rx-lines">${lines.map((line, place) => html`<${LineCard} key=${line.id} line=${line} verdict=${verdictOf(line.id)} mayContinue=${mayContinue} isClosed=${isClosed} favourite=${kept.includes(line.id) ? "kept" : "none"} onWrite=${change} onRemove=${() => remove(line, place)} onFavourite=${() => void favour(line)} />`)}</ol>`;
}

/** @param {{name: string, onUndo: () => void}} props */
function Removed({ name, onUndo }) {
  /** @type {{current: HTMLButtonElement}} */
  const button = useRef(null);
  useEffect(() => button.current.focus(), []);
  return html`<p class="note rx-removed" role="status">${say("rx_removed", { name })} <button class="link inline" type="button" ref=${button} onClick=${onUndo} data-undo>${say("rx_undo")}</button></p>`;
}
