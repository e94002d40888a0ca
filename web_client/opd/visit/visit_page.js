// The patient's visit after the danger signs: which screen is shown, the ring that may come at any time, and the address that follows.

import { api } from "../../api.js";
import { OfflineNote, Problem } from "../../parts/notice.js";
import { Page } from "../../parts/page.js";
import { html, useEffect, useState } from "../../vendor/preact_htm.js";
import { say } from "../../words/words.js";
import { EmergencyStrip } from "../emergency.js";
import { WorseDialog } from "../worse.js";
import { keepAddress } from "./address.js";
import { AfterView, OverView } from "./after_view.js";
import { CallView, OutOfCall } from "./call_view.js";
import { CheckView } from "./check_view.js";
import { choices, loadChoices } from "./choices.js";
import { ClinicsView } from "./clinics_view.js";
import { DayView } from "./day_view.js";
import { Line } from "./line.js";
import { Memory } from "./memory.js";
import { useRinging } from "./ringing.js";
import { RingView } from "./ring_view.js";
import { Sounds } from "./sounds.js";
import { CardView } from "./tell/card_view.js";
import { Tellings } from "./tell/telling.js";
import { TelephoneView } from "./telephone_view.js";
import { Visit } from "./visit.js";
import { WaitingView } from "./waiting_view.js";
import { WhoView } from "./who_view.js";
import { WishView } from "./wish_view.js";

/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./token.js").Token} Token */
/** What the screens share beside the visit. @typedef {{sounds: Sounds, tellings: Tellings, openWorse: (token: Token) => void, toDanger: () => void}} Parts */
/** `household`: who is signed in, as was asked just now. @typedef {{numbers: import("../opd_visit.js").Numbers, state: number | null, start: import("./stage.js").Start, onLeave: () => void}} Props */

const visit = new Visit(api, new Line(), new Memory());
const sounds = new Sounds();
const tellings = new Tellings();

/** @param {Props} props */
export function VisitPage({ numbers, state, start, onLeave }) {
  const [worse, setWorse] = useState(/** @type {Token | null} */ (null));
  useVisit(start, onLeave);
  const shown = visit.shown;
  const name = shown.name === "card" ? `card-${shown.card}` : shown.name;
  const isWhole = shown.name === "ring" || (shown.name === "call" && isHere(shown.token));
  useRinging(visit, shown, sounds);
  useEffect(() => void (document.body.dataset.visit = isWhole ? (shown.name === "ring" ? "ring" : "call") : "page"), [isWhole, shown.name]);
  useEffect(() => void (isWhole && setWorse(null)), [isWhole]);
  /** @type {Parts} */
  const parts = { sounds, tellings, openWorse: setWorse, toDanger: () => leave(onLeave) };
  return html`<${Page} screen=${name} title=${titleOf(shown)} kind="page opd visit visit-${shown.name}" complains=${!isWhole} links=${isWhole ? null : html`<a class="link" href="/account/">${say("opd_account")}</a>`}>
    ${!isWhole && html`<${EmergencyStrip} number=${numbers.first} />`}
    <${Away} isWhole=${isWhole} />
    <${Screen} shown=${shown} parts=${parts} />
    ${worse !== null && html`<${WorseDialog} consultation=${worse.id} numbers=${numbers} state=${state} onClose=${() => setWorse(null)} />`}
  <//>`;
}

/** @param {{shown: Shown, parts: Parts}} props */
function Screen({ shown, parts }) {
  switch (shown.name) {
    case "opening":
      return html`<${OpeningView} />`;
    case "sign_in":
      return html`<${SignInView} />`;
    case "unknown":
      return html`<h1 id="title" tabindex="-1">${say("token_gone")}</h1><button class="big" type="button" onClick=${() => visit.goTo({ name: "who" })}>${say("another_number")}</button>`;
    case "who":
      return html`<${WhoView} visit=${visit} />`;
    case "clinics":
      return html`<${ClinicsView} visit=${visit} patient=${shown.patient} />`;
    case "wish":
      return html`<${WishView} key=${shown.clinic} visit=${visit} patient=${shown.patient} clinic=${shown.clinic} parts=${parts} />`;
    case "card":
      return shown.card === "check" ? html`<${CheckView} visit=${visit} token=${shown.token} parts=${parts} />` : html`<${CardView} key=${shown.card} visit=${visit} token=${shown.token} parts=${parts} card=${shown.card} />`;
    case "call":
      return html`<${Call} token=${shown.token} parts=${parts} />`;
    default:
      return html`<${OF_TOKEN[shown.name]} key=${shown.token.id} visit=${visit} token=${shown.token} parts=${parts} />`;
  }
}

