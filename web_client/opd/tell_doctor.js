// Her number and place to a doctor on duty, at once; and what became of it, honestly.

import { BusyButton } from "../parts/busy_button.js";
import { mobileFrom } from "../parts/digits.js";
import { Field, focusFirstWrong } from "../parts/field.js";
import { asProblem, fieldProblems, Problem } from "../parts/notice.js";
import { html, useEffect, useRef, useState } from "../vendor/preact_htm.js";
import { Icon } from "../views/icons.js";
import { say, sayNumber } from "../words/words.js";
import { askOwnPlace } from "./own_place.js";

/** @typedef {import("./danger_alert.js").DangerAlert} DangerAlert */
/** @typedef {import("../api.js").ApiProblem} ApiProblem */
/** @typedef {import("./own_place.js").OwnPlace} OwnPlace */

const PLACE_LENGTH = 200;

/**
 * `state`: LGD code, where it is known. `number`: whom to call in any case. `consultation`: of whoever waits; she is signed in, and so is not asked for her number.
 * @param {{alert: DangerAlert, sign: string, state: number | null, number: string, consultation?: string}} props
 */
export function TellDoctor({ alert, sign, state, number, consultation }) {
  useChanged(alert);
  const [isOpen, setOpen] = useState(consultation !== undefined);
  const isSent = ["sent", "answered", "over"].includes(alert.state.phase);
  return html`<section class="card tell-doctor" aria-labelledby="tell-doctor">
    <h2 id="tell-doctor">${say("tell_title")}</h2>
    ${isSent ? html`<${WhatBecame} alert=${alert} number=${number} />` : !isOpen && html`<p class="soft">${say("tell_means")}</p><button class="quiet" type="button" data-tell onClick=${() => setOpen(true)}>${say("tell_open")}</button>`}
    ${!isSent && isOpen && html`<${TellForm} alert=${alert} sign=${sign} state=${state} consultation=${consultation} />`}
  </section>`;
}

/** @param {{alert: DangerAlert, sign: string, state: number | null, consultation?: string}} props */
function TellForm({ alert, sign, state, consultation }) {
  const [mobile, setMobile] = useState("");
  const [place, setPlace] = useState("");
  const [own, setOwn] = useState(/** @type {OwnPlace | null} */ (null));
  const [isTried, setTried] = useState(false);
  /** @type {{current: HTMLFormElement}} */
  const form = useRef(null);
  const isKnown = consultation !== undefined;
  const { phase, problem } = alert.state;
  /** @type {Record<string, string>} */
  const wrong = { ...fieldProblems(problem), ...(isTried && !isKnown && mobileFrom(mobile) === null && { mobile: say("tell_mobile_wrong") }) };
  useEffect(() => void (!isKnown && document.getElementById("mobile")?.focus()), []);

  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    const number = mobileFrom(mobile);
    if (!isKnown && number === null) return focusFirstWrong(form.current);
    const language = document.documentElement.lang;
    alert.send({ signs: [sign], language, mobile: number ?? undefined, place: place.trim(), position: own, state, consultation });
  };
  return html`<form class="form" novalidate ref=${form} onSubmit=${send}>
    ${!isKnown && html`<${Field}
      name="mobile" label=${say("tell_mobile")} error=${wrong.mobile} lead="+91" class="digits" dir="ltr"
      type="tel" inputmode="tel" autocomplete="tel-national" maxlength="20" enterkeyhint="next" value=${mobile} onWrite=${setMobile}
    />`}
    <${PlaceButton} own=${own} onFound=${setOwn} />
    <${Field} name="place" label=${say("tell_place")} hint=${say("tell_place_hint")} error=${wrong.place} maxlength=${PLACE_LENGTH} autocomplete="off" enterkeyhint="send" value=${place} onWrite=${setPlace} />
    <${Problem} problem=${problem} leadsToSignIn=${false} />
    <${BusyButton} word=${say("tell_send")} busyWord=${say("parts_sending")} busy=${phase === "sending"} data-send />
    <p class="soft">${say("tell_line")}</p>
  </form>`;
}

/** Asks the phone; what is written counts as well. @param {{own: OwnPlace | null, onFound: (own: OwnPlace) => void}} props */
function PlaceButton({ own, onFound }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(/** @type {ApiProblem | null} */ (null));
  const ask = async () => {
    setBusy(true);
    setProblem(null);
    await askOwnPlace().then(onFound, (thrown) => setProblem(asProblem(thrown)));
    setBusy(false);
  };
  return html`<div class="own-place">
    <div role="status">${own !== null && html`<p class="there"><${Icon} name="done" /> <span>${say("place_found", { metres: sayNumber(own.metres) })}</span></p>`}</div>
    ${own === null && html`<${BusyButton} kind="quiet" type="button" word=${html`<${Icon} name="place" /> ${say("place_ask")}`} busyWord=${say("place_asking")} busy=${busy} onPress=${ask} data-place />`}
    <${Problem} problem=${problem} />
  </div>`;
}

/** A doctor was told, or none is on duty; and in any case whom to call. @param {{alert: DangerAlert, number: string}} props */
function WhatBecame({ alert, number }) {
  const { phase, told, toldAgain, doctor } = alert.state;
  return html`<div role="status" class="became" data-phase=${phase} data-told=${told ? "" : undefined}>
    <p class="large">${becameWords(phase, told, toldAgain, doctor)}</p>
    <p>${say("told_call_all_the_same", { number })}</p>
  </div>`;
}

/** @param {string} phase @param {boolean} told @param {boolean} toldAgain @param {string | null} doctor */
function becameWords(phase, told, toldAgain, doctor) {
  if (phase === "over") return say("told_over");
  if (phase === "answered") return say("told_taken", { name: doctor ?? "" });
  if (!told) return say("told_nobody");
  return say(toldAgain ? "told_no_answer" : "told_doctor");
}

/** Drawn anew when it changes. @param {DangerAlert} alert */
export function useChanged(alert) {
  const [, draw] = useState({});
  useEffect(() => {
    const show = () => draw({});
    alert.addEventListener("changed", show);
    return () => alert.removeEventListener("changed", show);
  }, [alert]);
}
