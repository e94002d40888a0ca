// A list from a file: chosen, looked through without writing anything, and then, after a second question, taken.

import { api } from "../../api.js";
import { BusyButton } from "../../parts/busy_button.js";
import { Question } from "../../parts/dialog.js";
import { Choice } from "../../parts/field.js";
import { Problem } from "../../parts/notice.js";
import { html, useEffect, useRef, useState } from "../../vendor/preact_htm.js";
import { sayNumber } from "../../words/words.js";
import { useAct, useLoaded, watched } from "../asking.js";
import { useKeptFocus } from "../focus.js";
import { Loading } from "../loading.js";
import { hashOf, hrefOf } from "../rooms.js";
import { say, sayEither } from "../words.js";
import { fileProblem, isRunning, lineOf, pauseBefore, percentOf, stageOf } from "./import_stages.js";

/** @typedef {import("../answers.js").Import} Import */

/** A file of tens of thousands of rows on a slow line. */
const SENDING_SECONDS = 900;
const COLUMNS = Object.freeze({ staff: "import_columns_staff", facilities: "import_columns_facilities" });

/** @param {{item: string | null}} props */
export function ImportRoom({ item }) {
  return html`<div class="work-column">
    ${item === null ? html`<${ChooseFile} />` : html`<${Held} key=${item} id=${item} />`}
  </div>`;
}

function ChooseFile() {
  const [kind, setKind] = useState(/** @type {"staff" | "facilities"} */ ("staff"));
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  const [isTried, setTried] = useState(false);
  const act = useAct();
  const line = lineOf(act.problem?.detail ?? "");
  const wrong = file === null ? "import_missing_file" : fileProblem(file);
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (file === null || wrong !== null) return document.getElementById("import-file")?.focus();
    await act.run(async () => {
      const bytes = await file.arrayBuffer();
      const { id } = await api.post(`/api/imports/${kind}`, bytes, { headers: { "Content-Type": "text/csv" }, timeoutSeconds: SENDING_SECONDS });
      location.hash = hashOf("import", id);
    });
  };
  const options = /** @type {const} */ (["staff", "facilities"]).map((value) => ({ value, word: say(`import_${value}`) }));
  return html`<form class="form card" novalidate onSubmit=${send}>
    <p>${say("import_why")}</p>
    <${Choice} name="import-kind" label=${say("import_kind")} value=${kind} options=${options} onChoose=${setKind} />
    <p class="soft">${say(/** @type {"import_columns_staff"} */ (COLUMNS[kind]))}</p>
    <div class="field" data-wrong=${isTried && wrong ? "" : undefined}>
      <label for="import-file">${say("import_file")}</label>
      <input id="import-file" type="file" accept=".csv,.tsv,.txt,text/csv" aria-describedby="import-file-error" aria-invalid=${isTried && wrong ? "true" : undefined}
        onChange=${(/** @type {Event} */ event) => setFile(/** @type {HTMLInputElement} */ (event.target).files?.[0] ?? null)} />
      <span id="import-file-error" class=${isTried && wrong ? "field-error" : "unseen"}>${isTried && wrong ? say(/** @type {"import_not_csv"} */ (wrong)) : ""}</span>
    </div>
    <${Problem} problem=${act.problem}>${line !== null && html`<p>${say("import_at_line", { line })}</p>`}<//>
    ${act.busy && html`<${Bar} label=${say("import_sending")} />`}
    <div class="acts"><${BusyButton} word=${say("import_check")} busyWord=${say("import_sending")} busy=${act.busy} /></div>
  </form>`;
}

/** @param {{id: string}} props */
function Held({ id }) {
  const held = useLoaded(/** @returns {Promise<Import>} */ () => api.get(`/api/imports/${encodeURIComponent(id)}`), [id]);
  const [asked, setAsked] = useState(0);
  const stage = held.value === null ? null : stageOf(held.value);
  useEffect(() => {
    if (stage === null || !isRunning(stage) || held.isLoading) return;
    const timer = setTimeout(() => {
      setAsked(asked + 1);
      held.again();
    }, pauseBefore(asked));
    return () => clearTimeout(timer);
  }, [stage, held.isLoading, asked]);
  return html`<${Loading} loaded=${held} show=${(/** @type {Import} */ value) => html`<${Progress} held=${value} onAccepted=${held.again} />`} />
    <p><a href=${hrefOf("import")}>${say("import_another")}</a></p>`;
}

