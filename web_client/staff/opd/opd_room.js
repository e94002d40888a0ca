// The doctor's desk: who waits, the patient, the notes. The column in use is wide; nothing moves by itself under the pointer.

import { Problem } from "../../parts/notice.js";
import { html, useEffect, useRef, useState } from "../../vendor/preact_htm.js";
import { currentLanguage } from "../../words/words.js";
import { useAct } from "../asking.js";
import { AlertsPanel } from "../desk/alerts_panel.js";
import { hrefOf } from "../rooms.js";
import { say } from "../words.js";
import { Columns } from "./columns.js";
import { Dialogs } from "./dialogs.js";
import { DutyBar } from "./duty_bar.js";
import { useSpoken } from "./identifiers.js";
import { offered } from "./offered.js";
import { Asked } from "./to_finish.js";
import { useDesk } from "./use_desk.js";
import { useDeskKeys, useFocusAtDesk } from "./use_keys.js";
import { useStableList } from "./waiting_list.js";

/** @typedef {import("./keys.js").Action} Action */
/** @typedef {import("./columns.js").ColumnName} ColumnName */
/** @typedef {import("./dialogs.js").DeskDialog} DeskDialog */
/** @typedef {import("./use_desk.js").Open} Open */
/** @typedef {"report_done" | "again_done"} Said */

const SAID_MS = 8000;

/** `isHere`: this room is the one that is shown; while it is not, the call goes on all the same. @param {{staff: import("../answers.js").StaffSelf, isHere: boolean}} props */
export function OpdRoom({ staff, isHere }) {
  const { open, news, forget } = useDesk(staff.id);
  const { desk, problem } = open?.store.state ?? { desk: null, problem: null };
  if (open === null || desk === null) {
    return html`<${Problem} problem=${problem}><button class="quiet" type="button" onClick=${() => open?.store.again()}>${say("try_again")}</button><//>
      ${problem === null && html`<p class="waiting soft" role="status"><span class="turning" aria-hidden="true"></span> ${say("loading")}</p>`}`;
  }
  return html`<${DeskOf} open=${open} news=${news} onForget=${forget} isHere=${isHere} />`;
}

/** @param {{open: Open, news: readonly import("./desk_news.js").News[], onForget: () => void, isHere: boolean}} props */
function DeskOf({ open, news, onForget, isHere }) {
  const { store } = open;
  const { state, shown } = store;
  const desk = /** @type {import("./answers.js").Desk} */ (state.desk);
  const list = useStableList(state.queue.entries.filter(({ id }) => id !== desk.current?.id)); // called a moment ago
  const spoken = useSpoken();
  const [dialog, ask] = useState(/** @type {DeskDialog | null} */ (null));
  const { saidOf, setSaid } = useSaid();
  const [hasVoice, setVoice] = useState(false);
  const { wide, turnTo } = useWide(shown);
  const { paper, turnOver } = usePaper(shown);
  const { act, doing, does } = useDoing();
  const isSeatHere = state.seat !== null && state.seat.id === desk.current?.id;
  const offers = offered({ shown, desk, isSeatHere, isStale: list.shown.isStale || list.shown.fresh.length > 0, hasVoice });
  const next = () => does("next", () => store.callNext());
  const openOne = (/** @type {string} */ id) => {
    if (shown?.kind === "hands") return;
    store.open(id);
    const isUnsigned = desk.unsigned.some((one) => one.id === id);
    if (isUnsigned) turnTo("notes");
    else if (isHidden("patient")) turnTo("patient");
  };
  const write = (/** @type {import("./papers.js").PaperName} */ on, /** @type {boolean | string} */ focus = on === "notes" || "rx-add") => {
    turnOver(on);
    turnTo("notes", focus);
  };
  const press = (/** @type {Action} */ action) => {
    const asked = dialogFor(action, shown);
    if (asked !== null) return ask(asked);
    const consultation = shown?.consultation ?? null;
    if (action === "next") return next();
    if (action === "take_seat") return does(action, () => store.takeSeat());
    if (action === "order") return list.order();
    if (action === "notes" || action === "prescription") return write(action);
    if (action === "list" || action === "patient") return turnTo(action, true);
    if (action === "unsigned") return desk.unsigned.length > 0 && openOne(nextUnsigned(desk.unsigned, shown));
    if (action === "voice") return hearVoice();
    if (action === "follow_up") return write("notes", "follow-up-day");
    const word = { again: "ring-again", telephone: "telephone", give_up: "miss" }[/** @type {"again"} */ (action)];
    if (word === undefined || consultation === null) return;
    void does(action, () => store.act(consultation.id, word).then(() => action === "again" && setSaid("again_done")));
  };
  useEffect(() => list.order(), [shown?.kind]); // by her own hand
  useEffect(() => act.setProblem(null), [shown?.kind, state.queue.entries.length]); // what was refused then may be possible now
  const onKey = useDeskKeys({ isHere, offers, press });
  const doings = { offers, busy: doing, press };
  /** @type {{current: HTMLElement}} */
  const room = useRef(null);
  useFocusAtDesk(room, [shown?.kind, shown?.consultation?.state, dialog === null]);
  return html`
    ${!isHere && desk.current !== null && html`<p class="note back-to-call"><a href=${hrefOf("opd")}>${say("back_to_call", { name: desk.current.patient?.name ?? "" })}</a></p>`}
    <div class="opd" hidden=${!isHere} ref=${room} tabindex="-1">
      <${AlertsPanel} news=${open.live} onConsultation=${openOne} />
      <${DutyBar} desk=${desk} isLive=${state.isLive} word=${nextWord(shown)} doings=${doings}><${News} news=${news} said=${saidOf} onForget=${() => (onForget(), setSaid(null))} /><//>
      <${Asked} asked=${desk.asked} store=${store} />
      <${Problem} problem=${act.problem ?? (state.problem?.code === "offline" ? null : state.problem)} />
      <${Columns} open=${open} list=${list} wide=${wide} turnTo=${turnTo} paper=${paper} doings=${doings} spoken=${spoken} home=${currentLanguage().locale.slice(0, 2)}
        onOpen=${openOne} onResult=${(/** @type {string} */ id) => ask({ kind: "results", first: id })} onVoice=${setVoice} onKey=${onKey} />
      ${dialog !== null && html`<${Dialogs} dialog=${dialog} open=${open} spoken=${spoken} onOpen=${openOne} onNext=${next} onTold=${setSaid} onClose=${() => ask(null)} />`}
    </div>`;
}

