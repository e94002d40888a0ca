// Drawings of where to press, one for each trouble. The numbers are those of the steps beside them.

import { html } from "../../vendor/preact_htm.js";

/** @typedef {import("../../state.js").Trouble} Trouble */
/** @typedef {import("./platform.js").Platform} Platform */

/** @param {{trouble: Trouble, platform: Platform}} props */
export function TroublePicture({ trouble, platform }) {
  const Drawing = drawingOf(trouble, platform);
  return html`<svg class="picture" viewBox="0 0 320 170" aria-hidden="true" focusable="false"><${Drawing} /></svg>`;
}

/** @param {Trouble} trouble @param {Platform} platform */
function drawingOf(trouble, platform) {
  if (trouble === "denied") return Question;
  if (trouble === "blocked") return platform === "iphone" ? PhoneSettings : SiteSettings;
  if (trouble === "in_app") return platform === "iphone" ? ShareMenu : DotsMenu;
  return { busy: Busy, unknown: Busy, missing: Missing, insecure: Insecure }[trouble];
}

/** @param {{x: number, y: number, number: number}} props */
function Mark({ x, y, number }) {
  return html`<g class="mark"><circle cx=${x} cy=${y} r="13" /><text x=${x} y=${y + 5.5} text-anchor="middle">${number}</text></g>`;
}

/** A camera, its top left corner at that point. @param {{x: number, y: number, scale?: number, kind?: string}} props */
function Camera({ x, y, scale = 1, kind = "ink" }) {
  return html`<g transform="translate(${x} ${y}) scale(${scale})" class=${kind}>
    <rect width="26" height="20" rx="4" /><path d="M26 7l10-5v16l-10-5z" />
  </g>`;
}

/** The bar with the page's address. @param {{lock?: boolean, dots?: boolean}} props */
function AddressBar({ lock = false, dots = false }) {
  return html`<g>
    <rect class="paper" x="10" y="10" width="300" height="150" rx="12" />
    <rect class="bar" x="22" y="20" width=${dots ? 246 : 276} height="30" rx="15" />
    <rect class="soft" x="66" y="31" width="120" height="8" rx="4" />
    ${lock && html`<g class="line"><path d="M36 30h6M48 30h6M36 40h10M52 40h2" /><circle cx="45" cy="30" r="3.2" /><circle cx="49" cy="40" r="3.2" /></g>`}
    ${dots && html`<g class="ink"><circle cx="288" cy="27" r="3" /><circle cx="288" cy="35" r="3" /><circle cx="288" cy="43" r="3" /></g>`}
  </g>`;
}

/** The browser's question, with the button that allows. */
function Question() {
  return html`<${AddressBar} />
    <rect class="raised" x="34" y="58" width="252" height="96" rx="10" />
    <${Camera} x=${52} y=${72} scale=${0.9} />
    <rect class="soft" x="98" y="76" width="160" height="9" rx="4.5" /><rect class="soft" x="98" y="93" width="110" height="9" rx="4.5" />
    <rect class="bar" x="64" y="116" width="86" height="28" rx="14" /><rect class="primary" x="170" y="116" width="100" height="28" rx="14" />
    <path class="tick" d="M208 130l8 8 16-16" /><${Mark} x=${272} y=${116} number=${2} />`;
}

/** The sign left of the address, and its sheet with two switches. */
function SiteSettings() {
  return html`<${AddressBar} lock=${true} />
    <${Mark} x=${45} y=${58} number=${1} />
    <rect class="raised" x="74" y="58" width="222" height="94" rx="10" />
    <${Camera} x=${92} y=${74} scale=${0.8} /><rect class="soft" x="136" y="78" width="76" height="9" rx="4.5" />
    <${Switch} x=${246} y=${72} />
    <g class="ink" transform="translate(99 108)"><rect x="4" width="10" height="18" rx="5" /><path class="line" d="M0 12a9 9 0 0 0 18 0M9 21v6" /></g>
    <rect class="soft" x="136" y="116" width="76" height="9" rx="4.5" /><${Switch} x=${246} y=${110} />
    <${Mark} x=${296} y=${102} number=${2} />`;
}

/** @param {{x: number, y: number}} props */
function Switch({ x, y }) {
  return html`<rect class="primary" x=${x} y=${y} width="38" height="22" rx="11" /><circle class="paper" cx=${x + 27} cy=${y + 11} r="8" />`;
}

