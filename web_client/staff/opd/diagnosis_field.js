// Provisional diagnoses, found by everyday words, titles or codes of ICD-10. A combobox of the WAI-ARIA Authoring Practices.

import { api } from "../../api.js";
import { html, useEffect, useRef, useState } from "../../vendor/preact_htm.js";
import { say } from "../words.js";
import { MOST_DIAGNOSES } from "./limits.js";

/** @typedef {import("./answers.js").Diagnosis} Diagnosis */

const TYPING_MS = 200;
const SHORTEST = 2;

/** @param {{diagnoses: readonly Diagnosis[], isClosed: boolean, onWrite: (diagnoses: readonly Diagnosis[]) => void}} props */
export function DiagnosisField({ diagnoses, isClosed, onWrite }) {
  /** @type {{current: HTMLElement}} */
  const box = useRef(null);
  const add = (/** @type {Diagnosis} */ found) => !diagnoses.some(({ code }) => code === found.code) && onWrite([...diagnoses, { code: found.code, title: found.title }]);
  const remove = (/** @type {string} */ code) => {
    onWrite(diagnoses.filter((one) => one.code !== code));
    box.current.querySelector("input")?.focus(); // the button that had it goes
  };
  return html`<div class="field note-field" ref=${box}>
    <label for="diagnosis">${say("note_diagnoses")}</label>
    ${diagnoses.length > 0 && html`<ul class="diagnoses">${diagnoses.map(({ code, title }) => html`<li key=${code}>
      <span><bdi class="code" dir="ltr">${code}</bdi> <span dir="auto">${title}</span></span>
      ${!isClosed && html`<button class="small" type="button" aria-label=${say("diagnosis_remove_of", { title })} title=${say("diagnosis_remove")} onClick=${() => remove(code)}>×</button>`}
    </li>`)}</ul>`}
    ${!isClosed && diagnoses.length < MOST_DIAGNOSES && html`<${Search} onFound=${add} />`}
  </div>`;
}

/** @param {{onFound: (found: Diagnosis) => void}} props */
function Search({ onFound }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const { found, isAsked, isAway } = useFound(text.trim());
  useEffect(() => setAt(0), [found]);
  const isShown = isOpen && text.trim().length >= SHORTEST && isAsked;
  const take = (/** @type {Diagnosis | undefined} */ one) => {
    if (one === undefined) return;
    onFound(one);
    setText("");
    setOpen(false);
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && isShown) acted(event, () => setOpen(false));
    else if (event.key === "Enter") acted(event, () => isShown && take(found[at]));
    else if (move !== undefined && isShown && found.length > 0) acted(event, () => setAt((at + move + found.length) % found.length));
    else if (move !== undefined) setOpen(true);
  };
  const write = (/** @type {InputEvent} */ event) => {
    setText(/** @type {HTMLInputElement} */ (event.target).value);
    setOpen(true);
  };
  return html`<div class="combobox">
    <input id="diagnosis" type="text" role="combobox" autocomplete="off" spellcheck=${false} dir="auto" placeholder=${say("diagnosis_hint")} maxlength="100" aria-autocomplete="list" aria-expanded=${String(isShown && found.length > 0)}
      aria-controls="diagnosis-list" aria-activedescendant=${isShown && found.length > 0 ? `diagnosis-${at}` : undefined} value=${text} onInput=${write} onKeyDown=${press} onBlur=${() => setOpen(false)} />
    <ul id="diagnosis-list" class="combobox-list" role="listbox" aria-label=${say("note_diagnoses")} hidden=${!isShown || found.length === 0}>
      ${found.map(({ code, title }, index) => html`<li key=${code} id="diagnosis-${index}" role="option" aria-selected=${String(index === at)} onMouseDown=${(/** @type {Event} */ event) => acted(event, () => take(found[index]))}>
        <bdi class="code" dir="ltr">${code}</bdi> <span dir="auto">${title}</span></li>`)}
    </ul>
    <p class="soft" role="status">${isShown && found.length === 0 && text.trim() !== "" ? say(isAway ? "diagnosis_away" : "diagnosis_none") : ""}</p>
    <${Seen} at=${at} isShown=${isShown} />
  </div>`;
}

/** The one that Enter takes is in sight. @param {{at: number, isShown: boolean}} props */
function Seen({ at, isShown }) {
  useEffect(() => void (isShown && document.getElementById(`diagnosis-${at}`)?.scrollIntoView({ block: "nearest" })), [at, isShown]);
  return null;
}

/** Asked when the writing rests. @param {string} text */
function useFound(text) {
  const [state, setState] = useState(/** @type {{found: readonly Diagnosis[], isAsked: boolean, isAway: boolean}} */ ({ found: [], isAsked: false, isAway: false }));
  useEffect(() => {
    setState((before) => ({ ...before, isAsked: before.isAsked && text.length > SHORTEST }));
    if (text.length < SHORTEST) return undefined;
    const gone = new AbortController();
    const show = (/** @type {readonly Diagnosis[]} */ found, isAway = false) => gone.signal.aborted || setState({ found, isAsked: true, isAway });
    const timer = setTimeout(() => api.get(`/api/icd10?text=${encodeURIComponent(text)}`, { signal: gone.signal }).then(({ found }) => show(found), () => show([], true)), TYPING_MS);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [text]);
  return state;
}

/** @param {Event} event @param {() => void} act */
function acted(event, act) {
  event.preventDefault();
  act();
}
