// Whoever is in the doctor's hands: rung, spoken with by picture or telephone, or waited for since the line broke.

import { BusyButton } from "../../parts/busy_button.js";
import { Problem } from "../../parts/notice.js";
import { html, useEffect } from "../../vendor/preact_htm.js";
import { sayDuration } from "../../words/words.js";
import { useAct } from "../asking.js";
import { say } from "../words.js";
import { ActionButton } from "./action_button.js";
import { CallFrame } from "./call_frame.js";
import { isAsked } from "./offered.js";
import { watch } from "./prescription/sighting.js";
import { TelephoneState } from "./telephone_state.js";
import { useNow } from "./ticking.js";
import { sayLength } from "./words_of.js";

/** @typedef {import("./answers.js").Consultation} Consultation */
/** @typedef {import("./action_button.js").Doings} Doings */
/**
 * @typedef {object} CallProps
 * @property {Consultation} consultation
 * @property {import("./desk_store.js").Seat | null} seat
 * @property {number | null} limit seconds
 * @property {Doings} doings
 * @property {import("./desk_store.js").DeskStore} store
 * @property {(event: KeyboardEvent) => void} onKey
 */

/** @param {CallProps} props */
export function InHands(props) {
  const { consultation, seat, doings, store, onKey } = props;
  const heard = { onKey, onOut: () => doings.press("end"), onTelephone: () => doings.press("telephone"), onClosed: () => store.leaveSeat() };
  const name = consultation.patient?.name ?? "";
  const isSeated = seat !== null && seat.id === consultation.id;
  const isSeen = isSeated && consultation.mode === "video";
  useEffect(() => (isSeen ? watch(consultation.id) : undefined), [isSeen, consultation.id]);
  return html`<section class="in-hands" data-state=${consultation.state} data-mode=${consultation.mode} aria-label=${say("in_hands_title")}>
    <div class="call-stage">
    ${consultation.state === "called" && html`<${Ringing} consultation=${consultation} store=${store} />`}
    ${consultation.state === "interrupted" && html`<${Interrupted} consultation=${consultation} doings=${doings} />`}
    ${consultation.mode === "telephone" && html`<${TelephoneState} consultation=${consultation} />`}
    ${consultation.mode === "video" && isSeated && html`<${CallFrame} secret=${seat.secret} name=${name} heard=${heard} />`}
    ${consultation.mode === "video" && !isSeated && html`<div class="seat-elsewhere"><p>${say("seat_elsewhere")}</p><${ActionButton} doings=${doings} action="take_seat" kind="big" /></div>`}
    </div>
    ${isAsked(consultation) && html`<${TransferAsked} consultation=${consultation} store=${store} />`}
    <div class="call-acts">
      <${Elapsed} consultation=${consultation} limit=${props.limit} />
      <${CallActions} consultation=${consultation} doings=${doings} />
    </div>
  </section>`;
}

/** @param {{consultation: Consultation, store: import("./desk_store.js").DeskStore}} props */
function Ringing({ consultation: { ring_ends_at: until, is_delayed: isDelayed, mode, missed }, store }) {
  const now = useNow();
  const left = Math.max(0, Math.ceil((until ?? now) - now));
  useEffect(() => void (left === 0 && store.again()), [left === 0]);
  return html`<div class="call-state ringing">
    <p class="call-word"><strong>${say(mode === "telephone" ? "ringing_telephone" : "ringing")}</strong> <span class="countdown" aria-hidden="true">${sayDuration(left)}</span></p>
    <p role="status">${isDelayed && html`<strong>${say("ringing_later")}</strong>`}</p>
    <p class="soft">${missed > 0 ? say("ringing_missed_before", { count: missed }) : say("ringing_means")}</p>
  </div>`;
}

/** @param {{consultation: Consultation, doings: Doings}} props */
function Interrupted({ consultation: { interrupted_until: until }, doings }) {
  const now = useNow();
  const left = Math.max(0, Math.ceil((until ?? 0) - now));
  return html`<div class="call-state interrupted">
    <p class="call-word"><strong>${say("interrupted")}</strong> ${left > 0 && html`<span class="countdown" aria-hidden="true">${sayDuration(left)}</span>`}</p>
    <p role="status">${say(left > 0 ? "interrupted_held" : "interrupted_yours")}</p>
    <div class="acts three">
      <${ActionButton} doings=${doings} action="again" kind=${left > 0 ? "quiet" : "big"} />
      <${ActionButton} doings=${doings} action="telephone" />
      <${ActionButton} doings=${doings} action="end" word=${say("do_close")} />
    </div>
  </div>`;
}

/** @param {{consultation: Consultation, store: import("./desk_store.js").DeskStore}} props */
function TransferAsked({ consultation: { id, asked_doctor: doctor }, store }) {
  const act = useAct();
  const takeBack = () => act.run(() => store.act(id, "transfer/decline", { reason: "Taken back by the doctor who asked." }));
  return html`<div class="note transfer-asked"><p role="status">${say(doctor === null ? "transfer_asked_clinic" : "transfer_asked_doctor")}</p> <${Problem} problem=${act.problem} />
    <${BusyButton} kind="small" type="button" word=${say("transfer_take_back")} busy=${act.busy} onPress=${takeBack} data-take-back /></div>`;
}

/** Against the clinic's limit, calmly. @param {{consultation: Consultation, limit: number | null}} props */
function Elapsed({ consultation: { started_at: since, state }, limit }) {
  const isGoing = since !== null && state !== "called";
  const now = useNow(isGoing);
  if (!isGoing) return html`<span></span>`;
  const lasted = Math.max(0, now - since);
  const isOver = limit !== null && lasted > limit;
  return html`<div class="elapsed" data-over=${isOver ? "" : undefined}>
    <span>${say("elapsed", { time: sayDuration(lasted) })} <span class="soft">${limit !== null && (isOver ? say("elapsed_over", { time: sayLength(limit) }) : say("elapsed_of", { time: sayLength(limit) }))}</span></span>
    ${limit !== null && html`<progress max=${limit} value=${Math.min(lasted, limit)} aria-hidden="true"></progress>`}
  </div>`;
}

/** @param {{consultation: Consultation, doings: Doings}} props */
function CallActions({ consultation, doings }) {
  const isBroken = consultation.state === "interrupted";
  const isRinging = consultation.state === "called";
  return html`<div class="acts">
    ${isRinging && html`<${ActionButton} doings=${doings} action="again" /><${ActionButton} doings=${doings} action="telephone" /><${ActionButton} doings=${doings} action="give_up" />`}
    ${!isRinging && !isBroken && html`<${ActionButton} doings=${doings} action="end" kind="big end" /><${ActionButton} doings=${doings} action="telephone" word=${say(consultation.mode === "telephone" ? "do_telephone_again" : "do_telephone")} />`}
    <${ActionButton} doings=${doings} action="transfer" />
    <${ActionButton} doings=${doings} action="refer" />
    <${ActionButton} doings=${doings} action="release" />
    <${ActionButton} doings=${doings} action="report" />
  </div>`;
}
