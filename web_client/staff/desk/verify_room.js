// Who has applied, who is suspended, who works: the list, and one of them open beside it.

import { api } from "../../api.js";
import { BusyButton } from "../../parts/busy_button.js";
import { Problem } from "../../parts/notice.js";
import { html, useState } from "../../vendor/preact_htm.js";
import { sayDate, sayNumber } from "../../words/words.js";
import { useAct, useLoaded } from "../asking.js";
import { Loading } from "../loading.js";
import { hrefOf } from "../rooms.js";
import { say, sayCode } from "../words.js";
import { StaffPanel } from "./staff_panel.js";

/** @typedef {import("../answers.js").StaffList} StaffList */
/** @typedef {import("../answers.js").StaffLine} StaffLine */
/** @typedef {import("../answers.js").Status} Status */

const LISTS = Object.freeze(/** @type {const} */ (["applied", "verified", "suspended"]));

/** @param {{staff: import("../answers.js").StaffSelf, item: string | null}} props */
export function VerifyRoom({ staff, item }) {
  const [status, setStatus] = useState(/** @type {typeof LISTS[number]} */ ("applied"));
  const list = useLoaded(/** @returns {Promise<StaffList>} */ () => api.get(`/api/staff?status=${status}`), [status]);
  return html`<div class="beside">
    <div class="list-column">
      <div class="filter" role="group" aria-label=${say("staff_lists")}>
        ${LISTS.map((name) => html`<button key=${name} class="quiet" type="button" aria-pressed=${String(name === status)} onClick=${() => setStatus(name)}>
          ${say(`list_${name}`)} ${countOf(list.value, name)}
        </button>`)}
      </div>
      <${Loading} loaded=${list} show=${(/** @type {StaffList} */ value) => html`<${Lines} list=${value} status=${status} open=${item} onMore=${list.set} />`} />
      <button class="link" type="button" data-again disabled=${list.isLoading} onClick=${list.again}>${say("again")}</button>
    </div>
    <div class="open-column">
      ${item === null
        ? html`<p class="soft nothing-open">${say("staff_choose")}</p>`
        : html`<${StaffPanel} key=${item} id=${item} staff=${staff} next=${nextAfter(list.value, item)} onChanged=${list.again} />`}
    </div>
  </div>`;
}

/** @param {StaffList | null} list @param {string} status */
function countOf(list, status) {
  const count = list?.counts?.[status];
  return count === undefined ? null : html`<span class="count">${sayNumber(count)}</span>`;
}

/** The one after it, so that a pile is worked through without coming back. @param {StaffList | null} list @param {string} id */
function nextAfter(list, id) {
  const lines = list?.staff ?? [];
  const at = lines.findIndex((line) => line.id === id);
  return lines[at + 1]?.id ?? lines.find((line) => line.id !== id)?.id ?? null;
}

/** @param {{list: StaffList, status: string, open: string | null, onMore: (list: StaffList) => void}} props */
function Lines({ list, status, open, onMore }) {
  const act = useAct();
  const more = () => act.run(async () => {
    const page = /** @type {StaffList} */ (await api.get(`/api/staff?status=${status}&after=${list.next}`));
    onMore({ ...page, staff: [...list.staff, ...page.staff] });
  });
  if (list.staff.length === 0) return html`<p class="nothing soft">${say(/** @type {"none_applied"} */ (`none_${status}`))}</p>`;
  return html`<ul class="picks">
      ${list.staff.map((line) => html`<${Line} key=${line.id} line=${line} isOpen=${line.id === open} />`)}
    </ul>
    <${Problem} problem=${act.problem} />
    ${list.next !== null && html`<${BusyButton} kind="quiet" type="button" word=${say("more")} busy=${act.busy} onPress=${more} />`}`;
}

/** @param {{line: StaffLine, isOpen: boolean}} props */
function Line({ line, isOpen }) {
  return html`<li><a href=${hrefOf("verify", line.id)} aria-current=${isOpen ? "true" : undefined}>
    <bdi class="name">${line.name}</bdi>
    <span class="soft">${line.role !== null && sayCode("role", line.role)}${line.facility_name !== null && html` · <bdi>${line.facility_name}</bdi>`}</span>
    ${line.applied_at !== null && html`<span class="soft">${say("applied_on", { time: sayDate(line.applied_at) })}</span>`}
  </a></li>`;
}
