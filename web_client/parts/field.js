// A labelled field: what it wants, how to write it, and what is wrong with it, all three tied together for whoever hears the page.

import { html } from "../vendor/preact_htm.js";

/**
 * @typedef {object} FieldProps
 * @property {string} name the field's name in the API, and its id on the page
 * @property {string} label
 * @property {string} [hint] a sentence under the label
 * @property {string} [error] a sentence that says what to do; none: nothing is wrong
 * @property {string} [lead] stands before the writing, such as "+91"
 * @property {string} [value]
 * @property {(value: string) => void} onWrite
 * @property {string} [type]
 */

/** Whatever else is given (`autocomplete`, `inputmode`, `maxlength` …) goes to the input itself. @param {FieldProps & Record<string, unknown>} props */
export function Field({ name, label, hint, error, lead, value, onWrite, ...attributes }) {
  const write = (/** @type {InputEvent} */ event) => onWrite(/** @type {HTMLInputElement} */ (event.target).value);
  return html`<${Labelled} name=${name} label=${label} hint=${hint} error=${error}>
    <span class=${lead ? "with-lead" : "plain"}>
      ${lead && html`<span class="lead" aria-hidden="true"><bdi dir="ltr">${lead}</bdi></span>`}
      <input id=${name} name=${name} dir="auto" value=${value ?? ""} ...${describedBy(name, hint, error)} ...${attributes} onInput=${write} />
    </span>
  <//>`;
}

/** Several lines. @param {FieldProps & Record<string, unknown>} props */
export function LongField({ name, label, hint, error, value, onWrite, lead: _, ...attributes }) {
  const write = (/** @type {InputEvent} */ event) => onWrite(/** @type {HTMLTextAreaElement} */ (event.target).value);
  return html`<${Labelled} name=${name} label=${label} hint=${hint} error=${error}>
    <textarea id=${name} name=${name} dir="auto" rows="4" value=${value ?? ""} ...${describedBy(name, hint, error)} ...${attributes} onInput=${write}></textarea>
  <//>`;
}

/** The frame of any single field. @param {{name: string, label: string, hint?: string, error?: string, children?: unknown}} props */
export function Labelled({ name, label, hint, error, children }) {
  return html`<div class="field" data-wrong=${error ? "" : undefined}>
    <label for=${name}>${label}</label>
    ${hint && html`<span class="hint" id="${name}-hint">${hint}</span>`} ${children}
    ${error && html`<span class="field-error" id="${name}-error">${error}</span>`}
  </div>`;
}

/** What a screen reader says with the field. @param {string} name @param {string} [hint] @param {string} [error] */
export function describedBy(name, hint, error) {
  const ids = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(" ");
  return { "aria-describedby": ids || undefined, "aria-invalid": error ? "true" : undefined };
}

/** One of a few, each a large button with its word; `isLong`: each takes a whole line. @param {{name: string, label: string, hint?: string, error?: string, value: string | null, isLong?: boolean, options: readonly {value: string, word: unknown}[], onChoose: (value: string) => void, disabled?: boolean}} props */
export function Choice({ name, label, hint, error, value, options, onChoose, isLong = false, disabled }) {
  return html`<fieldset class="choice" data-wrong=${error ? "" : undefined} disabled=${disabled} ...${describedBy(name, hint, error)}>
    <legend>${label}</legend>
    ${hint && html`<span class="hint" id="${name}-hint">${hint}</span>`}
    <div class="options ${isLong ? "one" : ""}">
      ${options.map(
        (option, index) => html`<label class="option" key=${option.value}>
          <input type="radio" name=${name} id=${index === 0 ? name : undefined} value=${option.value} checked=${option.value === value} onChange=${() => onChoose(option.value)} />
          <span>${option.word}</span>
        </label>`,
      )}
    </div>
    ${error && html`<span class="field-error" id="${name}-error">${error}</span>`}
  </fieldset>`;
}

/** A box to tick, never ticked beforehand. @param {{name: string, label: unknown, error?: string, value: boolean, onTick: (ticked: boolean) => void}} props */
export function TickBox({ name, label, error, value, onTick }) {
  return html`<div class="tick-box" data-wrong=${error ? "" : undefined}>
    <label class="option">
      <input id=${name} type="checkbox" checked=${value} ...${describedBy(name, undefined, error)} onChange=${(/** @type {Event} */ event) => onTick(/** @type {HTMLInputElement} */ (event.target).checked)} />
      <span>${label}</span>
    </label>
    ${error && html`<span class="field-error" id="${name}-error">${error}</span>`}
  </div>`;
}

/** Takes the reader to the first field that is wrong, once it is drawn. @param {Element | null} form */
export function focusFirstWrong(form) {
  setTimeout(() => /** @type {HTMLElement | null} */ (form?.querySelector("[data-wrong] :is(input, select, textarea)"))?.focus(), 0);
}
