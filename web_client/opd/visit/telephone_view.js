// She speaks with the doctor by telephone: who it is, what to do when it breaks, and that she may end it.

import { html } from "../../vendor/preact_htm.js";
import { Icon } from "../../views/icons.js";
import { say } from "../../words/words.js";
import { EndButton } from "./end_button.js";
import { DoctorFace, DoctorWords, ForWhom } from "./pieces.js";
import { ReportButton } from "./report_sheet.js";
import { CardList } from "./tell/card_list.js";

/** @param {import("./pieces.js").TokenProps} props */
export function TelephoneView(props) {
  const { visit, token } = props;
  const rather = async () => {
    await visit.deeds.setMode(token.id, "video");
    if (visit.state.problem === null) await visit.calls.enter(token.id);
  };
  return html`<div class="telephone-head"><${DoctorFace} />
      <h1 id="title" tabindex="-1">${say("telephone_title")}</h1>
      <${DoctorWords} doctor=${token.doctor} />
    </div>
    <${ForWhom} token=${token} />
    <p class="large pick-up"><${Icon} name="phone" /> <span>${say("telephone_pick_up")}</span></p>
    <p>${say("telephone_broken")}</p>
    <button class="quiet" type="button" data-by-video onClick=${rather}><${Icon} name="camera" /> <span>${say("rather_video")}</span></button>
    <${CardList} ...${props} />
    <div class="ways-out"><${ReportButton} visit=${visit} token=${token} /> <${EndButton} visit=${visit} token=${token} /></div>`;
}
