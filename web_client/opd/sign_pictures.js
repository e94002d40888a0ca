// The danger signs, drawn: to be understood by whoever does not read. They never stand without their words.

import { html } from "../vendor/preact_htm.js";

/** @type {Record<string, () => unknown>} */
const DRAWINGS = { chest: Chest, lying: Lying, face: CrookedFace, blood: Blood, mother_baby: MotherAndBaby, despair: Despair };

/** `name`: of the question set; one that is not drawn is a warning sign. @param {{name: string}} props */
export function SignPicture({ name }) {
  const Drawing = DRAWINGS[name] ?? Warning;
  return html`<svg class="drawn" viewBox="0 0 120 84" aria-hidden="true" focusable="false">
    <rect class="drawn-ground" width="120" height="84" rx="10" />
    <${Drawing} />
  </svg>`;
}

/** Both hands on the chest, from which the pain comes; out of breath. */
function Chest() {
  return html`
    <path class="drawn-cloth" d="M18 84c1-20 10-31 26-34h32c16 3 25 14 26 34z" />
    <path class="drawn-skin" d="M53 40h14v11c-4 5-10 5-14 0z" />
    <ellipse class="drawn-skin" cx="60" cy="27" rx="15" ry="17" />
    <path class="drawn-hair" d="M44 27c-2-14 5-20 16-20s18 6 16 20c-2-6-4-8-7-10-6 2-14 2-19 0-3 2-5 5-6 10z" />
    <path class="drawn-line" d="M49 22l6 2M71 22l-6 2M50 28q3 2 6 0M64 28q3 2 6 0" />
    <ellipse class="drawn-ink" cx="60" cy="37" rx="3.500" ry="3" />
    <g class="drawn-pain"><path d="M60 47v-4M46 51l-4-4M74 51l4-4M41 64h-6M79 64h6" /></g>
    <circle class="drawn-red" cx="60" cy="64" r="14" />
    <path class="drawn-sleeve" d="M18 84c0-8 2-13 5-17l20-2 2 10-13 9zM102 84c0-8-2-13-5-17l-20-2-2 10 13 9z" />
    <path class="drawn-skin drawn-edge" d="M42 64c5-3 12-5 18-4 4 1 5 4 2 5l-7 2c4 0 7 1 7 3s-2 3-5 3l-14 2z" />
    <path class="drawn-skin drawn-edge" d="M78 64c-5-2-11-3-16 0-4 2-4 5 0 6l5 1c-3 1-5 2-4 4s3 2 6 1l8-2z" />`;
}

/** On the ground with closed eyes, shaken. */
function Lying() {
  return html`
    <path class="drawn-mat" d="M6 76l10-12h94l6 12z" />
    <path class="drawn-cloth" d="M44 70c-1-11 4-17 14-18l24 1c5 0 8 2 9 5l1 12z" />
    <path class="drawn-trousers" d="M80 70l3-17c9 0 16 3 21 8l4 9z" />
    <path class="drawn-skin" d="M104 62l8-1c2 3 2 6 0 9h-7z" />
    <path class="drawn-skin drawn-edge" d="M50 62l18-3c3 0 4 4 1 5l-17 6c-4 1-6-7-2-8z" />
    <ellipse class="drawn-skin" cx="31" cy="58" rx="16" ry="14.500" />
    <path class="drawn-hair" d="M33 43.500c-13-3-22 5-21 16 1 8 6 13 13 13-5-5-6-11-3-17 3-4 7-6 11-12z" />
    <path class="drawn-line" d="M28 52l6 3M34 52l-6 3M30 64l6 1M38 50l6 3M44 50l-6 3" />
    <g class="drawn-pain"><path d="M20 34l5-9 5 8 5-10 5 8M62 42l5-9 5 8 5-10 5 8 4-7M14 22l3-5 4 5M92 34l3-6 4 6" /></g>`;
}

