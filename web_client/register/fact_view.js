// A number that was silent for long: numbers change hands, so one fact more is asked before a family's names are shown.

import { BusyButton } from "../parts/busy_button.js";
import { focusFirstWrong } from "../parts/field.js";
import { Problem } from "../parts/notice.js";
import { bornFrom, dayOf, NOT_WRITTEN } from "../parts/person.js";
import { BornFields, NameField } from "../parts/person_fields.js";
import { html, useRef, useState } from "../vendor/preact_htm.js";
import { say } from "../words/words.js";

const SPENT = ["fact_tries_spent", "second_fact_spent"];

/** @param {import("./register_page.js").ViewProps} props */
export function FactView({ registration }) {
  const { busy, problem } = registration.state;
  const [name, setName] = useState("");
  const [born, setBorn] = useState(NOT_WRITTEN);
  const [isTried, setTried] = useState(false);
  /** @type {{current: HTMLFormElement}} */
  const form = useRef(null);
  const birth = bornFrom(born, dayOf(new Date()));
  const isSpent = SPENT.includes(problem?.code ?? "");

  const go = (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === "" || birth.fields === null) return focusFirstWrong(form.current);
    registration.proveFact({ name: name.trim(), ...birth.fields });
  };
  return html`<h1 id="title" tabindex="-1">${say("fact_title")}</h1>
    <p class="lede">${say("fact_lede")}</p>
    <${Problem} problem=${problem} />
    ${!isSpent &&
    html`<form class="form" novalidate ref=${form} onSubmit=${go}>
      <${NameField} label=${say("fact_name")} value=${name} error=${isTried && name.trim() === "" ? say("name_missing") : undefined} onWrite=${setName} />
      <${BornFields} born=${born} error=${isTried && birth.wrong !== null ? say(birth.wrong) : undefined} onWrite=${setBorn} />
      <${BusyButton} word=${say("go_on")} busyWord=${say("code_checking")} busy=${busy === "proving"} />
    </form>`}
    <section class="card" aria-labelledby="new-here">
      <h2 id="new-here">${say("new_here_title")}</h2>
      <p>${say("new_here_means")}</p>
      <${BusyButton} kind=${isSpent ? "big" : "quiet"} type="button" word=${say("new_here")} busy=${busy === "starting_new"} onPress=${() => registration.startNew()} data-new-here />
    </section>`;
}
