// What people come for, drawn for the intake: one picture for each symptom of the question set. They never stand without their words.

import { html } from "../vendor/preact_htm.js";

/** @type {Record<string, () => unknown>} */
const DRAWINGS = {
  fever: Fever, cough: Cough, breath: Breath, stomach_pain: StomachPain, loose_motion: LooseMotion, vomiting: Vomiting, headache: Headache, skin: Skin, injury: Injury,
  eye: Eye, ear: Ear, tooth: Tooth, urine: Urine, joints: Joints, weakness: Weakness, women: Women, mind: Mind, other: Other,
};

export const SYMPTOM_PICTURES = Object.keys(DRAWINGS);

/** `name`: of the question set. @param {{name: string}} props */
export function SymptomPicture({ name }) {
  const Drawing = DRAWINGS[name] ?? Other;
  return html`<svg class="drawn" viewBox="0 0 84 84" aria-hidden="true" focusable="false">
    <rect class="drawn-ground" width="84" height="84" rx="10" />
    <${Drawing} />
  </svg>`;
}

/** Head and shoulders, without eyes and mouth. @param {{children?: unknown}} props */
function Bust({ children }) {
  return html`<path class="drawn-cloth" d="M12 84c1-17 12-24 30-24s29 7 30 24z" />
    <path class="drawn-skin" d="M34 50h16v12c-5 5-11 5-16 0z" />
    <ellipse class="drawn-skin" cx="42" cy="36" rx="18" ry="20" />
    <path class="drawn-hair" d="M23 36c-2-17 6-24 19-24s21 7 19 24c-3-7-5-11-8-13-8 2-15 2-22 0-4 2-6 6-8 13z" />
    ${children}`;
}

function Fever() {
  return html`<${Bust}>
      <path class="drawn-line" d="M32 36q3 2 6 0M46 36q3 2 6 0" />
      <circle class="drawn-flush" cx="31" cy="43" r="4.500" /><circle class="drawn-flush" cx="53" cy="43" r="4.500" />
    <//>
    <path class="drawn-glass" d="M41 46l24 8c4 1 3 7-1 7l-24-9z" /><path class="drawn-pain" d="M45 50l17 6" />
    <g class="drawn-pain"><path d="M14 30c-4-4 4-7 0-12M70 34c-4-4 4-7 0-12M10 46c-3-3 3-5 0-9" /></g>`;
}

function Cough() {
  return html`<${Bust}><path class="drawn-line" d="M30 32l7 3M54 32l-7 3" /><//>
    <path class="drawn-sleeve" d="M12 84c0-12 6-18 14-20l12-10 8 8-16 22z" />
    <path class="drawn-skin drawn-edge" d="M36 50c2-4 8-5 12-3 4 2 4 9 1 12-3 3-9 3-12 0-2-2-2-6-1-9z" />
    <g class="drawn-puff"><circle cx="60" cy="50" r="3" /><circle cx="68" cy="44" r="2.500" /><circle cx="69" cy="55" r="2.500" /><circle cx="76" cy="49" r="2" /><circle cx="75" cy="60" r="1.800" /><circle cx="61" cy="60" r="2" /></g>`;
}

function Breath() {
  return html`<path class="drawn-cloth" d="M8 84c1-26 12-36 34-36s33 10 34 36z" />
    <path class="drawn-skin" d="M36 38h12v12c-4 4-8 4-12 0z" /><ellipse class="drawn-skin" cx="42" cy="24" rx="14" ry="16" />
    <path class="drawn-hair" d="M27 24c-1-13 5-19 15-19s16 6 15 19c-2-6-4-8-6-10-6 2-12 2-18 0-3 2-5 5-6 10z" />
    <path class="drawn-line" d="M34 23q3 2 5 0M45 23q3 2 5 0" /><ellipse class="drawn-ink" cx="42" cy="33" rx="4" ry="3.500" />
    <path class="drawn-lung" d="M39 56v10c-1 8-6 14-13 14-5 0-5-6-3-12 2-7 8-12 16-12zM45 56v10c1 8 6 14 13 14 5 0 5-6 3-12-2-7-8-12-16-12z" />
    <path class="drawn-sky" d="M60 30c4-3 6 3 10 0M60 37c4-3 6 3 10 0M14 30c4-3 6 3 10 0M14 37c4-3 6 3 10 0" />`;
}

/** From the shoulders down, with what hurts in the middle. @param {{children?: unknown}} props */
function Trunk({ children }) {
  return html`<path class="drawn-skin" d="M34 0h16v12c-5 4-11 4-16 0z" />
    <path class="drawn-cloth" d="M12 30C12 16 22 10 34 8c4 5 12 5 16 0 12 2 22 8 22 22l-6 20-6-8 2 42H22l2-42-6 8z" />
    ${children}`;
}

