// Step 1: which mobile, and which state.

import { mobileFrom } from "../parts/digits.js";
import { BusyButton } from "../parts/busy_button.js";
import { Field, focusFirstWrong } from "../parts/field.js";
import { fieldProblems, Problem } from "../parts/notice.js";
import { stateOptions, useStates } from "../parts/places.js";
import { Select } from "../parts/select.js";
import { html, useRef, useState } from "../vendor/preact_htm.js";
import { say } from "../words/words.js";

/** @param {import("./register_page.js").ViewProps} props */
export function NumberView({ registration }) {
  const { busy, problem } = registration.state;
  const { states, problem: statesProblem, load } = useStates();
  const [mobile, setMobile] = useState("");
  const [state, setState] = useState(registration.rememberedState);
  const [isTried, setTried] = useState(false);
  /** @type {{current: HTMLFormElement}} */
  const form = useRef(null);
  const wrong = { ...fieldProblems(problem), ...(isTried && missingIn(mobile, state)) };

  const go = (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    const number = mobileFrom(mobile);
    if (number === null || state === "") return focusFirstWrong(form.current);
    registration.askCode(number, state, document.documentElement.lang);
  };
  const write = (/** @type {string} */ written) => {
    setMobile(written);
    registration.forgetProblem();
  };
  return html`<h1 id="title" tabindex="-1">${say("number_title")}</h1>
    <p class="lede">${say("number_lede")}</p>
    <form class="form" novalidate ref=${form} onSubmit=${go}>
      <${Field}
        name="mobile" label=${say("mobile")} hint=${say("mobile_hint")} error=${wrong.mobile} lead=${/^\s*\+/.test(mobile) ? undefined : "+91"} class="digits" dir="ltr"
        type="tel" inputmode="tel" autocomplete="tel-national" maxlength="20" enterkeyhint="next" value=${mobile} onWrite=${write}
      />
      <${Select} name="state" label=${say("state")} error=${wrong.state} empty=${say(states === null ? "loading" : "choose_state")} value=${state} options=${stateOptions(states ?? [])} onChoose=${setState} autocomplete="off" />
      <${Problem} problem=${statesProblem}><button class="quiet" type="button" onClick=${load}>${say("parts_try_again")}</button><//>
      <${Problem} problem=${problem} leadsToSignIn=${false} />
      <${BusyButton} word=${say("send_code")} busyWord=${say("parts_sending")} busy=${busy === "asking_code"} />
    </form>`;
}

/** @param {string} mobile @param {string} state @returns {Record<string, string>} */
function missingIn(mobile, state) {
  const isThere = mobile.trim() !== "";
  return {
    ...(mobileFrom(mobile) === null && { mobile: say(isThere ? "wrong_mobile" : "mobile_missing") }),
    ...(state === "" && { state: say("state_missing") }),
  };
}
