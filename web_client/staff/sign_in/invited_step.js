// Whoever was taken in from a list chooses a password by the code that was sent to her.

import { api } from "../../api.js";
import { BusyButton } from "../../parts/busy_button.js";
import { Field, focusFirstWrong } from "../../parts/field.js";
import { Problem } from "../../parts/notice.js";
import { html, useRef, useState } from "../../vendor/preact_htm.js";
import { NewPassword, useNewPassword } from "../new_password.js";
import { say } from "../words.js";

/** @param {{act: ReturnType<typeof import("../asking.js").useAct>, onChosen: () => void, onAgain: () => void}} props */
export function InvitedStep({ act, onChosen, onAgain }) {
  const [code, setCode] = useState("");
  const [isTried, setTried] = useState(false);
  const chosen = useNewPassword();
  /** @type {{current: HTMLFormElement}} */
  const form = useRef(null);
  const isMissing = code.trim() === "";
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (isMissing || !chosen.isRight) return focusFirstWrong(form.current);
    if (await act.run(() => api.post("/api/staff/password", { invitation: code.trim(), password: chosen.password }))) onChosen();
  };
  return html`<form class="form card" novalidate ref=${form} onSubmit=${send}>
      <${Field} name="invitation" label=${say("invitation")} hint=${say("invitation_hint")} error=${isTried && isMissing ? say("missing_invitation") : undefined}
        autocomplete="off" autocapitalize="none" spellcheck=${false} dir="ltr" value=${code} onWrite=${setCode} />
      <${NewPassword} chosen=${chosen} isTried=${isTried} />
      <${Problem} problem=${act.problem} />
      <${BusyButton} word=${say("password_save")} busy=${act.busy} />
    </form>
    <button class="link" type="button" onClick=${onAgain}>${say("sign_in")}</button>`;
}
