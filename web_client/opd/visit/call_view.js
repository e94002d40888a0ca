// The call, and above it only what is needed: who the doctor is, how a broken line is held, and the ways out.

import { Dialog } from "../../parts/dialog.js";
import { html, useEffect, useState } from "../../vendor/preact_htm.js";
import { Icon } from "../../views/icons.js";
import { say, sayDuration, switchTo } from "../../words/words.js";
import { CallFrame } from "./call_frame.js";
import { GivenBanner } from "./given.js";
import { EndQuestion } from "./end_button.js";
import { DoctorWords } from "./pieces.js";
import { ReportSheet } from "./report_sheet.js";
import { useSecondsUntil } from "./ticking.js";

/** @typedef {import("./pieces.js").TokenProps} TokenProps */
/** @typedef {"more" | "end" | "report" | null} Sheet */

/** Until then the frame has shown something, or its files did not come. */
const PATIENCE_MS = 20_000;

/** @param {TokenProps & {secret: string}} props */
export function CallView(props) {
  const { visit, token, secret } = props;
  const [sheet, setSheet] = useState(/** @type {Sheet} */ (null));
  const [isStuck, setStuck] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const isSilent = useSilence(`${secret} ${attempt}`, isStuck);
  const told = (/** @type {import("./call_frame.js").FromCall} */ message) => {
    setStuck(message.paramarsh === "stuck");
    isSilent.heard();
    if (message.paramarsh === "closed") visit.calls.closed(token.id, message.reason);
    if (message.paramarsh === "wants_out") setSheet("end");
    if (message.paramarsh === "wants_telephone") visit.deeds.setMode(token.id, "telephone");
    if (message.paramarsh === "language" && message.language !== document.documentElement.lang) switchTo(/** @type {"en" | "hi"} */ (message.language));
  };
  const close = () => setSheet(null);
  return html`<div class="in-call">
    <h1 id="title" class="unseen" tabindex="-1">${say("call_title_opd")}</h1>
    <header class="call-bar">
      <${DoctorWords} doctor=${token.doctor} />
      <button class="quiet" type="button" data-call-more aria-haspopup="dialog" onClick=${() => setSheet("more")}><${Icon} name="more" /> <span>${say("more_ways")}</span></button>
    </header>
    <div role="status">${token.state === "interrupted" && html`<${Broken} ...${props} />`}</div>
    ${isSilent.now && html`<div class="call-banner"><p>${say("call_slow")}</p><button class="small strong" type="button" onClick=${() => setAttempt(attempt + 1)}>${say("parts_try_again")}</button> <button class="small" type="button" onClick=${() => visit.deeds.setMode(token.id, "telephone")}>${say("rather_telephone")}</button></div>`}
    <${GivenBanner} visit=${visit} consultation=${token.id} />
    <${CallFrame} key="${secret} ${attempt}" secret=${secret} onTold=${told} />
    ${sheet === "more" && html`<${MoreSheet} ...${props} onSheet=${setSheet} onClose=${close} />`}
    ${sheet === "end" && html`<${EndQuestion} visit=${visit} token=${token} onClose=${close} />`}
    ${sheet === "report" && html`<${ReportSheet} visit=${visit} token=${token} onClose=${close} />`}
  </div>`;
}

/** The line is broken: the doctor is held, and it comes back by itself. @param {TokenProps} props */
function Broken({ visit, token }) {
  const seconds = useSecondsUntil(token.interrupted_until, () => visit.now());
  return html`<div class="call-banner">
    <p>${seconds > 0 ? html`${say("broken_held")} <span class="counting">${sayDuration(seconds)}</span>` : say("broken_over")}</p>
    <button class="small strong" type="button" data-by-telephone onClick=${() => visit.deeds.setMode(token.id, "telephone")}><${Icon} name="phone" /> ${say("rather_telephone")}</button>
  </div>`;
}

/** @param {TokenProps & {onSheet: (sheet: Sheet) => void, onClose: () => void}} props */
function MoreSheet({ visit, token, onSheet, onClose }) {
  const telephone = () => {
    onClose();
    visit.deeds.setMode(token.id, "telephone");
  };
  return html`<${Dialog} id="call-more" title=${say("with_this_doctor")} onClose=${onClose}>
    <${DoctorWords} doctor=${token.doctor} />
    <div class="stack">
      <button class="quiet" type="button" data-by-telephone onClick=${telephone}><${Icon} name="phone" /> <span>${say("rather_telephone")}</span></button>
      <button class="quiet" type="button" data-report onClick=${() => onSheet("report")}><${Icon} name="flag" /> <span>${say("report_doctor")}</span></button>
      <button class="big end" type="button" data-end onClick=${() => onSheet("end")}>${say("end_consultation")}</button>
    </div>
  <//>`;
}

/** Whether the frame has said nothing for too long. @param {string} frame which one @param {boolean} isHers it waits for her hand */
function useSilence(frame, isHers) {
  const [silent, setSilent] = useState("");
  const [heard, setHeard] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSilent(frame), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [frame]);
  return { now: silent === frame && heard !== frame && !isHers, heard: () => heard !== frame && setHeard(frame) };
}

/** The call goes on in another window, was left here, or did not come through: the ways back into it. @param {TokenProps & {out: string | null}} props */
export function OutOfCall({ visit, token, out }) {
  const { busy, rung } = visit.state;
  const [asks, setAsks] = useState(false);
  const isRung = rung?.id === token.id && rung.ends_at > visit.now();
  const isNoMedia = out === "no_media" || out === "no_answer" || out === "media_unavailable";
  const title = isRung ? "rung_again_title" : out === "taken_over" || out === null ? "call_elsewhere_title" : isNoMedia ? "call_no_media_title" : "call_left_title";
  const sentence = isRung ? "rung_again" : out === "taken_over" || out === null ? "call_elsewhere" : isNoMedia ? "call_no_media" : "call_left";
  return html`<p class="sign"><${Icon} name=${isNoMedia ? "no_line" : "camera"} /></p>
    <h1 id="title" tabindex="-1">${say(title)}</h1>
    <${DoctorWords} doctor=${token.doctor} />
    <p class="large" role="status">${say(sentence)}</p>
    ${token.state === "interrupted" && html`<div role="status"><${Held} visit=${visit} token=${token} /></div>`}
    <div class="stack">
      <button class="big answer" type="button" data-enter aria-busy=${busy === `entrance ${token.id}` ? "true" : undefined} onClick=${() => visit.calls.enter(token.id)}><${Icon} name="camera" /> <span>${say(out === null || out === "taken_over" ? "call_here" : "call_again")}</span></button>
      <button class="quiet" type="button" data-by-telephone onClick=${() => visit.deeds.setMode(token.id, "telephone")}><${Icon} name="phone" /> <span>${say("rather_telephone")}</span></button>
      <button class="link" type="button" data-end onClick=${() => setAsks(true)}>${say("end_consultation")}</button>
    </div>
    ${asks && html`<${EndQuestion} visit=${visit} token=${token} onClose=${() => setAsks(false)} />`}`;
}

/** @param {{visit: import("./visit.js").Visit, token: import("./token.js").Token}} props */
function Held({ visit, token }) {
  const seconds = useSecondsUntil(token.interrupted_until, () => visit.now());
  return html`<p class="note">${seconds > 0 ? html`${say("broken_held")} <span class="counting">${sayDuration(seconds)}</span>` : say("broken_over")}</p>`;
}
