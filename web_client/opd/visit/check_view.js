// Camera, microphone and line, tried before the doctor calls; and the telephone as the way out.

import { OwnDevices } from "../../devices/own_devices.js";
import { html, useEffect, useMemo, useRef, useState } from "../../vendor/preact_htm.js";
import { Preview } from "../../views/entry/preview.js";
import { Remedy } from "../../views/entry/trouble_help.js";
import { Icon } from "../../views/icons.js";
import { alsoSpeak, say } from "../../words/words.js";
import { judged, measure } from "./connection_test.js";
import { TokenStrip } from "./pieces.js";

/** @typedef {import("./pieces.js").TokenProps} TokenProps */
/** @typedef {import("./connection_test.js").Verdict | "testing" | "offline"} Line */
/** @typedef {import("../../state.js").Devices} Devices */

/** @param {TokenProps} props */
export function CheckView({ visit, token }) {
  const devices = useMemo(() => new OwnDevices(), []);
  const [view, setView] = useState(devices.view);
  const [line, test] = useLine();
  const isSpoken = useCallWords();
  useEffect(() => {
    devices.on("changed", setView);
    return () => devices.close();
  }, []);
  const back = () => visit.goTo({ name: "token", id: token.id, card: null });
  const open = () => devices.open({ microphone: true, camera: true });
  const isOpen = view.state === "open";
  const isHalf = isOpen && !(view.hasCamera && view.hasMicrophone);
  const isStuck = view.trouble !== null && view.state === "closed";
  const advises = isStuck || isHalf || line === "bad" || line === "offline";
  return html`<${TokenStrip} token=${token} onBack=${back} />
    <h1 id="title" tabindex="-1">${say("card_title_check")}</h1>
    ${isSpoken && (isStuck ? html`<${Remedy} trouble=${view.trouble} />` : html`<${Preview} devices=${view} actions=${/** @type {any} */ ({ watchLevel: devices.watchLevel.bind(devices) })} />`)}
    ${!isOpen && html`<button class="big" type="button" data-open-camera disabled=${view.state === "asking"} onClick=${open}><${Icon} name="camera" /> <span>${say(isStuck ? "check_again" : "check_open")}</span></button>`}
    <ul class="checks">
      <${Check} kind=${view.hasCamera ? "good" : isOpen || isStuck ? "bad" : "testing"} word=${say(view.hasCamera ? "check_camera_good" : isOpen || isStuck ? "check_camera_bad" : "check_camera")} />
      <${Check} kind=${view.hasMicrophone ? "good" : isOpen || isStuck ? "bad" : "testing"} word=${say(view.hasMicrophone ? "check_microphone_good" : isOpen || isStuck ? "check_microphone_bad" : "check_microphone")} />
      <${Check} kind=${line} word=${say(`check_line_${line}`)} />
    </ul>
    ${(line === "bad" || line === "offline" || line === "weak") && html`<button class="quiet" type="button" data-test-line onClick=${test}>${say("check_line_again")}</button>`}
    ${advises && html`<section class="card" aria-labelledby="rather"><h2 id="rather">${say("check_telephone_title")}</h2><p>${say("check_telephone")}</p>
      <button class="big turn" type="button" data-mode="telephone" onClick=${() => toTelephone(visit, token)}><${Icon} name="phone" /> <span>${say("rather_telephone")}</span></button></section>`}
    <button class=${advises ? "quiet" : "big"} type="button" data-done onClick=${back}>${say(isOpen && !advises ? "check_done" : "back_to_number")}</button>`;
}

/** @param {import("./visit.js").Visit} visit @param {import("./token.js").Token} token */
async function toTelephone(visit, token) {
  await visit.deeds.setMode(token.id, "telephone");
  visit.goTo({ name: "token", id: token.id, card: null });
}

/** @param {{kind: Line, word: string}} props */
function Check({ kind, word }) {
  const icon = kind === "good" ? "done" : kind === "testing" ? "clock" : kind === "weak" ? "clock" : "close";
  return html`<li class="check" data-check=${kind}><${Icon} name=${icon} /> <span role="status">${word}</span></li>`;
}

/** How the line is, and how it is tried again. @returns {[Line, () => void]} */
function useLine() {
  const [line, setLine] = useState(/** @type {Line} */ ("testing"));
  const gone = useRef(/** @type {AbortController | null} */ (null));
  const test = () => {
    gone.current?.abort();
    const mine = new AbortController();
    gone.current = mine;
    setLine("testing");
    const say_ = (/** @type {Line} */ found) => mine.signal.aborted || setLine(found);
    measure(mine.signal).then((measured) => say_(judged(measured)), () => say_("offline"));
  };
  useEffect(() => {
    test();
    return () => gone.current?.abort();
  }, []);
  return [line, test];
}

/** The words of preview and remedy are the call's. */
function useCallWords() {
  const [isSpoken, setSpoken] = useState(false);
  useEffect(() => {
    alsoSpeak("call").then(() => setSpoken(true), () => {});
  }, []);
  return isSpoken;
}
