// Who is signed in decides what is shown.

import { api } from "../api.js";
import { Page } from "../parts/page.js";
import { html, useEffect, useState } from "../vendor/preact_htm.js";
import { useLoaded, whenSignedOut } from "./asking.js";
import { Desk } from "./desk.js";
import { Loading } from "./loading.js";
import { SignIn } from "./sign_in/sign_in_view.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").Session} Session */
/** @typedef {import("./answers.js").StaffSelf} StaffSelf */

export function StaffApp() {
  const session = useLoaded(/** @returns {Promise<Session>} */ () => api.session(), []);
  const [because, setBecause] = useState(/** @type {string | null} */ (null));
  const become = (/** @type {StaffSelf | null} */ staff, /** @type {string | null} */ reason) => {
    setBecause(reason);
    session.set({ signed_in: staff === null ? null : "staff", csrf: "", household: null, staff });
    api.session().catch(() => {}); // another session, another token
  };
  useEffect(() => whenSignedOut(() => become(null, "not_signed_in")), []);

  if (session.value === null) return html`<${Opening} session=${session} />`;
  const { signed_in: who, staff } = session.value;
  if (who !== "staff" || staff === null) return html`<${SignIn} because=${because ?? strangerIn(session.value)} onIn=${(/** @type {StaffSelf} */ one) => become(one, null)} />`;
  return html`<${Desk} key=${staff.id} staff=${staff} onLeft=${() => become(null, "left")} />`;
}

/** A patient's household on the same device is not asked to leave; it is only said. @param {Session} session */
function strangerIn(session) {
  return session.signed_in === "patient" ? "patient_here" : null;
}

/** @param {{session: import("./asking.js").Loaded<Session>}} props */
function Opening({ session }) {
  return html`<${Page} screen="opening" title=${say("sign_in_title")} kind="page narrow">
    <h1 id="title" tabindex="-1">${say("sign_in_title")}</h1>
    <${Loading} loaded=${session} show=${() => null} />
  <//>`;
}