/** @param {{held: Import, onAccepted: () => void}} props */
function Progress({ held, onAccepted }) {
  const stage = stageOf(held);
  const said = say(/** @type {"import_checking"} */ (`import_${stage}`), { count: held.totals.good });
  /** @type {{current: HTMLElement}} */
  const title = useRef(null);
  useKeptFocus(title, [stage]);
  return html`
    <section class="card" aria-labelledby="import-stage">
      <div role="status"><h2 id="import-stage" tabindex="-1" ref=${title}>${said}</h2></div>
      ${isRunning(stage) && html`<${Bar} label=${said} progress=${held.progress} />`}
      ${stage === "failed" && html`<${Failure} held=${held} />`}
      ${stage === "done" && html`<p>${say(held.kind === "staff" ? "import_done_staff" : "import_done_facilities")}</p>`}
      ${stage !== "checking" && stage !== "failed" && html`<${Totals} totals=${held.totals} />`}
      ${stage === "checked" && html`<${Accept} held=${held} onAccepted=${onAccepted} />`}
      ${stage === "nothing_good" && html`<p>${say("import_mend")}</p>`}
    </section>
    ${held.lines.length > 0 && html`<${Report} held=${held} />`}`;
}

/** @param {{held: Import}} props */
function Failure({ held: { code, detail } }) {
  const line = lineOf(detail ?? "");
  return html`<p role="alert">${sayEither(`problem_${code}`, "as_it_is", { text: detail ?? "" })} ${line !== null && say("import_at_line", { line })}</p>`;
}

/** @param {{label: string, progress?: number}} props */
function Bar({ label, progress }) {
  const percent = progress === undefined ? null : percentOf(progress);
  return html`<div class="bar"><progress max="100" value=${percent ?? undefined} aria-label=${label}></progress> ${percent !== null && html`<span aria-hidden="true">${sayNumber(percent)} %</span>`}</div>`;
}

/** @param {{totals: import("../answers.js").Totals}} props */
function Totals({ totals }) {
  return html`<dl class="totals">
    ${/** @type {const} */ (["rows", "good", "bad", "warnings"]).filter((name) => totals[name] !== undefined).map((name) => html`<div key=${name}><dt>${say(`total_${name}`)}</dt><dd>${sayNumber(totals[name] ?? 0)}</dd></div>`)}
  </dl>`;
}

/** @param {{held: Import, onAccepted: () => void}} props */
function Accept({ held, onAccepted }) {
  const [isAsked, setAsked] = useState(false);
  const { good, bad } = held.totals;
  const accept = watched(async () => {
    await api.post(`/api/imports/${held.id}/accept`, {});
    onAccepted();
  });
  return html`<div class="acts"><button class="big" type="button" onClick=${() => setAsked(true)}>${say("import_take", { count: good })}</button></div>
    ${isAsked && html`<${Question} id="take-rows" isGrave=${false} title=${say("import_take_question", { count: good })} sentence=${bad > 0 ? say("import_take_means_bad", { count: bad }) : say("import_take_means")}
      word=${say("import_take", { count: good })} act=${accept} onClose=${() => setAsked(false)} />`}`;
}

/** @param {{held: Import}} props */
function Report({ held }) {
  const rest = held.totals.bad - held.lines.length;
  return html`<section class="card" aria-labelledby="report">
    <div class="head-and-act"><h2 id="report">${say("import_report")}</h2>
      <a class="quiet" href="/api/imports/${encodeURIComponent(held.id)}/report.csv" download>${say("import_download")}</a></div>
    <div class="wide-table" tabindex="0" role="group" aria-labelledby="report">
      <table><thead><tr><th scope="col">${say("import_line")}</th><th scope="col">${say("import_what")}</th><th scope="col">${say("import_trouble")}</th></tr></thead>
        <tbody>${held.lines.map((bad, index) => html`<tr key=${index}><td class="number">${sayNumber(bad.line)}</td><td class="column"><bdi>${bad.what}</bdi></td><td>${sayEither(`row_${bad.code}`, "as_it_is", { text: bad.sentence })}</td></tr>`)}</tbody>
      </table>
    </div>
    ${rest > 0 && html`<p class="soft">${say("import_more_lines", { count: rest })}</p>`}
  </section>`;
}