/** One side of the face hangs, the arm of that side falls. */
function CrookedFace() {
  return html`
    <path class="drawn-skin drawn-edge" d="M12 52L5 50c-4-4-2-11 3-12l9 3z" />
    <path class="drawn-sleeve" d="M12 52l4-13 30 14-6 20z" />
    <path class="drawn-sleeve" d="M74 56c8 2 12 8 14 28H74z" />
    <path class="drawn-cloth" d="M34 84c0-20 6-30 26-30 16 0 21 6 22 30z" />
    <path class="drawn-skin" d="M51 46h14v10c-4 5-10 5-14 0z" />
    <ellipse class="drawn-skin" cx="58" cy="31" rx="20" ry="22" />
    <path class="drawn-red-half" d="M58 9a20 22 0 0 1 0 44z" />
    <path class="drawn-hair" d="M37 31C34 13 44 5 58 5s24 8 21 26c-3-8-5-11-9-13-8 2-16 2-23 0-5 2-8 6-10 13z" />
    <path class="drawn-line" d="M43 24q5-3 9 0M63 27q5 0 9 4" />
    <circle class="drawn-ink" cx="48" cy="30" r="2.600" />
    <path class="drawn-line" d="M63 34q5 4 9 1M44 41q7 4 13 2 7-1 12 8" />
    <g class="drawn-pain drawn-bold"><path d="M103 34v36M93 60l10 11 10-11" /></g>`;
}

/** A wound that bleeds, a snake, a bottle of poison. */
function Blood() {
  return html`
    <path class="drawn-sleeve" d="M0 12l20 1 2 22L0 40z" />
    <path class="drawn-skin" d="M20 14c14 0 22 0 30 3 6-3 12-4 15-2 2 2 1 4-2 5l-7 3c5-1 10 0 10 3 0 2-3 3-7 3 2 2 0 4-4 4-12 2-22 2-35 2z" />
    <path class="drawn-blood" d="M30 19l10-2 2 6-9 4z" />
    <path class="drawn-blood" d="M34 24c2 8 1 14-1 20M39 22c3 6 3 10 2 15" />
    <path class="drawn-drop" d="M32 47c4 6 6 9 6 13a6 6 0 0 1-12 0c0-4 2-7 6-13zM45 42c3 5 4 7 4 9a4 4 0 0 1-8 0c0-2 1-4 4-9z" />
    <ellipse class="drawn-pool" cx="34" cy="74" rx="22" ry="5" />
    <path class="drawn-snake" d="M66 74c10 4 20 2 20-4s-16-4-16-12 20-4 22-11c1-6-7-8-11-5" />
    <path class="drawn-snake-head" d="M86 38c-6-4-13-3-15 1-1 3 3 6 8 6 6 0 9-4 7-7z" />
    <circle class="drawn-ink" cx="77" cy="40" r="1.600" />
    <path class="drawn-tongue" d="M71 41l-6 1M65 42l-4-2M65 42l-3 3" />
    <path class="drawn-bottle" d="M99 40h10v7c4 3 6 6 6 10v15c0 3-1 4-4 4H97c-3 0-4-1-4-4V57c0-4 2-7 6-10z" />
    <rect class="drawn-cap" x="98" y="34" width="12" height="7" rx="2" />
    <path class="drawn-label" d="M96 55h16v16H96z" />
    <path class="drawn-ink" d="M104 56.500a5.500 5.500 0 0 1 3 10v3h-6v-3a5.500 5.500 0 0 1 3-10z" />
    <circle class="drawn-label" cx="102" cy="62" r="1.400" /><circle class="drawn-label" cx="106" cy="62" r="1.400" />`;
}

