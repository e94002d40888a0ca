// How people are called: the name, and what she is here.

import { html } from "../vendor/preact_htm.js";
import { say, sayList } from "../words/words.js";

/** @typedef {import("../protocol.js").NamedPerson} NamedPerson */
/** @typedef {NamedPerson["role"]} Role */

/** @param {Role} role */
export function roleWord(role) {
  return say(/** @type {import("../words/words.js").WordKey} */ (`role_${role}`));
}

/** "Sunita and Ram". @param {readonly NamedPerson[]} people */
export function namesOf(people) {
  return sayList(people.map(({ name }) => name));
}

/** "Sunita (health worker) and Ram (patient)". @param {readonly NamedPerson[]} people */
export function namesAndRoles(people) {
  return sayList(people.map(({ name, role }) => say("name_and_role", { name, role: roleWord(role) })));
}

/** Each name over her role. The name's own direction is kept. @param {{people: readonly NamedPerson[]}} seat */
export function Names({ people }) {
  return people.map(
    ({ name, role }) => html`<span class="person"><bdi class="name">${name}</bdi> <span class="role">${roleWord(role)}</span></span>`,
  );
}

/** What stands where there is no picture. @param {readonly NamedPerson[]} people */
export function letterOf(people) {
  const name = people.find(({ role }) => role === "patient")?.name ?? people[0]?.name ?? "";
  const [first] = new Intl.Segmenter().segment(name.replace(/^dr\.?\s+/i, ""));
  return first?.segment.toLocaleUpperCase() ?? "";
}
