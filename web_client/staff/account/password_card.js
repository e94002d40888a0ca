// Another password from now on.

import { api } from "../../api.js";
import { BusyButton } from "../../parts/busy_button.js";
import { Field, focusFirstWrong } from "../../parts/field.js";
import { Note, Problem } from "../../parts/notice.js";
import { html, useRef, useState } from "../../vendor/preact_htm.js";
import { useAct } from "../asking.js";
import { useKeptFocus } from "../focus.js";
import { NewPassword, useNewPassword } from "../new_password.js";
import { say } from "../words.js";

/** @param {{name: string}} props */
export function PasswordCard({ name }) {
  const [state, setState] = useState(/** @type {"closed" | "open" | "done"} */ ("closed"));
  /** @type {{current: HTMLElement}} */
  const title = useRef(null);
  useKeptFocus(title, [state]);
  return html`<section class="card" aria-labelledby="password-title">
    <h2 id="password-title" tabindex="-1" ref=${title}>${say("password")}</h2>
    ${state === "done" && html`<${Note} kind="done" sentence=${say("password_changed")} />`}
    ${state === "open"
      ? html`<${ChangeForm} name=${name} onDone=${() => setState("done")} onCancel=${() => setState("closed")} />`
      : html`<div class="acts"><button class="quiet" type="button" onClick=${() => setState("open")}>${say("password_change")}</button></div>`}
  </section>`;
}

/** @param {{name: string, onDone: () => void, onCancel: () => void}} props */
function ChangeForm({ name, onDone, onCancel }) {
  const [present, setPresent] = useState("");
  const [isTried, setTried] = useState(false);
  const chosen = useNewPassword(name);
  const act = useAct();
  /** @type {{current: HTMLFormElement}} */
  const form = useRef(null);
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (present === "" || !chosen.isRight) return focusFirstWrong(form.current);
    if (await act.run(() => api.put("/api/staff/password", { present, wanted: chosen.password }))) onDone();
  };
  return html`<form class="form" novalidate ref=${form} onSubmit=${send}>
    <${Field} name="present-password" label=${say("password_present")} type="password" autocomplete="current-password" maxlength="200"
      error=${isTried && present === "" ? say("missing_password_here") : undefined} value=${present} onWrite=${setPresent} />
    <${NewPassword} chosen=${chosen} isTried=${isTried} />
    <${Problem} problem=${act.problem} />
    <div class="acts"><${BusyButton} word=${say("password_change")} busy=${act.busy} /><button class="quiet" type="button" onClick=${onCancel}>${say("parts_cancel")}</button></div>
  </form>`;
}
