// A new facility below another one, or a state at the top.

import { api } from "../../api.js";
import { BusyButton } from "../../parts/busy_button.js";
import { Choice, Field, focusFirstWrong } from "../../parts/field.js";
import { Problem } from "../../parts/notice.js";
import { Select } from "../../parts/select.js";
import { html, useEffect, useRef, useState } from "../../vendor/preact_htm.js";
import { useAct } from "../asking.js";
import { besideFields } from "../refusals.js";
import { nameOf, say } from "../words.js";
import { KINDS_BELOW, ROOT } from "./facility_tree.js";

/** @typedef {import("../answers.js").Facility} Facility */
/** @typedef {{code: number | string, name_en: string, name_hi: string}} State */
/** @typedef {{kind: Facility["kind"], code: string, name: string, state: string, district: string}} Wish */

const CODE = /^[A-Za-z0-9][A-Za-z0-9-]{0,19}$/;

/** @param {{parent: Facility | null, onAdded: (facility: Facility) => void, onCancel?: () => void}} props */
export function AddFacility({ parent, onAdded, onCancel }) {
  const kinds = KINDS_BELOW[parent?.kind ?? ROOT];
  const [wish, setWish] = useState(/** @type {Wish} */ ({ kind: kinds[0], code: "", name: "", state: String(parent?.state ?? ""), district: parent?.district ?? "" }));
  const [isTried, setTried] = useState(false);
  const act = useAct();
  /** @type {{current: HTMLFormElement}} */
  const form = useRef(null);
  const write = (/** @type {keyof Wish} */ name) => (/** @type {string} */ value) => setWish((before) => ({ ...before, [name]: value }));
  const { fields, rest } = besideFields(act.problem, ["code", "name", "state", "district"]);
  const wrong = { ...fields, ...(isTried ? missingIn(wish) : {}) };
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(missingIn(wish)).length > 0) return focusFirstWrong(form.current);
    await act.run(async () => onAdded(await api.post("/api/facilities", bodyOf(wish, parent))));
  };
  return html`<form class="form card" novalidate ref=${form} onSubmit=${send}>
    <h3>${parent === null ? say("facility_add_state") : say("facility_add_to", { name: parent.name })}</h3>
    ${kinds.length > 1 && html`<${Choice} name="facility-kind" label=${say("facility_kind")} value=${wish.kind} options=${kinds.map((value) => ({ value, word: say(`kind_${value}`) }))} onChoose=${write("kind")} />`}
    ${wish.kind === "state" && html`<${StateSelect} value=${wish.state} error=${wrong.state} onChoose=${write("state")} />`}
    ${wish.kind === "district" && html`<${DistrictSelect} state=${wish.state} value=${wish.district} error=${wrong.district} onChoose=${(/** @type {string} */ district) => setWish((before) => ({ ...before, district, name: before.name || district }))} />`}
    <${Field} name="facility-name" label=${say("facility_name")} error=${wrong.name} maxlength="120" value=${wish.name} onWrite=${write("name")} />
    <${Field} name="facility-code" label=${say("facility_code")} hint=${say("facility_code_hint")} error=${wrong.code} maxlength="20" dir="ltr" autocapitalize="characters" spellcheck=${false} value=${wish.code} onWrite=${write("code")} />
    <${Problem} problem=${rest} />
    <div class="acts"><${BusyButton} word=${say("facility_add")} busy=${act.busy} />${onCancel && html`<button class="quiet" type="button" onClick=${onCancel}>${say("parts_cancel")}</button>`}</div>
  </form>`;
}

/** @param {Wish} wish @returns {Record<string, string>} */
function missingIn({ kind, code, name, state, district }) {
  return {
    ...(kind === "state" && state === "" && { state: say("missing_state") }),
    ...(kind === "district" && district === "" && { district: say("missing_district") }),
    ...(name.trim() === "" && { name: say("missing_facility_name") }),
    ...(!CODE.test(code.trim()) && { code: say("wrong_facility_code") }),
  };
}

/** @param {Wish} wish @param {Facility | null} parent */
function bodyOf({ kind, code, name, state, district }, parent) {
  return { code: code.trim().toUpperCase(), name: name.trim(), kind, parent: parent?.id ?? null, state: Number(state), district: kind === "state" ? null : district };
}

/** @param {{value: string, error?: string, onChoose: (state: string) => void}} props */
function StateSelect({ value, error, onChoose }) {
  const [states, setStates] = useState(/** @type {readonly State[]} */ ([]));
  useEffect(() => void api.get("/api/places/states").then((answer) => setStates(answer.states), () => {}), []);
  return html`<${Select} name="facility-state" label=${say("kind_state")} error=${error} value=${value} empty=${say("choose")} options=${states.map((state) => ({ value: String(state.code), word: nameOf(state) }))} onChoose=${onChoose} />`;
}

/** @param {{state: string, value: string, error?: string, onChoose: (district: string) => void}} props */
function DistrictSelect({ state, value, error, onChoose }) {
  const [districts, setDistricts] = useState(/** @type {readonly string[]} */ ([]));
  useEffect(() => void api.get(`/api/places/districts?state=${state}`).then((answer) => setDistricts(answer.districts), () => {}), [state]);
  return html`<${Select} name="facility-district" label=${say("kind_district")} error=${error} value=${value} empty=${say("choose")} options=${districts.map((district) => ({ value: district, word: district }))} onChoose=${onChoose} />`;
}