/** The sign left of the address below, as an iPhone has it, and its menu. */
function PhoneSettings() {
  return html`<rect class="paper" x="10" y="10" width="300" height="150" rx="12" />
    <rect class="bar" x="22" y="122" width="276" height="30" rx="15" />
    <g class="line"><rect x="36" y="129" width="18" height="12" rx="2" /><path d="M36 146h18" /></g>
    <rect class="soft" x="100" y="133" width="120" height="8" rx="4" /><${Mark} x=${45} y=${108} number=${1} />
    <rect class="raised" x="70" y="18" width="226" height="88" rx="10" /><rect class="soft" x="90" y="34" width="96" height="9" rx="4.5" />
    <rect class="soft" x="90" y="58" width="96" height="9" rx="4.5" /><${Camera} x=${90} y=${80} scale=${0.7} />
    <rect class="soft" x="128" y="84" width="60" height="8" rx="4" /><${Switch} x=${236} y=${76} /><${Mark} x=${284} y=${40} number=${2} />
    <${Mark} x=${296} y=${88} number=${3} />`;
}

/** Three dots, and the entry of the menu that opens another browser. */
function DotsMenu() {
  return html`<${AddressBar} dots=${true} />
    <${Mark} x=${288} y=${66} number=${1} />
    <rect class="raised" x="96" y="58" width="168" height="94" rx="10" />
    <rect class="soft" x="116" y="74" width="90" height="9" rx="4.5" />
    <rect class="pale" x="102" y="92" width="156" height="28" rx="6" /><${Globe} x=${124} y=${106} /><rect class="ink" x="144" y="101" width="92" height="9" rx="4.5" />
    <rect class="soft" x="116" y="130" width="70" height="9" rx="4.5" /><${Mark} x=${92} y=${106} number=${2} />`;
}

/** @param {{x: number, y: number}} props */
function Globe({ x, y }) {
  return html`<g class="line"><circle cx=${x} cy=${y} r="9" /><path d="M${x - 9} ${y}h18M${x} ${y - 9}c-6 6-6 12 0 18c6-6 6-12 0-18" /></g>`;
}

/** The way out of an app on an iPhone: a sign in the corner, then the compass. */
function ShareMenu() {
  return html`<${AddressBar} dots=${true} />
    <${Mark} x=${288} y=${66} number=${1} />
    <rect class="raised" x="60" y="66" width="190" height="84" rx="10" />
    <g class="line"><circle cx="98" cy="108" r="20" /></g><path class="primary" d="M90 116l5-13 13-5-5 13z" />
    <rect class="ink" x="132" y="104" width="92" height="9" rx="4.5" /><${Mark} x=${60} y=${108} number=${2} />`;
}

/** Another app holds the camera. */
function Busy() {
  return html`<rect class="paper" x="20" y="30" width="160" height="120" rx="12" /><rect class="bar" x="20" y="30" width="160" height="26" rx="12" />
    <${Camera} x=${70} y=${84} scale=${1.6} /><rect class="raised" x="140" y="50" width="160" height="104" rx="12" />
    <rect class="bar" x="140" y="50" width="160" height="26" rx="12" /><path class="line" d="M277 57l12 12M289 57l-12 12" />
    <${Camera} x=${190} y=${98} scale=${1.6} kind="primary" /><${Mark} x=${283} y=${88} number=${1} />`;
}

/** Nothing is plugged in. */
function Missing() {
  return html`<rect class="paper" x="40" y="24" width="170" height="104" rx="10" /><rect class="bar" x="20" y="128" width="210" height="14" rx="7" />
    <g class="dashed"><${Camera} x=${96} y=${58} scale=${1.7} kind="hollow" /></g>
    <path class="line" d="M230 96h24" /><rect class="ink" x="254" y="86" width="18" height="20" rx="4" /><path class="line" d="M272 92h8M272 100h8" />
    <circle class="primary" cx="290" cy="60" r="17" /><circle class="paper" cx="290" cy="60" r="8" /><path class="line" d="M290 77v19h-10" /><${Mark} x=${264} y=${66} number=${1} />`;
}

/** The address must begin with https. */
function Insecure() {
  return html`<${AddressBar} /><g class="line"><rect x="36" y="34" width="14" height="10" rx="2" /><path d="M39 34v-4a4 4 0 0 1 8-1" /></g>
    <rect class="raised" x="34" y="66" width="252" height="78" rx="10" /><text class="code" x="54" y="98">http://</text><path class="cross" d="M52 93h76" />
    <text class="code strong" x="54" y="130">https://</text><path class="tick dark" d="M160 124l8 8 16-18" /><${Mark} x=${272} y=${104} number=${1} />`;
}
