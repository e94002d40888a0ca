// A medicine by its first letters: typed, chosen with the arrows, put in with Enter.

import { api } from "../../../api.js";
import { html, useEffect, useRef, useState } from "../../../vendor/preact_htm.js";
import { lineOf, namedLine } from "./lines.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").Medicine} Medicine */

const REST_MS = 120;

/** @param {{onAdd: (line: import("./answers.js").Line) => void}} props */
export function AddMedicine({ onAdd }) {
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const found = useFound(query);
  /** @type {{current: HTMLInputElement}} */
  const input = useRef(null);
  const name = query.trim();
  const options = name === "" ? [] : [...found, null];
  const add = (/** @type {Medicine | null} */ medicine) => {
    onAdd(medicine === null ? namedLine(name) : lineOf(medicine));
    setQuery("");
    setAt(0);
  };
  const move = (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && options.length > 0) setAt((at + step + options.length) % options.length);
    else if (event.key === "Enter" && options.length > 0) add(options[Math.min(at, options.length - 1)]);
    else if (event.key === "Escape" && query !== "") setQuery("");
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<div class="field add-medicine">
    <label for="rx-add">${say("rx_add")}</label>
    <input id="rx-add" ref=${input} type="text" role="combobox" autocomplete="off" spellcheck=${false} dir="auto" maxlength="80" placeholder=${say("rx_add_hint")} aria-expanded=${String(options.length > 0)} aria-controls="rx-found" aria-autocomplete="list"
      aria-activedescendant=${options.length > 0 ? `rx-option-${at}` : undefined} value=${query} onInput=${(/** @type {Event} */ event) => { setQuery(/** @type {HTMLInputElement} */ (event.target).value); setAt(0); }} onKeyDown=${move} />
    <ul id="rx-found" role="listbox" aria-label=${say("rx_found")} hidden=${options.length === 0}>
      ${options.map((one, place) => html`<li id="rx-option-${place}" key=${one?.id ?? "typed"} role="option" aria-selected=${String(place === at)} onMouseDown=${(/** @type {Event} */ event) => { event.preventDefault(); add(one); }}>
        ${one === null ? html`<span>${say("rx_by_name", { name })}</span> <span class="soft">${say("rx_by_name_means")}</span>` : html`<bdi class="name">${one.name}</bdi> <bdi>${one.strength}</bdi> <span class="soft">${say(`rx_form_${one.form}`)} ${one.brands.join(", ")}</span>`}</li>`)}
    </ul>
  </div>`;
}

/** @param {string} query @returns {readonly Medicine[]} */
function useFound(query) {
  const [found, setFound] = useState(/** @type {readonly Medicine[]} */ ([]));
  useEffect(() => {
    if (query.trim() === "") return setFound([]);
    const gone = new AbortController();
    const ask = () => api.get(`/api/desk/medicines?q=${encodeURIComponent(query.trim())}`).then(({ medicines }) => !gone.signal.aborted && setFound(medicines), () => {});
    const timer = setTimeout(ask, REST_MS);
    return () => { gone.abort(); clearTimeout(timer); };
  }, [query]);
  return found;
}
