// The others' pictures, and one's own small over them.

import { html, useEffect, useLayoutEffect, useRef, useState } from "../../vendor/preact_htm.js";
import { say } from "../../words/words.js";
import { coveredBelow, layoutFor } from "./layout.js";
import { OwnPicture } from "./own_picture.js";
import { Tile } from "./tile.js";

/** @param {import("./call_view.js").CallProps} props */
export function Stage({ state, call }) {
  const [isBlocked, setBlocked] = useState(false);
  const [taps, setTaps] = useState(0);
  const [corner, setCorner] = useState(/** @type {import("./layout.js").Corner} */ ({ block: "end", inline: "end" }));
  /** @type {{current: HTMLElement}} */
  const stage = useRef(null);
  const shown = call.tiles.filter(({ video }) => video === "second").length;
  const isAlone = call.people.every(({ participant }) => participant === call.participant);
  useArrangement(stage, call.tiles.length - shown, shown);
  const tap = () => {
    setBlocked(false);
    setTaps(taps + 1);
  };
  const people = new Map(call.people.map((person) => [person.participant, person]));
  return html`<div class="stage ${call.tiles.length === 0 ? "is-empty" : ""}">
    <div id="tiles" ref=${stage} data-count=${call.tiles.length}>
      ${call.tiles.map(
        (tile) => html`<${Tile}
          key=${tile.key} tile=${tile} person=${people.get(tile.participant)} speaker=${state.devices.chosen.speaker} taps=${taps}
          onBlocked=${() => setBlocked(true)}
        />`,
      )}
    </div>
    ${call.tiles.length === 0 && html`<p id=${isAlone ? "alone" : "nobody-seen"} class="stage-words">${say(isAlone ? "alone" : "nobody_seen")}</p>`}
    <button id="tap-to-hear" class="big turn" type="button" hidden=${!isBlocked} onClick=${tap}>${say("tap_to_hear")}</button>
    <${OwnPicture} state=${state} call=${call} corner=${corner} setCorner=${setCorner} />
  </div>`;
}

/** @param {{current: HTMLElement}} stage @param {number} faces @param {number} shown */
function useArrangement(stage, faces, shown) {
  const arrange = () => {
    const { clientWidth, clientHeight, dataset } = stage.current;
    const { style } = /** @type {HTMLElement} */ (stage.current.parentElement);
    const { kind, columns, rows } = layoutFor(faces, shown, clientWidth, clientHeight);
    dataset.layout = kind;
    for (const [name, value] of Object.entries({ columns, rows, shown })) style.setProperty(`--${name}`, String(value));
    style.setProperty("--stage-height", `${clientHeight}px`);
    keepWordsClear(stage.current);
    dataset.overflows = "false";
    dataset.overflows = String(stage.current.scrollHeight > clientHeight + 1);
  };
  const latest = useRef(arrange);
  latest.current = arrange;
  useLayoutEffect(arrange);
  useEffect(() => {
    const watched = new ResizeObserver(() => latest.current());
    watched.observe(stage.current);
    return () => watched.disconnect();
  }, []);
}

/** No name stands under one's own picture, as long as there is room for it beside. @param {HTMLElement} stage */
function keepWordsClear(stage) {
  const own = stage.parentElement?.querySelector(".own")?.getBoundingClientRect();
  const tiles = [.../** @type {NodeListOf<HTMLElement>} */ (stage.querySelectorAll(".tile"))];
  for (const tile of tiles) cover(tile, { left: 0, right: 0 });
  if (own === undefined) return;
  for (const [tile, covered] of tiles.map((tile) => /** @type {const} */ ([tile, coveredBelow(tile.getBoundingClientRect(), own)]))) cover(tile, covered);
}

/** @param {HTMLElement} tile @param {{left: number, right: number}} covered */
function cover(tile, { left, right }) {
  tile.style.setProperty("--covered-left", `${left}px`);
  tile.style.setProperty("--covered-right", `${right}px`);
}
