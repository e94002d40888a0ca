// One of many, by the phone's own list.

import { html } from "../vendor/preact_htm.js";
import { describedBy, Labelled } from "./field.js";

/** @typedef {{value: string, word: string}} SelectOption */

/**
 * Nothing is chosen beforehand unless `value` says so; `empty` stands there until then.
 * @param {{name: string, label: string, hint?: string, error?: string, value: string, empty?: string, options: readonly SelectOption[], onChoose: (value: string) => void} & Record<string, unknown>} props
 */
export function Select({ name, label, hint, error, value, empty, options, onChoose, ...attributes }) {
  const choose = (/** @type {Event} */ event) => onChoose(/** @type {HTMLSelectElement} */ (event.target).value);
  return html`<${Labelled} name=${name} label=${label} hint=${hint} error=${error}>
    <select id=${name} name=${name} ...${describedBy(name, hint, error)} ...${attributes} onChange=${choose}>
      ${empty !== undefined && html`<option value="" selected=${value === ""}>${empty}</option>`}
      ${options.map((option) => html`<option key=${option.value} value=${option.value} selected=${option.value === value}>${option.word}</option>`)}
    </select>
  <//>`;
}
