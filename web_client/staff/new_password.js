// A new password, written twice, and a sentence that says where it stands.

import { Field } from "../parts/field.js";
import { html, useState } from "../vendor/preact_htm.js";
import { EMPTY, SHORTEST_PASSWORD, strengthOf } from "./apply/application.js";
import { say } from "./words.js";

/** @typedef {ReturnType<typeof useNewPassword>} Chosen */

/** @param {string} [name] whose parts must not stand in it */
export function useNewPassword(name = "") {
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const strength = strengthOf({ ...EMPTY, name, password });
  return { password, setPassword, again, setAgain, strength, isRight: strength.isEnough && password === again };
}

/** @param {{chosen: Chosen, isTried: boolean}} props */
export function NewPassword({ chosen: { password, setPassword, again, setAgain, strength }, isTried }) {
  const error = isTried && !strength.isEnough ? say(password === "" ? "missing_password" : "wrong_password") : undefined;
  return html`
    <${Field} name="new-password" label=${say("password_new")} type="password" autocomplete="new-password" maxlength="200" error=${error} value=${password} onWrite=${setPassword} />
    <${Strength} password=${password} strength=${strength} />
    <${Field} name="new-password-again" label=${say("password_repeat")} type="password" autocomplete="new-password" maxlength="200" error=${isTried && again !== password ? say("wrong_password_again") : undefined} value=${again} onWrite=${setAgain} />`;
}

/** @param {{password: string, strength: ReturnType<typeof strengthOf>}} props */
export function Strength({ password, strength: { sentence, missing, isEnough } }) {
  const said = password === "" ? say("password_rule", { count: SHORTEST_PASSWORD }) : say(/** @type {"password_short"} */ (sentence), { count: missing });
  return html`<p class="strength" role="status" data-enough=${isEnough && password !== "" ? "" : undefined}>${said}</p>`;
}
