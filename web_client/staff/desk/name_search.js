// Patients of one's own facility by name, each with one thing that can be done with her.

import { api } from "../../api.js";
import { BusyButton } from "../../parts/busy_button.js";
import { Field } from "../../parts/field.js";
import { Problem } from "../../parts/notice.js";
import { html, useState } from "../../vendor/preact_htm.js";
import { useAct } from "../asking.js";
import { say } from "../words.js";
import { ageAndGender } from "./patient_facts.js";

/** @typedef {import("../answers.js").PatientLine} PatientLine */
/** @typedef {ReturnType<typeof useNameSearch>} Search */

/** `again` asks once more for the name that was asked last. @param {{name: string, found: readonly PatientLine[] | null}} [first] */
export function useNameSearch(first = { name: "", found: null }) {
  const [name, setName] = useState(first.name);
  const [asked, setAsked] = useState(first.name);
  const [found, setFound] = useState(first.found);
  const act = useAct();
  const ask = (/** @type {string} */ text) => act.run(async () => setFound((await api.get(`/api/patients?name=${encodeURIComponent(text)}`)).patients));
  const send = () => {
    setAsked(name.trim());
    return ask(name.trim());
  };
  return { name, setName, found, act, send, again: () => void (asked !== "" && ask(asked)) };
}

/**
 * `without`: who is not to be picked. `wordOf`: the button's words with a name, for whoever hears them one by one.
 * @param {{id: string, why: string, search: Search, word: string, wordOf: "record_open_of" | "merge_compare_of", without?: readonly string[], onPick: (patient: PatientLine) => Promise<unknown>}} props
 */
export function NameSearch({ id, why, search, word, wordOf, without = [], onPick }) {
  const [isTried, setTried] = useState(false);
  const { name, found, act } = search;
  const isMissing = name.trim() === "";
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (isMissing) document.getElementById(id)?.focus();
    else void search.send();
  };
  const shown = found?.filter((one) => !without.includes(one.id)) ?? null;
  return html`<form class="form card" novalidate role="search" onSubmit=${send}>
      <p class="soft">${why}</p>
      <${Field} name=${id} type="search" label=${say("find_name")} error=${isTried && isMissing ? say("missing_find_name") : undefined} autocomplete="off" value=${name} onWrite=${search.setName} />
      <${Problem} problem=${act.problem} />
      <div class="acts"><${BusyButton} word=${say("find")} busy=${act.busy} /></div>
    </form>
    <div role="status">${shown !== null && shown.length === 0 && html`<p class="nothing soft">${say(found?.length === 0 ? "find_nobody" : "find_nobody_else")}</p>`}</div>
    ${shown !== null && shown.length > 0 && html`<${Found} found=${shown} word=${word} wordOf=${wordOf} onPick=${onPick} />`}`;
}

/** @param {{found: readonly PatientLine[], word: string, wordOf: "record_open_of" | "merge_compare_of", onPick: (patient: PatientLine) => Promise<unknown>}} props */
function Found({ found, word, wordOf, onPick }) {
  const act = useAct();
  const [picked, setPicked] = useState(/** @type {string | null} */ (null));
  const pick = (/** @type {PatientLine} */ one) => {
    setPicked(one.id);
    void act.run(() => onPick(one));
  };
  return html`<${Problem} problem=${act.problem} />
    <ul class="lines card">${found.map((one) => html`<li key=${one.id}>
      <div><bdi class="name">${one.name}</bdi> <p class="soft">${ageAndGender(one)}</p></div>
      <${BusyButton} kind="quiet" type="button" data-patient=${one.id} aria-label=${say(wordOf, { name: one.name })} word=${word} busy=${act.busy && picked === one.id} onPress=${() => !act.busy && pick(one)} />
    </li>`)}</ul>`;
}
