// One's own picture, small, in a corner of the stage: dragged, moved by arrow keys, or sent to the next corner by a tap.

import { html, useRef } from "../../vendor/preact_htm.js";
import { say } from "../../words/words.js";
import { Icon } from "../icons.js";
import { MediaVideo } from "../media_video.js";
import { movedCorner, nearestCorner } from "./layout.js";

/** @typedef {import("./layout.js").Corner} Corner */

const DRAGGED_PX = 8;

/** @param {{state: import("../../state.js").State, call: import("../../state.js").CallState, corner: Corner, setCorner: (corner: Corner) => void}} props */
export function OwnPicture({ state, call, corner, setCorner }) {
  const drag = useDrag(setCorner);
  const { stream, hasCamera, facing } = state.devices;
  if (!state.grants.includes("publish")) return null;
  const own = call.people.find(({ participant }) => participant === call.participant);
  const isSeen = call.wish.camera && hasCamera && stream !== null && own?.camera !== "muted";
  const arrow = (/** @type {KeyboardEvent} */ event) => {
    const moved = movedCorner(corner, event.key, isRightToLeft());
    if (moved === null) return;
    event.preventDefault();
    setCorner(moved);
  };
  const next = () => drag.wasDragged() || setCorner(after(corner));
  return html`<button
    class="own ${isSeen ? "has-picture" : ""}" type="button" aria-label="${say("you")}. ${say("own_move")}" title=${say("own_move")} data-corner="${corner.block}-${corner.inline}"
    onClick=${next} onKeyDown=${arrow} ...${drag.handlers}
  >
    <${MediaVideo} id="own" stream=${isSeen ? stream : null} isMuted=${true} isMirrored=${facing !== "environment"} />
    ${!isSeen && html`<${Icon} name="camera_off" />`}
    <span class="own-name">${say("you")}</span>
  </button>`;
}

/** Once round. @param {Corner} corner @returns {Corner} */
function after({ block, inline }) {
  return block === inline ? { block, inline: inline === "end" ? "start" : "end" } : { block: block === "end" ? "start" : "end", inline };
}

/** @param {(corner: Corner) => void} drop */
function useDrag(drop) {
  const from = useRef(/** @type {{x: number, y: number, isFar: boolean} | null} */ (null));
  const wasFar = useRef(false);
  const handlers = {
    onPointerDown(/** @type {PointerEvent} */ event) {
      from.current = { x: event.clientX, y: event.clientY, isFar: false };
      wasFar.current = false;
      elementOf(event).setPointerCapture(event.pointerId);
    },
    onPointerMove(/** @type {PointerEvent} */ event) {
      const start = from.current;
      if (start === null) return;
      const [x, y] = [event.clientX - start.x, event.clientY - start.y];
      start.isFar ||= Math.hypot(x, y) > DRAGGED_PX;
      if (start.isFar) elementOf(event).style.transform = `translate(${x}px, ${y}px)`;
    },
    onPointerUp(/** @type {PointerEvent} */ event) {
      wasFar.current = from.current?.isFar ?? false;
      from.current = null;
      if (wasFar.current) drop(cornerUnder(elementOf(event)));
      elementOf(event).style.transform = "";
    },
    onPointerCancel(/** @type {PointerEvent} */ event) {
      from.current = null;
      elementOf(event).style.transform = "";
    },
  };
  return { handlers, wasDragged: () => wasFar.current };
}

/** @param {HTMLElement} element */
function cornerUnder(element) {
  const { left, top, width, height } = element.getBoundingClientRect();
  const stage = /** @type {HTMLElement} */ (element.parentElement).getBoundingClientRect();
  return nearestCorner({ x: left + width / 2, y: top + height / 2 }, stage, isRightToLeft());
}

/** @param {Event} event */
function elementOf(event) {
  return /** @type {HTMLElement} */ (event.currentTarget);
}

function isRightToLeft() {
  return document.documentElement.dir === "rtl";
}