/** @param {Action} action @param {import("./desk_store.js").Shown | null} shown @returns {DeskDialog | null} */
function dialogFor(action, shown) {
  if (action === "duty" || action === "help") return { kind: action };
  if (action === "results") return { kind: action, first: null };
  if (shown === null) return null;
  if (shown.kind === "waiting") return action === "call" || action === "urgent" ? { kind: action, entry: shown.entry } : null;
  const { consultation, kind } = shown;
  if (action === "sign" || (action === "next" && kind === "finishing")) return { kind: "sign", consultation, isThenNext: action === "next" };
  const others = /** @type {const} */ (["end", "release", "transfer", "refer", "report", "templates"]);
  const other = others.find((one) => one === action);
  return other === undefined ? null : { kind: other, consultation };
}

/** @param {import("./desk_store.js").Shown | null} shown */
function nextWord(shown) {
  if (shown?.kind === "hands") return null;
  return say(shown?.kind === "finishing" ? "do_sign_and_next" : "do_next");
}

/** Which column is wide: where the work is, until she turns to another. @param {import("./desk_store.js").Shown | null} shown */
function useWide(shown) {
  const place = shown?.kind === "hands" ? "patient" : shown?.kind === "finishing" ? "notes" : "list";
  const [turned, setTurned] = useState(/** @type {{of: string, to: ColumnName} | null} */ (null));
  const of = `${shown?.kind} ${shownId(shown)}`;
  const wide = turned !== null && turned.of === of ? turned.to : /** @type {ColumnName} */ (place);
  const wanted = useRef(/** @type {string | null} */ (null));
  useEffect(() => {
    if (wanted.current === null) return;
    document.getElementById(wanted.current)?.focus();
    wanted.current = null;
  });
  const turnTo = (/** @type {ColumnName} */ to, /** @type {boolean | string} */ focus = false) => {
    if (focus !== false) wanted.current = focus === true ? `column-${to}` : focus;
    setTurned({ of, to });
  };
  return { wide, turnTo };
}

/** Which paper of this patient lies in front. @param {import("./desk_store.js").Shown | null} shown */
function usePaper(shown) {
  const [turned, setTurned] = useState(/** @type {{of: string | undefined, to: import("./papers.js").PaperName} | null} */ (null));
  const of = shownId(shown);
  const paper = turned !== null && turned.of === of ? turned.to : /** @type {const} */ ("notes");
  return { paper, turnOver: (/** @type {import("./papers.js").PaperName} */ to) => setTurned({ of, to }) };
}

/** @param {import("./desk_store.js").Shown | null} shown */
function shownId(shown) {
  return shown?.consultation?.id ?? shown?.entry?.id;
}

/** What she has done and does not see otherwise; for a moment. */
function useSaid() {
  const [saidOf, setSaid] = useState(/** @type {Said | null} */ (null));
  useEffect(() => {
    const timer = setTimeout(() => setSaid(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [saidOf]);
  return { saidOf, setSaid };
}

/** One thing at a time, with what was refused of the last. */
function useDoing() {
  const act = useAct();
  const [doing, setDoing] = useState(/** @type {Action | null} */ (null));
  const does = async (/** @type {Action} */ action, /** @type {() => Promise<unknown>} */ what) => {
    if (doing !== null) return;
    setDoing(action);
    await act.run(what);
    setDoing(null);
  };
  return { act, doing, does };
}

/** @param {{news: readonly import("./desk_news.js").News[], said: Said | null, onForget: () => void}} props */
function News({ news, said, onForget }) {
  const isThere = news.length > 0 || said !== null;
  return html`<div class="desk-news" data-there=${isThere ? "" : undefined}><div role="status">${news.map(({ word, name }) => html`<p key="${word} ${name}">${say(word, { name })}</p>`)}${said !== null && html`<p>${say(said)}</p>`}</div>
    ${isThere && html`<button class="small" type="button" onClick=${onForget}>${say("parts_close")}</button>`}</div>`;
}

/** @param {readonly import("./answers.js").Consultation[]} unsigned @param {import("./desk_store.js").Shown | null} shown */
function nextUnsigned(unsigned, shown) {
  const at = unsigned.findIndex(({ id }) => id === shown?.consultation?.id);
  return unsigned[(at + 1) % unsigned.length].id;
}

/** On a narrow window. @param {ColumnName} column */
function isHidden(column) {
  return document.querySelector(`.desk-column[data-column=${column}]`)?.getClientRects().length === 0;
}

function hearVoice() {
  const voice = /** @type {HTMLAudioElement | null} */ (document.querySelector("audio[data-voice]"));
  if (voice?.paused) void voice.play().catch(() => {}); // the player says what is wrong
  else voice?.pause();
}