const OF_TOKEN = { day: DayView, waiting: WaitingView, ring: RingView, telephone: TelephoneView, after: AfterView, over: OverView };

/** @param {{token: Token, parts: Parts}} props */
function Call({ token, parts }) {
  const { call } = visit.state;
  if (call !== null && isHere(token)) return html`<${CallView} visit=${visit} token=${token} parts=${parts} secret=${call.secret} />`;
  return html`<${OutOfCall} visit=${visit} token=${token} parts=${parts} out=${call?.id === token.id ? call.out : null} />`;
}

/** The call of this token goes on in this tab. @param {Token} token */
function isHere(token) {
  const { call } = visit.state;
  return call !== null && call.id === token.id && call.out === null;
}

function OpeningView() {
  const { away } = visit.state;
  return html`<h1 id="title" tabindex="-1">${say("parts_one_moment")}</h1>
    <${Problem} problem=${away}><button class="quiet" type="button" onClick=${() => visit.lookAgain()}>${say("parts_try_again")}</button><//>`;
}

function SignInView() {
  const wasIn = visit.state.away?.code === "not_signed_in";
  return html`<h1 id="title" tabindex="-1">${say(wasIn ? "signed_out_title" : "sign_in_title")}</h1>
    <p class="lede">${say(wasIn ? "signed_out" : "sign_in_means")}</p>
    <a class="big" href="/register/?next=opd" data-sign-in>${say("parts_sign_in")}</a>`;
}

/** The browser has a line and the server does not answer: what stands here may be old. @param {{isWhole: boolean}} props */
function Away({ isWhole }) {
  const { away, session } = visit.state;
  const isAway = session === "in" && away !== null && navigator.onLine !== false && visit.tokens.length > 0;
  return html`<div role="status">${isAway && html`<p class="note trouble">${say("server_away_opd")}</p>`}</div>${isWhole && html`<${OfflineNote} />`}`;
}

/** @param {Shown} shown */
function titleOf(shown) {
  if (shown.name === "ring") return say("ring_title");
  if (shown.name === "card") return say(`card_title_${shown.card}`, { name: shown.token.patient_name });
  if ("token" in shown) return say(shown.name === "call" ? "call_title_opd" : "your_number", { number: shown.token.number });
  return say(/** @type {const} */ ({ who: "who_title", clinics: "clinics_title", wish: "wish_title", sign_in: "sign_in_title", opening: "parts_one_moment", unknown: "token_gone" })[shown.name]);
}

/** Back to the danger signs, which have no address of their own. @param {() => void} onLeave */
function leave(onLeave) {
  history.pushState(null, "", location.pathname);
  onLeave();
}

/** Begins the visit once, and follows it. @param {import("./stage.js").Start} start @param {() => void} onLeave */
function useVisit(start, onLeave) {
  const [, draw] = useState(0);
  useEffect(() => {
    const gone = new AbortController();
    const changed = () => draw((turn) => turn + 1);
    for (const one of [visit, sounds, tellings, choices]) one.addEventListener("changed", changed, { signal: gone.signal });
    const look = () => document.visibilityState === "visible" && visit.lookAgain();
    document.addEventListener("visibilitychange", look, { signal: gone.signal });
    addEventListener("online", () => (visit.lookAgain(), tellings.sendNow()), { signal: gone.signal });
    addEventListener("click", () => void sounds.switchOn(), { signal: gone.signal }); // any touch will do; not before it is over
    loadChoices();
    let stop = () => {};
    visit.begin(start.hash, start.isBack).then(() => {
      if (gone.signal.aborted) return;
      stop = keepAddress(visit, onLeave);
      if (visit.state.session === "in") tellings.forgetOthers(visit.live.map(({ id }) => id));
    });
    return () => {
      gone.abort();
      stop();
      delete document.body.dataset.visit;
    };
  }, []);
}
