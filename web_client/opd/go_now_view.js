// "Go now": whom to call, what to do until help is there, and, if she wants, a doctor on duty who is told where she is.

import { html } from "../vendor/preact_htm.js";
import { Icon } from "../views/icons.js";
import { say } from "../words/words.js";
import { CallNow, EmergencyStrip } from "./emergency.js";
import { SignPicture } from "./sign_pictures.js";
import { inWords, signOf } from "./sign_words.js";
import { TellDoctor } from "./tell_doctor.js";

/** @typedef {import("./danger_signs.js").Sign} Sign */
/** @typedef {import("./danger_alert.js").DangerAlert} DangerAlert */
/** @typedef {import("./opd_visit.js").Numbers} Numbers */

/** @param {import("./opd_page.js").ViewProps} props */
export function GoNowView({ visit }) {
  const { step, numbers } = visit.state;
  if (step.name !== "go_now") return null;
  const sign = signOf(step.sign);
  return html`<${GoNow} sign=${sign} numbers=${numbers} />
    <${TellDoctor} key=${step.sign} alert=${visit.alert} sign=${step.sign} state=${visit.place} number=${numbers.first} />
    <button class="link" type="button" data-back onClick=${() => visit.goBack()}>${say("go_now_mistake")}</button>`;
}

/** Without a title of its own where `title` is not wanted: in a dialog. @param {{sign: Sign | undefined, numbers: Numbers, hasTitle?: boolean}} props */
export function GoNow({ sign, numbers, hasTitle = true }) {
  const line = sign?.helpline ?? null;
  return html`
    ${line !== null && html`<${EmergencyStrip} number=${numbers.first} />`}
    ${hasTitle && html`<h1 id="title" tabindex="-1">${say(line === null ? "go_now_title" : "go_now_talk")}</h1>`}
    ${line === null ? html`<${CallNow} numbers=${numbers} />` : html`<${Talk} line=${line} numbers=${numbers} />`}
    ${sign !== undefined && html`<section class="card meanwhile" aria-labelledby="meanwhile">
      <div class="meanwhile-head"><${SignPicture} name=${sign.picture} /> <div><h2 id="meanwhile">${say("go_now_meanwhile")}</h2><p class="soft">${inWords(sign.words)}</p></div></div>
      <ul class="plain-list">${inWords(sign.meanwhile).map((sentence) => html`<li>${sentence}</li>`)}</ul>
    </section>`}
  `;
}

/** Somebody to talk to, at any hour. @param {{line: import("./danger_signs.js").Helpline, numbers: Numbers}} props */
function Talk({ line, numbers }) {
  return html`<div class="call-now">
    <a class="big" href="tel:${line.number}" data-helpline><${Icon} name="phone" /> <span>${say("call_named", { name: line.name, number: line.number })}</span></a>
    <p class="soft">${inWords(line.words)}</p>
    <p>${say("go_now_already", { number: numbers.first })}</p>
  </div>`;
}
