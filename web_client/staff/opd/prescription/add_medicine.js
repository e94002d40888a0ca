// A medicine by its first letters: typed, chosen with the arrows, put in with Enter. Only what stands in sight is put in.

import { api } from "../../../api.js";
import { html, useEffect, useRef, useState } from "../../../vendor/preact_htm.js";
import { lineOf, namedLine } from "./lines.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").Medicine} Medicine */
/** `of`: what was asked for. @typedef {{of: string, medicines: readonly Medicine[], isAway: boolean}} Found */

const REST_MS = 120;
const NOTHING = Object.freeze({ of: "", medicines: [], isAway: false });

/** @param {{onAdd: (line: import("./answers.js").Line) => void}} props */
export function AddMedicine({ onAdd }) {
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const name = query.trim().replace(/\s+/g, " ");
  const found = useFound(name);
  /** @type {{current: HTMLInputElement}} */
  const input = useRef(null);
  useEffect(() => input.current.focus({ preventScroll: true }), []);
  const isSearching = found.of !== name;
  const options = name === "" || isSearching ? [] : [...found.medicines, null];
  useEffect(() => document.getElementById("rx-found")?.scrollIntoView({ block: "nearest" }), [options.length]);
  useEffect(() => document.getElementById(`rx-option-${at}`)?.scrollIntoView({ block: "nearest" }), [at]);
  const add = (/** @type {Medicine | null} */ medicine) => {
    setQuery("");
    setAt(0);
    onAdd(medicine === null ? namedLine(name) : lineOf(medicine));
  };
  const write = (/** @type {Event} */ event) => {
    setQuery(/** @type {HTMLInputElement} */ (event.target).value);
    setAt(0);
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && options.length > 0) setAt((at + step + options.length) % options.length);
    else if (event.key === "Enter" && name !== "") options.length > 0 && add(options[Math.min(at, options.length - 1)]);
    else if (event.key === "Escape" && query !== "") setQuery("");
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<div class="field add-medicine">
    <label for="rx-add">${say("rx_add")}</label>
    <input id="rx-add" ref=${input} type="text" role="combobox" autocomplete="off" spellcheck=${false} dir="auto" maxlength="80" placeholder=${say("rx_add_hint")} aria-expanded=${String(options.length > 0)} aria-controls="rx-found" aria-autocomplete="list"
      aria-activedescendant=${options.length > 0 ? `rx-option-${at}` : undefined} value=${query} onInput=${write} onKeyDown=${press} />
    <ul id="rx-found" role="listbox" aria-label=${say("rx_found")} hidden=${options.length === 0}>
      ${options.map((one, place) => html`<${Option} key=${one?.id ?? "typed"} medicine=${one} place=${place} name=${name} isChosen=${place === at} onChoose=${() => add(one)} />`)}
    </ul>
    <p class="soft search-state" role="status">${name !== "" && (isSearching ? say("rx_searching") : found.isAway && say("rx_search_away"))}</p>
  </div>`;
}

/** @param {{medicine: Medicine | null, place: number, name: string, isChosen: boolean, onChoose: () => void}} props `null`: none of them, but what was typed */
function Option({ medicine, place, name, isChosen, onChoose }) {
  const choose = (/** @type {Event} */ event) => {
    event.preventDefault(); // the focus stays
    onChoose();
  };
  return html`<li id="rx-option-${place}" role="option" aria-selected=${String(isChosen)} data-typed=${medicine === null ? "" : undefined} onMouseDown=${choose}>
    ${medicine === null
      ? html`<span>${say("rx_by_name", { name })}</span> <span class="soft">${say("rx_by_name_means")}</span>`
      : html`<span><bdi class="name">${medicine.name}</bdi> <bdi>${medicine.strength}</bdi></span> <span class="soft">${say(`rx_form_${medicine.form}`)} <bdi>${medicine.brands.join(", ")}</bdi></span>`}</li>`;
}

/** What was found last, and of which letters; who goes on typing is not kept with an older answer. @param {string} name @returns {Found} */
function useFound(name) {
  const [found, setFound] = useState(/** @type {Found} */ (NOTHING));
  useEffect(() => {
    if (name === "") return setFound(NOTHING);
    const gone = new AbortController();
    const come = (/** @type {Found} */ answer) => !gone.signal.aborted && setFound(answer);
    const ask = () => api.get(`/api/desk/medicines?q=${encodeURIComponent(name)}&limit=12`, { signal: gone.signal }).then(({ medicines }) => come({ of: name, medicines, isAway: false }), () => come({ of: name, medicines: [], isAway: true }));
    const timer = setTimeout(ask, REST_MS);
    return () => { gone.abort(); clearTimeout(timer); };
  }, [name]);
  return found;
}
