// A drawn face for each of the family: told apart at a glance by age and hair. It never stands without the name.

import { html } from "../vendor/preact_htm.js";

/** @typedef {"girl" | "boy" | "woman" | "man" | "grandmother" | "grandfather" | "person"} Kind */

const GROWN_YEARS = 13;
const OLD_YEARS = 60;

const LONG_BEHIND = "M15 32C15 18 22 11 32 11s17 7 17 21v13c-4 4-8 3-9-1V30H24v14c-1 4-5 5-9 1z";
const LONG_FRONT = "M19.500 27C19 18 24 13 32 13s13 5 12.500 14c-5-1-9.500-4-12.500-8-3 4-7.500 7-12.500 8z";
const SHORT = "M19 28c-1.500-11 4-16.500 13-16.500S46.500 17 45 28l-2.500-6c-6 1.500-15 1.500-21 0z";
const TUFT = "M19.500 28c-1-10 4-15 11-15.500l4-3.500v3.500c7 .5 11.500 5.500 10 15.500-2-4-3-5-5-6-5 1.500-12 1.500-16 0-2 1-3 2-4 6z";
const BUNCHES = "M13 27a5 5 0 1 1 7-7M51 27a5 5 0 1 0-7-7";

/** @type {Record<Kind, {behind?: string, front: string, gray?: boolean, small?: boolean, more?: "glasses" | "moustache" | "bunches", cloth: string}>} */
const LOOKS = {
  girl: { front: LONG_FRONT, small: true, more: "bunches", cloth: "c" },
  boy: { front: TUFT, small: true, cloth: "d" },
  woman: { behind: LONG_BEHIND, front: LONG_FRONT, cloth: "a" },
  man: { front: SHORT, more: "moustache", cloth: "b" },
  grandmother: { behind: LONG_BEHIND, front: LONG_FRONT, gray: true, more: "glasses", cloth: "d" },
  grandfather: { front: SHORT, gray: true, more: "moustache", cloth: "a" },
  person: { front: SHORT, cloth: "b" },
};

/** @param {{age: number | null, gender: string}} person */
export function Face({ age, gender }) {
  const { behind, front, gray, small, more, cloth } = LOOKS[kindOf(age, gender)];
  return html`<svg class="face" data-gray=${gray ? "" : undefined} viewBox="0 0 64 64" aria-hidden="true" focusable="false">
    <circle class="face-ground" cx="32" cy="32" r="32" />
    <g transform=${small ? "translate(6.4 9) scale(.8)" : undefined}>
      ${behind && html`<path class="face-hair" d=${behind} />`}
      <path class="face-cloth-${cloth}" d="M8 66c1-14 11-20 24-20s23 6 24 20z" />
      <path class="face-skin" d="M27 38h10v9c-3 4-7 4-10 0z" />
      ${more === "bunches" && html`<path class="face-bunches" d=${BUNCHES} />`}
      <ellipse class="face-skin" cx="32" cy="29" rx="12" ry="13.500" />
      <path class="face-hair" d=${front} />
      <circle class="face-ink" cx="27.200" cy="30" r="1.500" /><circle class="face-ink" cx="36.800" cy="30" r="1.500" />
      <path class="face-line" d="M28 36.500q4 3 8 0" />
      ${more === "moustache" && html`<path class="face-hair" d="M26.500 35.500c2-2.500 4-2.500 5.500-1 1.500-1.500 3.500-1.500 5.500 1-2.500 0-3.500-.3-5.500-.3s-3 .3-5.500.3z" />`}
      ${more === "glasses" && html`<g class="face-line"><circle cx="27" cy="30" r="3.800" /><circle cx="37" cy="30" r="3.800" /><path d="M30.800 30h2.400" /></g>`}
    </g>
  </svg>`;
}

/** The family member who is not there yet. */
export function NewFace() {
  return html`<svg class="face" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
    <circle class="face-ground" cx="32" cy="32" r="32" /><path class="face-plus" d="M32 20v24M20 32h24" />
  </svg>`;
}

/** @param {number | null} age in years @param {string} gender @returns {Kind} */
export function kindOf(age, gender) {
  if (gender !== "female" && gender !== "male") return "person";
  const years = age ?? GROWN_YEARS;
  if (years < GROWN_YEARS) return gender === "female" ? "girl" : "boy";
  if (years >= OLD_YEARS) return gender === "female" ? "grandmother" : "grandfather";
  return gender === "female" ? "woman" : "man";
}
