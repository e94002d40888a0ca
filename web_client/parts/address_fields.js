// Where she lives. A PIN code suggests state and district; some span several, so that she chooses.

import { api } from "../api.js";
import { html, useEffect, useState } from "../vendor/preact_htm.js";
import { say } from "../words/words.js";
import { digitsOf } from "./digits.js";
import { Choice, Field, LongField } from "./field.js";
import { stateOptions, stateWord, useStates } from "./places.js";
import { Select } from "./select.js";

/** @typedef {{address: string, pin: string, state: string, district: string}} Address as written; `state`: its code */
/** @typedef {{state: number, district: string}} Suggestion */
/** @typedef {{written: Address, wrong: Record<string, string>, onWrite: (written: Address) => void}} AddressProps */

const PIN_LENGTH = 6;
const ELSEWHERE = "elsewhere";

/** What is known, as it would be written. @param {{address: string | null, pin_code: string | null, state: number | null, district: string | null}} patient @param {number | null} state @returns {Address} */
export function addressOf({ address, pin_code, state: own, district }, state) {
  return { address: address ?? "", pin: pin_code ?? "", state: String(own ?? state ?? ""), district: district ?? "" };
}

/** @param {AddressProps} props */
export function AddressFields({ written, wrong, onWrite }) {
  const suggestions = useSuggestions(written.pin);
  const [isElsewhere, setElsewhere] = useState(false);
  const asks = suggestions !== null && (suggestions.length === 0 || isElsewhere);
  const change = (/** @type {Partial<Address>} */ part) => onWrite({ ...written, ...part });
  const choose = (/** @type {string} */ chosen) => {
    setElsewhere(chosen === ELSEWHERE);
    const found = suggestions?.[Number(chosen)];
    change(found === undefined ? { district: "" } : { state: String(found.state), district: found.district });
  };
  useEffect(() => {
    if (suggestions?.length === 1 && written.district === "") choose("0"); // shown as chosen, and hers to change
  }, [suggestions]);
  return html`
    <${LongField} name="address" label=${say("address_label")} hint=${say("address_hint")} error=${wrong.address} rows="3" maxlength="300" autocomplete="street-address" value=${written.address} onWrite=${(/** @type {string} */ address) => change({ address })} />
    <${Field} name="pin_code" label=${say("pin_code")} hint=${say("pin_code_hint")} error=${wrong.pin_code} class="digits short" dir="ltr" inputmode="numeric" autocomplete="postal-code" maxlength="7" value=${written.pin} onWrite=${(/** @type {string} */ pin) => change({ pin })} />
    ${suggestions !== null && suggestions.length > 0 && html`<${Suggestions} suggestions=${suggestions} written=${written} isElsewhere=${isElsewhere} onChoose=${choose} />`}
    ${suggestions?.length === 0 && html`<p class="note" role="status">${say("pin_unknown")}</p>`}
    ${asks && html`<${StateAndDistrict} written=${written} wrong=${wrong} onWrite=${onWrite} />`}
  `;
}

/** @param {{suggestions: Suggestion[], written: Address, isElsewhere: boolean, onChoose: (chosen: string) => void}} props */
function Suggestions({ suggestions, written, isElsewhere, onChoose }) {
  const { states } = useStates();
  const there = suggestions.findIndex(({ state, district }) => String(state) === written.state && district === written.district);
  const options = [
    ...suggestions.map(({ state, district }, index) => ({ value: String(index), word: html`<bdi>${district}</bdi>, ${stateWord(states ?? [], state)}` })),
    { value: ELSEWHERE, word: say("elsewhere") },
  ];
  const value = isElsewhere ? ELSEWHERE : there === -1 ? null : String(there);
  return html`<${Choice} name="place" label=${say(suggestions.length > 1 ? "which_place" : "this_place")} isLong value=${value} options=${options} onChoose=${onChoose} />`;
}

/** @param {AddressProps} props */
function StateAndDistrict({ written, wrong, onWrite }) {
  const { states } = useStates();
  const districts = useDistricts(written.state);
  const choose = (/** @type {string} */ state) => onWrite({ ...written, state, district: "" });
  return html`
    <${Select} name="address-state" label=${say("state")} error=${wrong.state} empty=${say("choose_state")} value=${written.state} options=${stateOptions(states ?? [])} onChoose=${choose} />
    <${Select} name="district" label=${say("district")} error=${wrong.district} empty=${say("choose")} value=${written.district} options=${districts.map((word) => ({ value: word, word }))} onChoose=${(/** @type {string} */ district) => onWrite({ ...written, district })} />
  `;
}

/** `null` until a whole code is written and answered; where it cannot be asked, she chooses herself. @param {string} pin @returns {Suggestion[] | null} */
function useSuggestions(pin) {
  const [suggestions, setSuggestions] = useState(/** @type {Suggestion[] | null} */ (null));
  const digits = digitsOf(pin);
  useEffect(() => {
    setSuggestions(null);
    if (digits.length !== PIN_LENGTH) return undefined;
    const gone = new AbortController();
    const show = (/** @type {Suggestion[]} */ found) => gone.signal.aborted || setSuggestions(found);
    api.get(`/api/places/pin/${digits}`, { signal: gone.signal }).then(({ suggestions: found }) => show(found), () => show([]));
    return () => gone.abort();
  }, [digits]);
  return suggestions;
}

/** @param {string} state @returns {readonly string[]} */
function useDistricts(state) {
  const [districts, setDistricts] = useState(/** @type {string[]} */ ([]));
  useEffect(() => {
    setDistricts([]);
    if (state === "") return;
    let isGone = false;
    api.get(`/api/places/districts?state=${state}`).then(({ districts: found }) => isGone || setDistricts(found), () => {});
    return () => {
      isGone = true;
    };
  }, [state]);
  return districts;
}
