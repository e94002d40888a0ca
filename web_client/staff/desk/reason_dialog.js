// A reason that is written down, and where it is grave a second question before anything happens.

import { BusyButton } from "../../parts/busy_button.js";
import { Dialog } from "../../parts/dialog.js";
import { LongField } from "../../parts/field.js";
import { Problem } from "../../parts/notice.js";
import { html, useEffect, useRef, useState } from "../../vendor/preact_htm.js";
import { useAct } from "../asking.js";
import { say } from "../words.js";

/**
 * @typedef {object} Asked
 * @property {string} id
 * @property {string} title
 * @property {unknown} sentence what happens
 * @property {string} label what the reason is called
 * @property {string} word of the button that does it
 * @property {string} [second] the second question; none: it is done at once
 * @property {boolean} [isGrave]
 * @property {number} [shortest] characters of a reason
 * @property {number} [longest]
 * @property {(reason: string) => Promise<unknown>} act
 * @property {() => void} onClose
 */

const LONGEST = 1000;

/** @param {Asked} asked */
export function ReasonDialog(asked) {
  const { id, title, onClose, second } = asked;
  const [reason, setReason] = useState("");
  const [isSure, setSure] = useState(false);
  const act = useAct();
  const go = async () => {
    if (await act.run(() => asked.act(reason.trim()))) onClose();
  };
  const given = () => (second === undefined ? void go() : setSure(true));
  return html`<${Dialog} id=${id} title=${title} onClose=${onClose}>
    ${isSure
      ? html`<${SecondQuestion} asked=${asked} reason=${reason} act=${act} onYes=${go} onBack=${() => setSure(false)} />`
      : html`<${ReasonForm} asked=${asked} reason=${reason} act=${act} onWrite=${setReason} onGiven=${given} />`}
  <//>`;
}

/** @param {{asked: Asked, reason: string, act: ReturnType<typeof useAct>, onWrite: (reason: string) => void, onGiven: () => void}} props */
function ReasonForm({ asked, reason, act, onWrite, onGiven }) {
  const [isTried, setTried] = useState(false);
  const { shortest = 1, longest = LONGEST, sentence, label, word, second, isGrave = false, onClose } = asked;
  const length = [...reason.trim()].length;
  const isEnough = length >= shortest;
  /** @type {{current: HTMLFormElement}} */
  const form = useRef(null);
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (isEnough) onGiven();
    else form.current.querySelector("textarea")?.focus();
  };
  return html`<form class="form" novalidate ref=${form} onSubmit=${send}>
    <p>${sentence}</p>
    <${LongField} name="reason" label=${label} hint=${shortest > 1 ? say("reason_length", { count: shortest }) : undefined} maxlength=${longest} value=${reason} onWrite=${onWrite} autofocus
      error=${isTried && !isEnough ? say(shortest > 1 ? "reason_short" : "missing_reason", { missing: shortest - length }) : undefined} />
    <${Problem} problem=${act.problem} />
    <div class="answers">
      <button class="quiet" type="button" onClick=${onClose}>${say("parts_cancel")}</button>
      <${BusyButton} kind=${isGrave && second === undefined ? "big end" : "big"} word=${second === undefined ? word : say("go_on")} busy=${act.busy} />
    </div>
  </form>`;
}

/** @param {{asked: Asked, reason: string, act: ReturnType<typeof useAct>, onYes: () => void, onBack: () => void}} props */
function SecondQuestion({ asked, reason, act, onYes, onBack }) {
  /** @type {{current: HTMLElement}} */
  const back = useRef(null);
  useEffect(() => back.current.focus(), []);
  return html`<div class="form">
    <p role="alert"><strong>${asked.second}</strong></p>
    <p class="quoted" dir="auto">${reason.trim()}</p>
    <${Problem} problem=${act.problem} />
    <div class="answers">
      <button class="quiet" type="button" ref=${back} onClick=${onBack}>${say("back")}</button>
      <${BusyButton} kind=${asked.isGrave ? "big end" : "big"} type="button" word=${asked.word} busy=${act.busy} onPress=${onYes} data-confirm />
    </div>
  </div>`;
}