function StomachPain() {
  return html`<${Trunk}>
      <circle class="drawn-red" cx="42" cy="56" r="15" />
      <path class="drawn-sleeve" d="M12 30c-2 14 2 26 8 32l9-8-3-22zM72 30c2 14-2 26-8 32l-9-8 3-22z" />
      <path class="drawn-skin drawn-edge" d="M20 62c6-6 14-9 20-7 4 1 4 5 0 6l-14 5c-4 1-8-1-6-4zM64 62c-6-6-12-9-18-6-4 2-3 6 1 6l11 4c4 1 8-1 6-4z" />
    <//>
    <g class="drawn-pain"><path d="M42 38v-6M30 43l-3-4M54 43l3-4M42 74v5" /></g>`;
}

function LooseMotion() {
  return html`<path class="drawn-porcelain" d="M14 8h14c2 0 3 1 3 3v25H14z" />
    <path class="drawn-porcelain" d="M14 36h54c0 14-6 22-16 25l4 17H28l2-15c-10-4-16-13-16-27z" />
    <path class="drawn-seat" d="M28 33h42c3 0 3 6 0 6H28z" />
    <g class="drawn-brown"><path d="M42 10c4 5 5 7 5 10a5 5 0 0 1-10 0c0-3 1-5 5-10zM57 4c3 4 4 6 4 8a4 4 0 0 1-8 0c0-2 1-4 4-8zM60 18c3 4 4 6 4 8a4 4 0 0 1-8 0c0-2 1-4 4-8z" /></g>`;
}

function Vomiting() {
  return html`<path class="drawn-cloth" d="M0 84V46c8-10 22-10 30-2l6 40z" />
    <path class="drawn-skin" d="M24 46l10-14 14 8-8 14c-6 4-14 0-16-8z" />
    <path class="drawn-skin" d="M26 28c2-14 14-20 26-15 8 4 12 9 11 15l5 7-6 3c-1 8-5 12-12 12-12 1-26-8-24-22z" />
    <path class="drawn-hair" d="M26 34c-8-14 0-28 16-28 14 0 22 7 21 14-8-1-13-2-17-5-4 2-6 6-6 11l-6 10z" />
    <path class="drawn-line" d="M54 27l5-2" />
    <path class="drawn-vomit" d="M60 42c8 3 10 12 9 24l6 10c-10 6-26 5-32-1l8-9c1-8 2-14 5-19z" />`;
}

function Headache() {
  return html`<${Bust}><path class="drawn-line" d="M31 34l7 3M53 34l-7 3M36 47q6-4 12 0" /><//>
    <path class="drawn-sleeve" d="M10 76L8 50l10-4 8 26zM74 76l2-26-10-4-8 26z" />
    <path class="drawn-skin drawn-edge" d="M8 50c0-8 6-16 13-18 4-1 5 3 3 5l-6 10zM76 50c0-8-6-16-13-18-4-1-5 3-3 5l6 10z" />
    <g class="drawn-pain"><path d="M20 14l6 2-3 5 6 2M64 14l-6 2 3 5-6 2M42 2v8" /></g>`;
}

function Skin() {
  return html`<path class="drawn-sleeve" d="M0 64L22 84H0z" />
    <path class="drawn-skin" d="M0 62C18 48 30 36 38 26c3-4 6-12 10-16 3-3 7 0 6 4l-3 8 12-14c3-3 8 0 6 4l-9 14 12-9c4-2 7 2 4 5L62 36l9-2c4-1 6 4 2 6-6 4-12 6-16 12-8 12-20 22-34 32z" />
    <g class="drawn-rash"><circle cx="30" cy="52" r="4" /><circle cx="40" cy="44" r="3" /><circle cx="24" cy="62" r="3" /><circle cx="38" cy="56" r="3.500" /><circle cx="46" cy="34" r="3" /><circle cx="50" cy="46" r="2.500" /><circle cx="18" cy="56" r="2.500" /><circle cx="29" cy="69" r="2.500" /></g>
    <path class="drawn-pain" d="M62 62l6 6M70 58l6 6M60 70l6 6" />`;
}

function Injury() {
  return html`<path class="drawn-trousers" d="M14 0h28l2 26H18z" /><path class="drawn-skin" d="M19 24h24c2 12-1 20-2 28l1 18c6 4 16 4 22 8 2 2 1 6-2 6H24c-3-20-7-40-5-60z" />
    <path class="drawn-bandage" d="M18 36l26-4 1 18-25 4z" /><path class="drawn-fold" d="M18 42l26-5M19 48l26-4" />
    <path class="drawn-blood" d="M29 39l7-1 1 7-6 1z" />
    <g class="drawn-pain"><path d="M54 34l8-4M55 43h9M54 52l7 4" /></g>`;
}

function Eye() {
  return html`<path class="drawn-porcelain" d="M6 44c10-20 22-28 36-28s26 8 36 28C68 62 56 68 42 68S16 62 6 44z" />
    <circle class="drawn-iris" cx="42" cy="42" r="14" /><circle class="drawn-ink" cx="42" cy="42" r="6.500" /><circle class="drawn-label" cx="46" cy="37" r="2.500" />
    <path class="drawn-thin-pain" d="M10 44l10-4 4 4M14 50l8 1 3 5M74 44l-10-4-4 4M70 51l-8 1-3 5" />
    <path class="drawn-line drawn-brow" d="M8 26C18 10 30 6 42 6s24 4 34 20" />`;
}

