// The people of this number, the number, and the devices that are signed in.

import { api } from "../api.js";
import { aboutWords } from "../parts/about.js";
import { Question } from "../parts/dialog.js";
import { Face, NewFace } from "../parts/face.js";
import { useDoing } from "../parts/loaded.js";
import { BusyButton } from "../parts/busy_button.js";
import { Problem } from "../parts/notice.js";
import { html, useState } from "../vendor/preact_htm.js";
import { Icon } from "../views/icons.js";
import { withPatient } from "../register/household.js";
import { say } from "../words/words.js";

/** @param {import("./account_page.js").AccountProps} props */
export function HomeView({ household, onHousehold, removed, onRemoved }) {
  const [asks, setAsks] = useState(false);
  const signOut = async () => {
    await api.delete("/api/session");
    location.replace("/register/");
  };
  return html`<${Removed} removed=${removed} household=${household} onHousehold=${onHousehold} onRemoved=${onRemoved} />
    <section class="stack" aria-labelledby="people">
      <h2 id="people">${say("people_title")}</h2>
      ${household.patients.length === 0 && html`<p class="soft">${say("people_none")}</p>`}
      <ul class="family">
        ${household.patients.map(
          (patient) => html`<li key=${patient.id}>
            <a class="family-member" href="#person/${patient.id}"><${Face} ...${patient} /> <span class="who-words"><bdi class="name">${patient.name}</bdi> <span class="soft">${aboutWords(patient)}</span></span></a>
          </li>`,
        )}
        <li><a class="family-member" href="/register/#new"><${NewFace} /> <span class="who-words"><span class="name">${say("add_person")}</span></span></a></li>
      </ul>
    </section>
    <section class="card" aria-labelledby="this-number">
      <h2 id="this-number">${say("this_number")}</h2>
      <div class="row"><bdi class="name" dir="ltr">${household.mobile}</bdi> <a class="quiet" href="#number">${say("change_number")}</a></div>
    </section>
    <a class="quiet" href="/prescriptions/"><${Icon} name="page" /> ${say("my_prescriptions")}</a>
    <a class="quiet" href="#devices"><${Icon} name="devices" /> ${say("devices")}</a>
    <button class="quiet" type="button" data-sign-out onClick=${() => setAsks(true)}><${Icon} name="door" /> ${say("sign_out")}</button>
    ${asks && html`<${Question} id="sign-out" title=${say("sign_out_question")} sentence=${say("sign_out_means")} word=${say("sign_out")} isGrave=${false} act=${signOut} onClose=${() => setAsks(false)} />`}`;
}

/** Somebody was taken off the list just now: the way back. @param {import("./account_page.js").AccountProps} props */
function Removed({ removed, household, onHousehold, onRemoved }) {
  const { busy, problem, run } = useDoing();
  const restore = async () => {
    const back = await api.post(`/api/patients/${removed?.id}/restore`);
    onHousehold(withPatient(household, back));
    onRemoved(null);
  };
  return html`<div role="status">
      ${removed !== null &&
      html`<div class="note">
        <p>${say("removed", { name: removed.name })}</p>
        <${BusyButton} kind="quiet" type="button" word=${say("restore")} busy=${busy} onPress=${() => run(restore)} data-restore />
      </div>`}
    </div>
    <${Problem} problem=${problem} />`;
}
