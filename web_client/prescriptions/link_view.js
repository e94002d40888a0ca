// The link of an SMS: a code to the number that it was sent to, and what it leads to is there.

import { api } from "../api.js";
import { BusyButton } from "../parts/busy_button.js";
import { CodeForm } from "../parts/code_form.js";
import { asProblem, Problem } from "../parts/notice.js";
import { isSpent } from "../register/challenge.js";
import { html, useEffect, useState } from "../vendor/preact_htm.js";
import { say } from "./words.js";

/** @typedef {import("../api.js").ApiProblem} ApiProblem */
/** @typedef {import("../register/steps.js").Challenge} Challenge */

/** @param {{token: string, onOpened: (id: string) => void}} props */
export function LinkView({ token, onOpened }) {
  const [masked, setMasked] = useState(/** @type {string | null} */ (null));
  const [challenge, setChallenge] = useState(/** @type {Challenge | null} */ (null));
  const [problem, setProblem] = useState(/** @type {ApiProblem | null} */ (null));
  const [busy, setBusy] = useState(/** @type {string | null} */ (null));
  const doing = async (/** @type {string} */ what, /** @type {() => Promise<void>} */ act) => {
    setBusy(what);
    setProblem(null);
    await act().catch((thrown) => setProblem(asProblem(thrown)));
    setBusy(null);
  };
  const look = () => doing("looking", async () => {
    const found = await api.post("/api/prescription-links/look", { token });
    if (found.prescription === null) setMasked(found.masked);
    else onOpened(found.prescription);
  });
  const language = document.documentElement.lang === "hi" ? "hi" : "en";
  const ask = () => doing("asking_code", async () => setChallenge(await api.post("/api/prescription-links/code", { token, language })));
  const again = () => doing("asking_code", async () => setChallenge(await api.post(`/api/codes/${challenge?.challenge}/resend`)));
  const enter = (/** @type {string} */ code) => doing("entering", async () => {
    const opened = await api.post("/api/prescription-links/open", { token, challenge: challenge?.challenge, code });
    onOpened(opened.prescription);
  });
  useEffect(() => void look(), [token]);
  if (challenge !== null) {
    return html`<${CodeForm} challenge=${challenge} isSpent=${isSpent(challenge, problem)} busy=${busy} problem=${problem} word=${say("link_open")}
      onCode=${enter} onSendAgain=${isSpent(challenge, problem) ? ask : again} onOtherNumber=${() => location.assign("/register/?next=prescriptions")} />`;
  }
  return html`<${Problem} problem=${problem}><a class="quiet" href="/register/?next=prescriptions">${say("link_sign_in")}</a><//>
    ${masked !== null && html`<p class="large">${say("link_why", { number: masked })}</p>
      <${BusyButton} kind="big" type="button" word=${say("link_send")} busy=${busy === "asking_code"} onPress=${ask} data-send-code />`}
    ${masked === null && problem === null && html`<p class="soft" role="status">${say("parts_one_moment")}</p>`}`;
}
