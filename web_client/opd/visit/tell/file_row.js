// A voice note, a photo or a report: seen or heard, how far it is sent, and taken back again.

import { problemSentence } from "../../../parts/notice.js";
import { ApiProblem } from "../../../api.js";
import { html, useEffect, useState } from "../../../vendor/preact_htm.js";
import { Icon } from "../../../views/icons.js";
import { say, sayEither } from "../../../words/words.js";
import { useHearing } from "./hearing.js";
import { Thumb } from "./thumb.js";

/** @typedef {import("./files.js").Item} Item */
/** @typedef {import("./files.js").Files} Files */

/** @param {{item: Item, files: Files, title: string}} props */
export function FileRow({ item, files, title }) {
  const [problem, setProblem] = useState("");
  const [isGoing, setGoing] = useState(false);
  const remove = async () => {
    setGoing(true);
    setProblem("");
    try {
      await files.remove(item.key);
    } catch (refused) {
      setGoing(false);
      setProblem(sentenceOf(refused));
    }
  };
  useEffect(() => setProblem(""), [item.state]);
  const isPicture = item.kind !== "voice" && item.mediaType.startsWith("image/");
  return html`<div class="file-row" data-kind=${item.kind} data-state=${item.state}>
    ${item.kind === "voice" ? html`<${Hear} item=${item} files=${files} title=${title} />` : isPicture ? html`<${Thumb} item=${item} files=${files} title=${title} />` : html`<span class="thumb paper"><${Icon} name="page" /></span>`}
    <span class="file-words"><span class="name">${title}</span> <span class="soft" role="status">${stateWords(item)}</span>
      ${(item.state === "sending" || item.state === "waiting") && html`<progress class="way" max="1" value=${item.part} aria-label=${title}></progress>`}
      ${problem !== "" && html`<span class="field-error">${problem}</span>`}
    </span>
    ${item.state === "broken" && html`<button class="quiet icon-button" type="button" aria-label=${say("file_retry", { title })} title=${say("parts_try_again")} data-retry onClick=${() => files.sendNow()}><${Icon} name="again" /></button>`}
    <button class="quiet icon-button" type="button" aria-label=${say("file_remove", { title })} title=${say("file_remove", { title })} data-remove aria-busy=${isGoing ? "true" : undefined} onClick=${remove}><${Icon} name="bin" /></button>
  </div>`;
}

/** @param {Item} item */
function stateWords({ state, code, part }) {
  if (state === "refused") return sayEither(`file_problem_${code}`, "file_problem_other");
  if (state === "sending") return say("file_sending", { percent: Math.round(part * 100) });
  return say(`file_${state}`);
}

/** @param {unknown} refused */
function sentenceOf(refused) {
  const problem = refused instanceof ApiProblem ? refused : new ApiProblem("page_trouble");
  return problem.code === "consultation_state" ? say("file_seen") : problemSentence(problem);
}

/** @param {{item: Item, files: Files, title: string}} props */
function Hear({ item, files, title }) {
  const { isPlaying, toggle, isLost } = useHearing(() => files.contentOf(item));
  return html`<button class="quiet icon-button hear" type="button" aria-label=${say(isPlaying ? "hear_stop" : "hear", { title })} aria-pressed=${String(isPlaying)} data-hear data-lost=${isLost ? "" : undefined} onClick=${toggle}><${Icon} name=${isPlaying ? "pause" : "play"} /></button>`;
}
