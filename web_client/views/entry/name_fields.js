// Who comes: given names stand there, missing ones are asked for.

import { html } from "../../vendor/preact_htm.js";
import { say } from "../../words/words.js";
import { roleWord } from "../names.js";

/** @typedef {import("../../state.js").State} State */
/** @typedef {State["people"][number]} Invited */

export const NAME_LENGTH = 80;

/** The first person whose name is not there yet; -1 when all are. @param {State} state */
export function missingName({ people, names }) {
  return people.findIndex(({ name }, index) => name === null && (names[index] ?? "").trim() === "");
}

/** @param {import("../app.js").ViewProps} props */
export function NameFields({ state, actions }) {
  const asked = state.people.flatMap(({ name }, index) => (name === null ? [index] : []));
  return state.people.map((person, index) =>
    person.name === null
      ? html`<${Field} person=${person} index=${index} place=${asked.indexOf(index)} state=${state} actions=${actions} />`
      : html`<p class="given-name"><bdi class="name">${person.name}</bdi> <span class="role chip">${roleWord(person.role)}</span></p>`,
  );
}

/** @param {import("../app.js").ViewProps & {person: Invited, index: number, place: number}} props */
function Field({ person, index, place, state, actions }) {
  const id = place === 0 ? "name" : `name-${place + 1}`;
  const write = (/** @type {InputEvent} */ event) => actions.setName(index, /** @type {HTMLInputElement} */ (event.target).value);
  return html`<p class="field">
    <label for=${id}>
      ${state.people.length === 1 ? say("name_label") : say("name_label_of")}${" "}
      <span class="role chip">${roleWord(person.role)}</span>
    </label>
    <input
      id=${id} data-person=${index} value=${state.names[index] ?? ""} maxlength=${NAME_LENGTH} dir="auto" enterkeyhint="done"
      autocomplete=${state.people.length === 1 ? "name" : "off"} disabled=${state.screen === "joining"} onInput=${write}
    />
  </p>`;
}