function Ear() {
  return html`<path class="drawn-skin drawn-edge" d="M22 40c-2-22 12-32 26-30 16 2 22 18 15 32-4 8-11 12-13 20-1 8-7 14-14 12-7-1-9-8-9-14-1-8-4-12-5-20z" />
    <path class="drawn-line drawn-brow" d="M32 38c-2-12 6-19 14-18 9 1 12 10 8 18-3 6-9 8-9 15 0 6-6 8-9 4" />
    <g class="drawn-pain"><path d="M70 20l7-5M74 32h8M72 44l7 4M10 40c-5-4-5-12 0-16" /></g>`;
}

function Tooth() {
  return html`<path class="drawn-porcelain" d="M16 26c0-16 14-18 26-12 12-6 26-4 26 12 0 14-6 18-8 30-2 10-4 20-9 20-6 0-3-22-9-22s-3 22-9 22c-5 0-7-10-9-20-2-12-8-16-8-30z" />
    <path class="drawn-ink" d="M48 24l8-2 3 7-5 7-8-3z" />
    <g class="drawn-pain"><path d="M70 12l6-6M75 24h7M8 12l-4-6M8 24H2" /></g>`;
}

function Urine() {
  return html`<path class="drawn-yellow" d="M42 2c6 9 9 13 9 19a9 9 0 0 1-18 0c0-6 3-10 9-19z" />
    <path class="drawn-glass" d="M18 38h48l-5 44H23z" /><path class="drawn-yellow" d="M21 56h42l-3 24H24z" />
    <rect class="drawn-cap" x="14" y="34" width="56" height="7" rx="3" />
    <g class="drawn-pain"><path d="M62 6l-6 8h8l-6 9M22 6l6 8h-8l6 9" /></g>`;
}

function Joints() {
  return html`<path class="drawn-trousers" d="M0 12h34c10 2 18 10 20 20L40 46 30 36 0 40z" />
    <path class="drawn-skin" d="M40 32c8-6 18-2 20 8 1 6-3 12-5 18l-3 18h14c4 0 5 6 2 8H38l-1-24c-2-10-6-20 3-28z" />
    <circle class="drawn-ring" cx="48" cy="38" r="17" /><circle class="drawn-ring" cx="48" cy="38" r="8" />
    <g class="drawn-pain"><path d="M70 24l7-5M73 38h8M70 52l6 4" /></g>`;
}

function Weakness() {
  return html`<path class="drawn-cloth" d="M8 84c2-10 8-14 16-15h44c6 3 9 8 10 15z" />
    <g transform="rotate(14 42 60)"><${Bust}><path class="drawn-line" d="M31 37q4 3 7 0M46 37q4 3 7 0M37 48q5-2 10 1" /><//></g>
    <path class="drawn-spiral" d="M30 12c0-4 7-5 8-1 1 6-12 7-12-1C26 2 44 0 46 10M58 10c0-3 5-4 6-1 1 5-9 5-9-1 0-5 12-7 14 1" />
    <path class="drawn-star" d="M12 16l2 5 5 1-4 3 1 5-4-3-5 3 2-5-4-4h5z" />`;
}

function Women() {
  return html`<path class="drawn-page" d="M10 16h64v60H10z" /><path class="drawn-cloth" d="M10 16h64v14H10z" />
    <path class="drawn-bind" d="M26 8v14M58 8v14" />
    <g class="drawn-day"><circle cx="22" cy="42" r="3" /><circle cx="36" cy="42" r="3" /><circle cx="22" cy="54" r="3" /><circle cx="22" cy="66" r="3" /><circle cx="36" cy="66" r="3" /></g>
    <path class="drawn-drop" d="M54 34c9 13 13 19 13 26a13 13 0 0 1-26 0c0-7 4-13 13-26z" />`;
}

function Mind() {
  return html`<path class="drawn-skin" d="M20 84V66C10 58 8 44 12 32 18 14 34 6 50 10c14 4 20 16 20 28l7 12c1 3-1 5-4 5l-3 1v8c0 6-5 8-10 7h-8v13z" />
    <path class="drawn-scribble" d="M30 40c-6-12 8-22 18-16 12 8-2 24-12 18-8-6 2-18 12-12 6 6-4 14-10 10M26 30c8-10 26-10 30 0M32 48c8 6 20 2 24-6" />
    <path class="drawn-line" d="M60 42q4 2 7 0" />`;
}

function Other() {
  return html`<path class="drawn-page" d="M10 12h64c4 0 6 2 6 6v38c0 4-2 6-6 6H42L26 78V62H10c-4 0-6-2-6-6V18c0-4 2-6 6-6z" />
    <g class="drawn-ink"><circle cx="24" cy="37" r="5" /><circle cx="42" cy="37" r="5" /><circle cx="60" cy="37" r="5" /></g>`;
}
