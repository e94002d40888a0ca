// The tree as a reader of trees expects it: one stop of the Tab key, arrows within (WAI-ARIA Authoring Practices).

import { Problem } from "../../parts/notice.js";
import { html, useState } from "../../vendor/preact_htm.js";
import { useAct } from "../asking.js";
import { hashOf } from "../rooms.js";
import { say } from "../words.js";
import { keyInTree, rowsOf } from "./facility_tree.js";

/** @typedef {import("./facility_tree.js").Row} Row */

/** @param {{tree: import("./facility_tree.js").Tree, chosen: string | null, onOpen: (id: string, isOpen: boolean) => Promise<void>}} props */
export function TreeView({ tree, chosen, onOpen }) {
  const rows = rowsOf(tree);
  const act = useAct();
  const [stop, setStop] = useState(/** @type {string | null} */ (null));
  const tabStop = [stop, chosen, rows[0]?.facility.id].find((id) => rows.some((row) => row.facility.id === id));
  const open = (/** @type {string} */ id, /** @type {boolean} */ isOpen) => act.run(() => onOpen(id, isOpen));
  const choose = (/** @type {string} */ id) => {
    setStop(id);
    location.hash = hashOf("facilities", id);
  };
  const press = (/** @type {KeyboardEvent} */ event, /** @type {string} */ id) => {
    if (event.key === "Enter" || event.key === " ") return acted(event, () => choose(id));
    const wish = keyInTree(rows, id, event.key);
    if (wish === null) return;
    acted(event, () => {
      if ("focus" in wish) {
        setStop(wish.focus);
        rowElement(wish.focus)?.focus();
      } else if ("open" in wish) void open(wish.open, true);
      else void open(wish.close, false);
    });
  };
  if (rows.length === 0) return html`<p class="nothing soft">${say("facility_none")}</p>`;
  return html`<${Problem} problem=${act.problem} />
    <ul class="tree" role="tree" aria-label=${say("room_facilities")}>
      ${rows.map((row) => html`<${TreeRow} key=${row.facility.id} row=${row} isChosen=${row.facility.id === chosen} isStop=${row.facility.id === tabStop} onPress=${press} onChoose=${choose} onTurn=${open} />`)}
    </ul>`;
}

/** @param {{row: Row, isChosen: boolean, isStop: boolean, onPress: (event: KeyboardEvent, id: string) => void, onChoose: (id: string) => void, onTurn: (id: string, isOpen: boolean) => void}} props */
function TreeRow({ row: { facility, depth, isOpen, place, siblings, isLeaf }, isChosen, isStop, onPress, onChoose, onTurn }) {
  const hasBelow = !isLeaf;
  const turn = (/** @type {Event} */ event) => {
    event.stopPropagation();
    onTurn(facility.id, !isOpen);
  };
  return html`<li id="tree-${facility.id}" role="treeitem" class="tree-row" data-depth=${depth} data-closed=${facility.active ? undefined : ""} tabindex=${isStop ? "0" : "-1"}
    aria-level=${depth} aria-posinset=${place} aria-setsize=${siblings} aria-expanded=${hasBelow ? String(isOpen) : undefined} aria-selected=${String(isChosen)}
    onKeyDown=${(/** @type {KeyboardEvent} */ event) => onPress(event, facility.id)} onClick=${() => onChoose(facility.id)}>
    <span class="turn-branch" data-open=${isOpen ? "" : undefined} data-empty=${hasBelow ? undefined : ""} aria-hidden="true" onClick=${hasBelow ? turn : undefined}></span>
    <span class="tree-name"><bdi>${facility.name}</bdi> <span class="soft">${say(`kind_${facility.kind}`)}${facility.active ? "" : ` · ${say("facility_is_closed")}`}</span></span>
  </li>`;
}

/** @param {Event} event @param {() => void} act */
function acted(event, act) {
  event.preventDefault();
  act();
}

/** @param {string} id */
function rowElement(id) {
  return document.getElementById(`tree-${id}`);
}
