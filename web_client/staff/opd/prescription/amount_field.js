// An amount of a medicine at one time of the day: by the arrows, by the buttons, or typed as ½, 1/2 or 0.5.

import { html, useState } from "../../../vendor/preact_htm.js";
import { amountOf, figure } from "./shorthand.js";
import { say } from "./words.js";

const STEP = 0.5;
const MOST = 100;

/** @param {{word: string, value: number, isClosed: boolean, onWrite: (value: number) => void}} props */
export function AmountField({ word, value, isClosed, onWrite }) {
  const [typed, setTyped] = useState(/** @type {string | null} */ (null));
  const put = (/** @type {number} */ amount) => {
    setTyped(null);
    onWrite(Math.min(MOST, Math.max(0, amount)));
  };
  const write = (/** @type {Event} */ event) => {
    const text = /** @type {HTMLInputElement} */ (event.target).value;
    const amount = amountOf(text);
    setTyped(text);
    if (amount >= 0 && amount <= MOST) onWrite(amount);
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowUp: STEP, ArrowDown: -STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    put(value + step);
  };
  return html`<div class="amount" role="group" aria-label=${word} data-none=${value === 0 ? "" : undefined}>
    <span class="amount-word" aria-hidden="true">${word}</span>
    <div class="stepper">
      <button type="button" tabindex="-1" disabled=${isClosed || value <= 0} aria-label=${say("rx_less", { time: word })} onClick=${() => put(value - STEP)}>−</button>
      <input type="text" inputmode="decimal" autocomplete="off" aria-label=${word} disabled=${isClosed} value=${typed ?? figure(value)} onInput=${write} onBlur=${() => setTyped(null)} onKeyDown=${press} onFocus=${(/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).select()} />
      <button type="button" tabindex="-1" disabled=${isClosed || value >= MOST} aria-label=${say("rx_more", { time: word })} onClick=${() => put(value + STEP)}>+</button>
    </div>
  </div>`;
}
