// Who waits, in the order of places: a list that holds still under the pointer and is walked through by arrows.

import { html, useEffect, useRef, useState } from "../../vendor/preact_htm.js";
import { sayNumber } from "../../words/words.js";
import { say } from "../words.js";
import { ActionButton } from "./action_button.js";
import { keyCap } from "./keys.js";
import { NOTHING_SHOWN, rowAfter, shownAfter } from "./stable_list.js";
import { useNow } from "./ticking.js";
import { chipsOf, sayLanguage, sayLength, sayPerson } from "./words_of.js";

/** @typedef {import("./answers.js").Entry} Entry */
/** @typedef {import("./stable_list.js").Shown} Shown */
/** @typedef {ReturnType<typeof useStableList>} StableList */

/** @param {readonly Entry[]} entries in their right order */
export function useStableList(entries) {
  const ids = entries.map(({ id }) => id);
  const [shown, setShown] = useState(/** @type {Shown} */ (NOTHING_SHOWN));
  const known = useRef(/** @type {Map<string, Entry>} */ (new Map()));
  const held = useRef({ pointer: false, focus: false });
  const latest = useRef(ids);
  latest.current = ids;
  for (const entry of entries) known.current.set(entry.id, entry);
  const look = (isHeld = held.current.pointer || held.current.focus) => setShown((before) => shownAfter(before, latest.current, isHeld));
  useEffect(() => look(), [ids.join()]);
  const hold = (/** @type {"pointer" | "focus"} */ by, /** @type {boolean} */ isHeld) => {
    if (held.current[by] === isHeld) return;
    held.current[by] = isHeld;
    if (!isHeld) look();
  };
  return { shown, entryOf: (/** @type {string} */ id) => known.current.get(id) ?? null, hold, order: () => look(false) };
}

/**
 * `home`: the language that need not be said.
 * @param {{list: StableList, askedAt: number, opened: string | null, home: string, onOpen: (id: string) => void}} props
 */
export function WaitingList({ list, askedAt, opened, home, onOpen }) {
  const { shown, entryOf, hold } = list;
  const now = useNow();
  const [stop, setStop] = useState(/** @type {string | null} */ (null));
  const tabStop = [stop, opened, shown.rows[0]].find((id) => id && shown.rows.includes(id));
  const press = (/** @type {KeyboardEvent} */ event, /** @type {string} */ id) => {
    if (event.key === "Enter" || event.key === " ") return acted(event, () => onOpen(id));
    const next = rowAfter(shown.rows, id, event.key);
    if (next !== null) acted(event, () => focusRow(next, setStop));
  };
  return html`<div class="waiting-rows" onPointerEnter=${() => hold("pointer", true)} onPointerLeave=${() => hold("pointer", false)}
    onfocusin=${() => hold("focus", true)} onfocusout=${(/** @type {FocusEvent} */ event) => hold("focus", isWithin(event))}>
    <ul class="queue" role="listbox" aria-label=${say("list_title")}>
      ${shown.rows.map((id) => {
        const entry = entryOf(id);
        const isGone = shown.gone.includes(id);
        return entry !== null && html`<${Row} key=${id} entry=${entry} waited=${entry.waited_seconds + Math.max(0, now - askedAt)} home=${home} isOpen=${id === opened} isStop=${id === tabStop}
          isGone=${isGone} isFresh=${shown.fresh.includes(id)} onPress=${press} onOpen=${() => isGone || onOpen(id)} />`;
      })}
    </ul>
  </div>`;
}

/** In the list's head, so that nothing moves when somebody comes. @param {{shown: Shown, doings: import("./action_button.js").Doings}} props */
export function Newcomers({ shown: { fresh, isStale }, doings }) {
  const came = fresh.length > 0 ? say("newcomers", { count: fresh.length }) : "";
  return html`<span class="unseen" role="status">${came || (isStale ? say("order_changed") : "")}</span> <${ActionButton} doings=${doings} action="order" kind="small newcomers" word=${came || say("order_sort")} title=${say("key_of", { word: say("do_order"), key: keyCap("order") })} />`;
}

/**
 * @param {{entry: Entry, waited: number, home: string, isOpen: boolean, isStop: boolean, isGone: boolean, isFresh: boolean,
 *   onPress: (event: KeyboardEvent, id: string) => void, onOpen: () => void}} props
 */
function Row({ entry, waited, home, isOpen, isStop, isGone, isFresh, onPress, onOpen }) {
  const about = [sayPerson(entry.age, entry.gender), entry.language === home ? "" : sayLanguage(entry.language)].filter(Boolean);
  return html`<li id="row-${entry.id}" class="queue-row" role="option" tabindex=${isStop ? "0" : "-1"} aria-selected=${String(isOpen)} aria-disabled=${isGone ? "true" : undefined}
    data-urgent=${entry.is_urgent || entry.says_worse ? "" : undefined} data-not-mine=${entry.for_me ? undefined : ""} data-gone=${isGone ? "" : undefined} data-fresh=${isFresh ? "" : undefined}
    onClick=${onOpen} onKeyDown=${(/** @type {KeyboardEvent} */ event) => onPress(event, entry.id)}>
    <span class="queue-number">${sayNumber(entry.number)}</span>
    <span class="queue-who"><bdi class="name">${entry.name}</bdi> ${about.map((word) => html`<span key=${word} class="soft">${word}</span> `)}</span>
    <span class="queue-wait">${isGone ? say("row_gone") : sayLength(waited)}</span>
    ${entry.reason && html`<span class="queue-reason excerpt" dir="auto">${entry.reason}</span>`}
    <${Chips} entry=${entry} />
  </li>`;
}

/** @param {{entry: Entry}} props */
export function Chips({ entry }) {
  const chips = chipsOf(entry);
  return chips.length > 0 && html`<span class="marks">${chips.map(({ key, word, kind }) => html`<span key=${key} class="mark" data-kind=${kind}>${word}</span>`)}</span>`;
}

/** @param {string} id @param {(id: string) => void} setStop */
function focusRow(id, setStop) {
  setStop(id);
  document.getElementById(`row-${id}`)?.focus();
}

/** Whether the focus stays among the rows. @param {FocusEvent} event */
function isWithin({ currentTarget, relatedTarget }) {
  return relatedTarget instanceof Node && /** @type {HTMLElement} */ (currentTarget).contains(relatedTarget);
}

/** @param {Event} event @param {() => void} act */
function acted(event, act) {
  event.preventDefault();
  act();
}
