// One facility: what it is called, whether it is open, and what is added below it.

import { api } from "../../api.js";
import { BusyButton } from "../../parts/busy_button.js";
import { Question } from "../../parts/dialog.js";
import { Field } from "../../parts/field.js";
import { Problem } from "../../parts/notice.js";
import { html, useRef, useState } from "../../vendor/preact_htm.js";
import { useAct, watched } from "../asking.js";
import { useKeptFocus } from "../focus.js";
import { besideFields } from "../refusals.js";
import { say } from "../words.js";
import { AddFacility } from "./facility_form.js";
import { KINDS_BELOW } from "./facility_tree.js";
import { Facts } from "./facts.js";

/** @typedef {import("../answers.js").Facility} Facility */

/** `below`: how many stand below it, if that is known. @param {{facility: Facility, below: number | null, onChanged: (facility: Facility) => void, onGrown: (facility: Facility) => void}} props */
export function FacilityPanel({ facility, below, onChanged, onGrown }) {
  const [work, setWork] = useState(/** @type {"none" | "rename" | "add" | "close"} */ ("none"));
  const reopening = useAct();
  const change = async (/** @type {object} */ wish) => onChanged(await api.patch(`/api/facilities/${facility.id}`, wish));
  /** @type {{current: HTMLElement}} */
  const title = useRef(null);
  useKeptFocus(title, [facility.id, facility.active, work]);
  const hasBelow = KINDS_BELOW[facility.kind].length > 0;
  return html`<article class="sheet-of-one">
    <header>
      <h2 tabindex="-1" ref=${title}><bdi>${facility.name}</bdi></h2>
      ${!facility.active && html`<p class="standing" data-status="suspended">${say("facility_is_closed")}</p>`}
    </header>
    <${Facts} pairs=${[
      [say("facility_kind"), say(`kind_${facility.kind}`)],
      [say("facility_code"), facility.code],
      [say("district"), facility.district],
      [say("facility_below"), hasBelow && below],
    ]} />
    ${work === "rename" && html`<${Rename} facility=${facility} change=${change} onDone=${() => setWork("none")} />`}
    ${work === "add" && html`<${AddFacility} parent=${facility} onAdded=${onGrown} onCancel=${() => setWork("none")} />`}
    <${Problem} problem=${reopening.problem} />
    ${(work === "none" || work === "close") && html`<div class="acts">
      ${facility.active && hasBelow && html`<button class="big" type="button" onClick=${() => setWork("add")}>${say("facility_add_below")}</button>`}
      <button class="quiet" type="button" onClick=${() => setWork("rename")}>${say("facility_rename")}</button>
      ${facility.active
        ? html`<button class="quiet" type="button" onClick=${() => setWork("close")}>${say("facility_close")}</button>`
        : html`<${BusyButton} kind="quiet" type="button" word=${say("facility_reopen")} busy=${reopening.busy} onPress=${() => reopening.run(() => change({ active: true }))} />`}
    </div>`}
    ${work === "close" && html`<${Question} id="close-facility" title=${say("facility_close_question", { name: facility.name })} sentence=${say("facility_close_means")}
      word=${say("facility_close")} act=${watched(() => change({ active: false }))} onClose=${() => setWork("none")} />`}
  </article>`;
}

/** @param {{facility: Facility, change: (wish: object) => Promise<void>, onDone: () => void}} props */
function Rename({ facility, change, onDone }) {
  const [name, setName] = useState(facility.name);
  const [isTried, setTried] = useState(false);
  const act = useAct();
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() !== "" && (await act.run(() => change({ name: name.trim() })))) onDone();
  };
  const { fields, rest } = besideFields(act.problem, ["name"]);
  const error = isTried && name.trim() === "" ? say("missing_facility_name") : fields.name;
  return html`<form class="form card" novalidate onSubmit=${send}>
    <${Field} name="new-name" label=${say("facility_name")} error=${error} maxlength="120" value=${name} onWrite=${setName} autofocus />
    <${Problem} problem=${rest} />
    <div class="acts"><${BusyButton} word=${say("save")} busy=${act.busy} /><button class="quiet" type="button" onClick=${onDone}>${say("parts_cancel")}</button></div>
  </form>`;
}
