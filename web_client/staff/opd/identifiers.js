// Two things that the patient has spoken and the doctor has compared, before anything is signed.

import { api } from "../../api.js";
import { html, useState } from "../../vendor/preact_htm.js";
import { useLoaded } from "../asking.js";
import { say } from "../words.js";
import { EVERY, isEnough } from "./spoken.js";
import { sayDay } from "./words_of.js";

/** What the record has of her; `mobile_end`: its last digits. @typedef {{name: string, age: number, birth_date: string | null, mobile_end: string | null, address: string | null}} Identity */
/** @typedef {import("./spoken.js").Identifier} Identifier */
/** @typedef {ReturnType<typeof useSpoken>} Spoken */

const REMEMBERED = "desk-spoken:";

/** What can be asked of this patient, and what the right answer is. @param {Identity} identity @returns {readonly {name: Identifier, value: string}[]} */
export function askable(identity) {
  /** @type {Record<Identifier, string | null>} */
  const values = {
    name: identity.name,
    age: say("age_years", { count: identity.age }),
    birth_date: identity.birth_date === null ? null : sayDay(identity.birth_date),
    mobile: identity.mobile_end === null ? null : `…${identity.mobile_end}`,
    address: identity.address,
  };
  return EVERY.flatMap((name) => (values[name] ? [{ name, value: values[name] }] : []));
}

/** What was ticked of whom, for as long as this tab lives. */
export function useSpoken() {
  const [ticked, setTicked] = useState(/** @type {Readonly<Record<string, readonly Identifier[]>>} */ ({}));
  const of = (/** @type {string} */ id) => ticked[id] ?? recalled(id);
  const tick = (/** @type {string} */ id, /** @type {Identifier} */ name, /** @type {boolean} */ isSpoken) => {
    const now = isSpoken ? [...new Set([...of(id), name])] : of(id).filter((one) => one !== name);
    setTicked((before) => ({ ...before, [id]: now }));
    remember(id, now);
  };
  return { of, tick };
}

/** @param {{consultation: import("./answers.js").Consultation, spoken: Spoken, isOpen?: boolean}} props */
export function Identifiers({ consultation: { id }, spoken }) {
  const identity = useLoaded(/** @returns {Promise<Identity>} */ () => api.get(`/api/desk/consultations/${id}/identity`), [id]);
  const ticked = spoken.of(id);
  if (identity.value === null) return null;
  return html`<fieldset class="identifiers" data-enough=${isEnough(ticked) ? "" : undefined}>
    <legend>${say(isEnough(ticked) ? "identifiers_enough" : "identifiers_ask")}</legend>
    <div class="identifier-list">${askable(identity.value).map(({ name, value }) => html`<label key=${name} class="tick">
      <input type="checkbox" name="identifier-${name}" checked=${ticked.includes(name)} onChange=${(/** @type {Event} */ event) => spoken.tick(id, name, /** @type {HTMLInputElement} */ (event.target).checked)} />
      <span><span class="soft">${say(`identifier_${name}`)}</span> <bdi>${value}</bdi></span>
    </label>`)}</div>
  </fieldset>`;
}

/** @param {string} id @returns {readonly Identifier[]} */
function recalled(id) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(REMEMBERED + id) ?? "[]");
    return Array.isArray(kept) ? EVERY.filter((name) => kept.includes(name)) : [];
  } catch {
    return [];
  }
}

/** @param {string} id @param {readonly Identifier[]} ticked */
function remember(id, ticked) {
  try {
    sessionStorage.setItem(REMEMBERED + id, JSON.stringify(ticked));
  } catch {
    // after a reload she ticks it again
  }
}
