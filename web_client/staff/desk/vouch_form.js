// A number that was silent for long asks who it belongs to; staff who see the family can say that it is the same.

import { api } from "../../api.js";
import { mobileFrom } from "../../parts/digits.js";
import { Question } from "../../parts/dialog.js";
import { Field } from "../../parts/field.js";
import { html, useRef, useState } from "../../vendor/preact_htm.js";
import { watched } from "../asking.js";
import { useKeptFocus } from "../focus.js";
import { say } from "../words.js";

const SHOWN_DIGITS = 4;

export function VouchForm() {
  const [typed, setTyped] = useState("");
  const [isTried, setTried] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const [done, setDone] = useState(/** @type {string | null} */ (null));
  /** @type {{current: HTMLElement}} */
  const said = useRef(null);
  useKeptFocus(said, [done, isAsked]);
  const mobile = mobileFrom(typed);
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    setDone(null);
    if (mobile === null) document.getElementById("family-mobile")?.focus();
    else setAsked(true);
  };
  const vouch = async () => {
    await api.post("/api/households/vouch", { mobile });
    setDone(mobile?.slice(-SHOWN_DIGITS) ?? "");
    setTyped("");
    setTried(false);
  };
  return html`<form class="form card" novalidate onSubmit=${send}>
      <h2>${say("vouch_title")}</h2>
      <p class="soft">${say("vouch_why")}</p>
      <div role="status">${done !== null && html`<p class="note done" tabindex="-1" ref=${said}>${say("vouch_done", { digits: done })}</p>`}</div>
      <${Field} name="family-mobile" type="tel" inputmode="tel" autocomplete="off" lead="+91" dir="ltr" label=${say("vouch_mobile")} hint=${say("mobile_hint")} error=${isTried && mobile === null ? say("wrong_mobile") : undefined} value=${typed} onWrite=${setTyped} />
      <div class="acts"><button class="quiet" type="submit">${say("vouch")}</button></div>
    </form>
    ${isAsked && html`<${Question} id="vouch" isGrave=${false} title=${say("vouch_question")} sentence=${say("vouch_means")} word=${say("vouch_yes")} act=${watched(vouch)} onClose=${() => setAsked(false)} />`}`;
}