/** A woman with child who bleeds and whose head aches; a baby that does not drink. */
function MotherAndBaby() {
  return html`
    <path class="drawn-hair" d="M18 36C9 31 8 12 21 8c12-4 21 4 19 14-2 7-7 8-10 14z" />
    <path class="drawn-sari" d="M15 84c-4-18-6-36 6-43l14-1c4 3 5 7 5 12 13 4 18 12 16 20-1 5-4 9-8 12z" />
    <path class="drawn-skin" d="M23 32h9v10c-3 3-7 3-10 0z" />
    <ellipse class="drawn-skin" cx="29" cy="23" rx="10.500" ry="12" />
    <path class="drawn-hair" d="M17 26c-2-13 4-18 12-17 6 1 10 4 9 9-6 0-10-2-12-4-1 5-4 9-9 12z" />
    <path class="drawn-line" d="M31 23q2.500 2 5 0M31 31q2.500-1.500 5 0" />
    <g class="drawn-pain"><path d="M43 13l6-4M44 20l7-1M38 6l3-5" /></g>
    <path class="drawn-skin drawn-edge" d="M20 50c3-3 6-2 7 1l4 9 13 1c4 1 4 5 1 6l-16 1c-3 0-5-1-6-4z" />
    <path class="drawn-drop" d="M52 68c4 5 5 7 5 10a5 5 0 0 1-10 0c0-3 1-5 5-10z" />
    <path class="drawn-wrap" d="M72 84c-7-16-3-30 19-32 22 2 26 16 19 32z" />
    <path class="drawn-wrap-fold" d="M73 66c10 8 24 9 38 0M84 83c4-4 14-6 20-10" />
    <ellipse class="drawn-skin" cx="91" cy="44" rx="16" ry="15" />
    <path class="drawn-hair" d="M83 31c5-4 11-4 16 0-5-1-6-1-8 3-2-4-4-4-8-3z" />
    <path class="drawn-line" d="M81 43q3.500 3 7 0M95 43q3.500 3 7 0M86 53q5-4 10 0" />
    <path class="drawn-tear" d="M82 48c2 3 3 4.500 3 6a3 3 0 0 1-6 0c0-1.500 1-3 3-6z" />
    <g class="drawn-milk"><path d="M63 13h11v18c0 2-1 3-3 3h-5c-2 0-3-1-3-3zM62 9h13v4H62zM66 9c0-4 1-6 2.500-6S71 5 71 9z" /></g>
    <g class="drawn-pain"><path d="M57 8l23 26M80 8L57 34" /></g>`;
}

/** Alone, bent over the knees, under a dark cloud. */
function Despair() {
  return html`
    <path class="drawn-cloud" d="M34 30c-8 0-12-9-5-13 0-8 11-11 16-5 5-9 21-9 25 0 8-3 15 4 11 10 6 1 6 8-1 8z" />
    <path class="drawn-rain" d="M42 36l-2 6M54 36l-2 6M66 36l-2 6M78 36l-2 6" />
    <path class="drawn-floor" d="M10 79h100" />
    <path class="drawn-trousers" d="M60 79l16-28c3-4 9-3 10 2l6 26z" />
    <path class="drawn-cloth" d="M30 79c-3-16 3-30 17-32 8-1 14 2 21 9l-4 23z" />
    <path class="drawn-shoe" d="M84 74h12c4 0 6 3 6 5H80z" />
    <path class="drawn-skin" d="M59 47c3-9 14-11 20-5 5 5 3 13-4 15-8 2-17-3-16-10z" />
    <path class="drawn-hair" d="M57 50c-4-13 8-20 18-15 7 3 9 9 6 12-4-4-7-5-11-4-6 0-8 5-13 7z" />
    <path class="drawn-sleeve drawn-edge" d="M44 55c4-4 9-3 11 1l8 9 18-6c5-1 7 6 2 8l-22 8c-3 1-6 0-8-2L43 63c-2-2-2-5 1-8z" />
    <path class="drawn-skin drawn-edge" d="M81 59l7-3c4-1 6 5 2 7l-7 4c-4 1-6-6-2-8z" />`;
}

function Warning() {
  return html`<path class="drawn-red-sign" d="M60 12l38 62H22z" /><path class="drawn-mark" d="M60 34v20M60 63v.1" />`;
}
