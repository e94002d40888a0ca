// A code by which somebody of the staff chooses a password: made when it is wanted, shown once.

import { api } from "../../api.js";
import { BusyButton } from "../../parts/busy_button.js";
import { Dialog } from "../../parts/dialog.js";
import { Problem } from "../../parts/notice.js";
import { html, useEffect, useRef, useState } from "../../vendor/preact_htm.js";
import { useAct } from "../asking.js";
import { say } from "../words.js";

/** @typedef {import("../answers.js").StaffRecord} StaffRecord */

/** @param {{record: StaffRecord, onInvited: () => void}} props */
export function Invite({ record, onInvited }) {
  const [isOpen, setOpen] = useState(false);
  const [code, setCode] = useState(/** @type {string | null} */ (null));
  const close = () => {
    setOpen(false);
    setCode(null);
    if (code !== null) onInvited();
  };
  return html`<button class="quiet" type="button" data-invite onClick=${() => setOpen(true)}>${say("invite")}</button>
    ${isOpen && html`<${Dialog} id="invite" title=${say("invite_title", { name: record.name })} onClose=${close}>
      ${code === null ? html`<${Making} record=${record} onMade=${setCode} onClose=${close} />` : html`<${Made} code=${code} login=${record.login} onClose=${close} />`}
    <//>`}`;
}

/** @param {{record: StaffRecord, onMade: (code: string) => void, onClose: () => void}} props */
function Making({ record, onMade, onClose }) {
  const act = useAct();
  const make = () => act.run(async () => onMade((await api.post(`/api/staff/${record.id}/invite`)).invitation));
  return html`<div class="form">
    <p>${say("invite_means")}</p>
    <${Problem} problem=${act.problem} />
    <div class="answers">
      <button class="quiet" type="button" onClick=${onClose}>${say("parts_cancel")}</button>
      <${BusyButton} type="button" word=${say("invite_make")} busy=${act.busy} onPress=${make} data-confirm />
    </div>
  </div>`;
}

/** @param {{code: string, login: string | undefined, onClose: () => void}} props */
function Made({ code, login, onClose }) {
  const [isCopied, setCopied] = useState(false);
  /** @type {{current: HTMLElement}} */
  const shown = useRef(null);
  useEffect(() => shown.current.focus(), []);
  const copy = () => navigator.clipboard?.writeText(code).then(() => setCopied(true), () => {});
  return html`<div class="form">
    <p class="note trouble">${say("invite_once")}</p>
    <p tabindex="-1" ref=${shown}>${say("invitation")}: <code class="secret" dir="ltr">${code}</code></p>
    <p>${say("invite_how", { login: login ?? "" })}</p>
    <div class="answers">
      <button class="quiet" type="button" onClick=${copy}><span role="status">${say(isCopied ? "copied" : "copy")}</span></button>
      <button class="big" type="button" onClick=${onClose}>${say("invite_given")}</button>
    </div>
  </div>`;
}
