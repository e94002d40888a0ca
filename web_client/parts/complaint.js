// A complaint, from every page: what about, what happened, and who reads it by name.

import { api } from "../api.js";
import { html, useEffect, useRef, useState } from "../vendor/preact_htm.js";
import { say } from "../words/words.js";
import { BusyButton } from "./busy_button.js";
import { Dialog } from "./dialog.js";
import { Choice, Field, focusFirstWrong, LongField } from "./field.js";
import { asProblem, fieldProblems, Problem } from "./notice.js";

/** @typedef {import("../api.js").ApiProblem} ApiProblem */
/** @typedef {"harassment" | "care" | "privacy" | "technical" | "other"} Kind */
/** @typedef {{name: string, telephone: string, email: string}} Officer */

const ASKED = "paramarsh-complaint";
const TEXT_LENGTH = 4000;
const CONTACT_LENGTH = 120;

/** Opens the dialog of this page from anywhere on it. @param {Kind} [kind] */
export function openComplaint(kind) {
  dispatchEvent(new CustomEvent(ASKED, { detail: kind ?? null }));
}

/** The link in the page's foot, and the dialog that it opens. */
export function ComplaintDoor() {
  const [asked, setAsked] = useState(/** @type {{kind: Kind | null} | null} */ (null));
  useEffect(() => {
    const open = (/** @type {Event} */ event) => setAsked({ kind: /** @type {CustomEvent} */ (event).detail });
    addEventListener(ASKED, open);
    return () => removeEventListener(ASKED, open);
  }, []);
  return html`<button class="link" type="button" data-complain onClick=${() => openComplaint()}>${say("complain")}</button>
    ${asked !== null && html`<${ComplaintDialog} kind=${asked.kind} onClose=${() => setAsked(null)} />`}`;
}

/** @param {{kind: Kind | null, onClose: () => void}} props */
function ComplaintDialog({ kind, onClose }) {
  const [reference, setReference] = useState(/** @type {string | null} */ (null));
  return html`<${Dialog} id="complaint" title=${say(reference === null ? "complaint_title" : "complaint_sent_title")} onClose=${onClose}>
    ${reference === null ? html`<${ComplaintForm} first=${kind} onSent=${setReference} />` : html`<${Sent} reference=${reference} onClose=${onClose} />`}
  <//>`;
}

/** `page`: the path of the page that it is about. @param {{first: Kind | null, page?: string, onSent: (reference: string) => void}} props */
export function ComplaintForm({ first, page = location.pathname, onSent }) {
  const [kind, setKind] = useState(first);
  const [text, setText] = useState("");
  const [contact, setContact] = useState("");
  const [wrong, setWrong] = useState(/** @type {Record<string, string>} */ ({}));
  const [problem, setProblem] = useState(/** @type {ApiProblem | null} */ (null));
  const [busy, setBusy] = useState(false);
  /** @type {{current: HTMLFormElement}} */
  const form = useRef(null);

  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const missing = missingIn(kind, text);
    setWrong(missing);
    setProblem(null);
    if (Object.keys(missing).length > 0) return focusFirstWrong(form.current);
    setBusy(true);
    try {
      const filed = { kind, text: text.trim(), page, ...(contact.trim() === "" ? {} : { contact: contact.trim() }) };
      onSent((await api.post("/api/complaints", filed)).reference);
    } catch (thrown) {
      const refused = asProblem(thrown);
      setBusy(false);
      setProblem(refused);
      setWrong(fieldProblems(refused));
    }
  };
  return html`<form class="form" novalidate ref=${form} onSubmit=${send}>
    <${Reader} />
    <${Choice} name="complaint-kind" label=${say("complaint_about")} error=${wrong.kind} value=${kind} isLong options=${kindOptions()} onChoose=${setKind} />
    <${LongField} name="complaint-text" label=${say("complaint_text")} hint=${say("complaint_text_hint")} error=${wrong.text} maxlength=${TEXT_LENGTH} value=${text} onWrite=${setText} />
    <${Field} name="complaint-contact" label=${say("complaint_contact")} hint=${say("complaint_contact_hint")} error=${wrong.contact} maxlength=${CONTACT_LENGTH} autocomplete="tel" value=${contact} onWrite=${setContact} />
    <${Problem} problem=${problem} />
    <${BusyButton} word=${say("complaint_send")} busyWord=${say("parts_sending")} busy=${busy} />
  </form>`;
}

/** Harassment stands first: whoever has to say it must not search for it. */
function kindOptions() {
  const kinds = /** @type {const} */ (["harassment", "care", "privacy", "technical", "other"]);
  return kinds.map((value) => ({ value, word: say(`complaint_${value}`) }));
}

/** @param {Kind | null} kind @param {string} text @returns {Record<string, string>} */
function missingIn(kind, text) {
  return { ...(kind === null && { kind: say("complaint_about_missing") }), ...(text.trim() === "" && { text: say("complaint_text_missing") }) };
}

/** Who reads it, by name; where that cannot be asked just now, the complaint goes on without it. */
function Reader() {
  const [officer, setOfficer] = useState(/** @type {Officer | null} */ (null));
  useEffect(() => void api.get("/api/grievance-officer").then(setOfficer, () => {}), []);
  return html`<div class="reader">
    <p>${say("complaint_reader")}</p>
    ${officer?.name && html`<address class="officer">
      <span class="soft">${say("complaint_officer")}</span> <bdi class="name">${officer.name}</bdi>
      ${officer.telephone && html`<a href="tel:${officer.telephone.replace(/[^+\d]/g, "")}"><bdi dir="ltr">${officer.telephone}</bdi></a>`}
      ${officer.email && html`<a href="mailto:${officer.email}"><bdi dir="ltr">${officer.email}</bdi></a>`}
    </address>`}
  </div>`;
}

/** @param {{reference: string, onClose?: () => void}} props */
export function Sent({ reference, onClose }) {
  /** @type {{current: HTMLElement}} */
  const said = useRef(null);
  useEffect(() => said.current.focus(), []);
  return html`<div class="form">
    <div class="note done" tabindex="-1" ref=${said}>
      <p>${say("complaint_sent")}</p>
      <p>${say("complaint_reference")} <bdi class="reference" dir="ltr">${reference}</bdi></p>
    </div>
    ${onClose !== undefined && html`<button class="big" type="button" onClick=${onClose}>${say("parts_close")}</button>`}
  </div>`;
}
