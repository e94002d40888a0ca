// Step 3 for whoever is not known yet: who she is, and her consent.

import { BusyButton } from "../parts/busy_button.js";
import { focusFirstWrong, TickBox } from "../parts/field.js";
import { fieldProblems, Problem } from "../parts/notice.js";
import { NoticeText, useNotice } from "../parts/notice_text.js";
import { dayOf, NOBODY_YET, personFrom } from "../parts/person.js";
import { PersonFields, sentences } from "../parts/person_fields.js";
import { html, useEffect, useRef, useState } from "../vendor/preact_htm.js";
import { say } from "../words/words.js";
import { Removed } from "./who_view.js";

/** @param {import("./register_page.js").ViewProps} props */
export function PersonView({ registration }) {
  const { step, busy, problem } = registration.state;
  const [written, setWritten] = useState(NOBODY_YET);
  const [agrees, setAgrees] = useState(false);
  const [isTried, setTried] = useState(false);
  const notice = useNotice("registration");
  /** @type {{current: HTMLFormElement}} */
  const form = useRef(null);
  const { person, wrongs } = personFrom(written, dayOf(new Date()));
  useEffect(() => setAgrees(false), [notice.told?.version, notice.told?.language]); // to another text nobody has agreed
  if (step.name !== "person") return null;

  const go = (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (person === null || !agrees || notice.told === null) return focusFirstWrong(form.current);
    const { purpose, version, language } = notice.told;
    registration.add(person, { purpose, version, language });
  };
  const isFirst = step.household.patients.length === 0;
  return html`<h1 id="title" tabindex="-1">${say("person_title")}</h1>
    <${Removed} registration=${registration} />
    <p class="lede">${say(isFirst ? "person_lede_first" : "person_lede")}</p>
    <form class="form" novalidate ref=${form} onSubmit=${go}>
      <${PersonFields} written=${written} wrong=${{ ...fieldProblems(problem), ...(isTried && sentences(wrongs)) }} onWrite=${setWritten} />
      <${NoticeText} notice=${notice} />
      <${TickBox} name="agrees" label=${say("agrees")} error=${isTried && !agrees ? say("agrees_missing") : undefined} value=${agrees} onTick=${setAgrees} />
      <${Problem} problem=${problem} />
      <${BusyButton} word=${say("register")} busyWord=${say("saving")} busy=${busy === "adding"} />
      ${!isFirst && html`<button class="quiet" type="button" data-back onClick=${() => registration.goBack()}>${say("back_to_family")}</button>`}
    </form>`;
}
