// States, districts and what stands in them: a tree, a search, and one of them open beside it.

import { api } from "../../api.js";
import { Field } from "../../parts/field.js";
import { html, useEffect, useState } from "../../vendor/preact_htm.js";
import { useLoaded } from "../asking.js";
import { Loading } from "../loading.js";
import { hashOf, hrefOf } from "../rooms.js";
import { say } from "../words.js";
import { AddFacility } from "./facility_form.js";
import { FacilityPanel } from "./facility_panel.js";
import { added, below, EMPTY_TREE, found, opened, replaced, ROOT, withChildren } from "./facility_tree.js";
import { TreeView } from "./tree_view.js";

/** @typedef {import("../answers.js").Facility} Facility */
/** @typedef {{facilities: readonly Facility[], next?: string | null}} Facilities */

const SHORTEST_SEARCH = 2;
const TYPING_MS = 250;
/** Below one facility; whoever has more searches. */
const MOST_BELOW = 2000;

/** In the address, in the place of a facility. */
const NEW_STATE = "new";

/** @param {{staff: import("../answers.js").StaffSelf, item: string | null}} props */
export function FacilitiesRoom({ staff, item }) {
  const [tree, setTree] = useState(EMPTY_TREE);
  const [text, setText] = useState("");
  const [known, setKnown] = useState(/** @type {Readonly<Record<string, Facility>>} */ ({}));
  const top = useLoaded(() => childrenOf(ROOT), []);
  useEffect(() => void (top.value !== null && setTree((before) => withChildren(before, ROOT, top.value ?? []))), [top.value]);

  const open = async (/** @type {string} */ id, /** @type {boolean} */ isOpen) => {
    if (isOpen && tree.children[id] === undefined) {
      const below = await childrenOf(id);
      setTree((before) => withChildren(before, id, below));
    }
    setTree((before) => opened(before, id, isOpen));
  };
  const changed = (/** @type {Facility} */ facility) => {
    setTree((before) => replaced(before, facility));
    setKnown((before) => ({ ...before, [facility.id]: facility }));
  };
  const grown = (/** @type {Facility} */ facility) => {
    setTree((before) => added(before, facility));
    location.hash = hashOf("facilities", facility.id);
    setKnown((before) => ({ ...before, [facility.id]: facility }));
  };
  const shown = item === null ? null : (found(tree, item) ?? known[item] ?? null);
  const mayAddStates = staff.assignments.some(({ facility }) => facility === null);
  const isAdding = item === NEW_STATE && mayAddStates;
  const isSearching = text.trim().length >= SHORTEST_SEARCH;
  return html`<div class="beside">
    <div class="list-column">
      <${Field} name="facility-search" type="search" label=${say("facility_search")} autocomplete="off" value=${text} onWrite=${setText} />
      ${isSearching
        ? html`<${Found} text=${text.trim()} open=${item} onKnown=${(/** @type {Facility} */ facility) => setKnown((before) => ({ ...before, [facility.id]: facility }))} />`
        : html`<${Loading} loaded=${top} show=${() => html`<${TreeView} tree=${tree} chosen=${item} onOpen=${open} />`} />`}
      ${mayAddStates && !isSearching && html`<a class="quiet" data-add-state href=${hrefOf("facilities", NEW_STATE)} aria-current=${isAdding ? "true" : undefined}>${say("facility_add_state")}</a>`}
    </div>
    <div class="open-column">
      ${isAdding && html`<a class="back-link" href=${hrefOf("facilities")}>${say("back_to_list")}</a><div class="sheet-of-one"><${AddFacility} parent=${null} onAdded=${grown} /></div>`}
      ${shown !== null && html`<a class="back-link" href=${hrefOf("facilities")}>${say("back_to_list")}</a><${FacilityPanel} key=${shown.id} facility=${shown} below=${below(tree, shown)} onChanged=${changed} onGrown=${grown} />`}
      ${shown === null && !isAdding && html`<p class="soft nothing-open">${say(top.value?.length === 0 ? "facility_none" : "facility_choose")}</p>`}
    </div>
  </div>`;
}

/** All pages of them, by name; closed ones too, since here they are opened again. @param {string} parent @returns {Promise<readonly Facility[]>} */
async function childrenOf(parent) {
  const which = parent === ROOT ? "kind=state" : `parent=${encodeURIComponent(parent)}`;
  /** @type {Facility[]} */
  const all = [];
  for (let after = ""; ; ) {
    const page = /** @type {Facilities} */ (await api.get(`/api/facilities?${which}&closed=true&after=${encodeURIComponent(after)}`));
    all.push(...page.facilities);
    if (page.next === null || page.next === undefined || all.length >= MOST_BELOW) break;
    after = page.next;
  }
  return all.sort((one, other) => one.name.localeCompare(other.name));
}

/** Asked when the writing rests. @param {{text: string, open: string | null, onKnown: (facility: Facility) => void}} props */
function Found({ text, open, onKnown }) {
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const results = useLoaded(/** @returns {Promise<Facilities>} */ () => api.get(`/api/facilities?closed=true&text=${encodeURIComponent(asked)}`), [asked]);
  return html`<${Loading} loaded=${results} show=${(/** @type {Facilities} */ { facilities }) => facilities.length === 0
    ? html`<p class="nothing soft" role="status">${say("nothing_found")}</p>`
    : html`<ul class="picks">${facilities.map((one) => html`<li key=${one.id}>
        <a href=${hrefOf("facilities", one.id)} aria-current=${one.id === open ? "true" : undefined} onClick=${() => onKnown(one)}>
          <bdi class="name">${one.name}</bdi> <span class="soft">${say(`kind_${one.kind}`)} · <bdi dir="ltr">${one.code}</bdi></span>
        </a></li>`)}</ul>`} />`;
}
