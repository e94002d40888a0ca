// "My account": who is signed in, and which part is open. The phone's way back leads through the parts.

import { api } from "../api.js";
import { asProblem, Problem } from "../parts/notice.js";
import { Page } from "../parts/page.js";
import { html, useEffect, useState } from "../vendor/preact_htm.js";
import { say } from "../words/words.js";
import { DevicesView } from "./devices_view.js";
import { HomeView } from "./home_view.js";
import { NumberView } from "./number_view.js";
import { PersonView } from "./person_view.js";
import { placeOf } from "./places.js";

/** @typedef {import("../register/steps.js").Household} Household */
/** @typedef {import("../register/steps.js").Listed} Listed */
/** @typedef {{household: Household, onHousehold: (household: Household) => void, onRemoved: (patient: Listed | null) => void, removed: Listed | null}} AccountProps */

const SIGN_IN = "/register/?next=account";

export function AccountPage() {
  const { household, problem, load, set } = useHousehold();
  const [removed, setRemoved] = useState(/** @type {Listed | null} */ (null));
  const place = usePlace();
  const patient = place.name === "person" ? household?.patients.find(({ id }) => id === place.id) : undefined;
  const isHome = place.name === "home" || (place.name === "person" && patient === undefined);
  const props = { household, onHousehold: set, onRemoved: setRemoved, removed };
  const title = patient !== undefined ? say("person_page_title", { name: patient.name }) : say(titleKey(place.name));
  const kind = patient === undefined ? "page" : "page two-columns";
  return html`<${Page} screen=${household === null ? "opening" : isHome ? "home" : location.hash} title=${title} kind=${kind} links=${html`<${Links} />`}>
    ${!isHome && html`<a class="link back" href="#">${say("back_to_account")}</a>`}
    <h1 id="title" tabindex="-1">${title}</h1>
    <${Problem} problem=${problem}><button class="quiet" type="button" onClick=${load}>${say("parts_try_again")}</button><//>
    ${household === null ? problem === null && html`<p class="soft">${say("loading")}</p>` : html`<${View} place=${place} patient=${patient} props=${props} />`}
  <//>`;
}

/** @param {{place: import("./places.js").Place, patient: Listed | undefined, props: AccountProps}} shown */
function View({ place, patient, props }) {
  if (patient !== undefined) return html`<${PersonView} key=${patient.id} listed=${patient} ...${props} />`;
  if (place.name === "number") return html`<${NumberView} ...${props} />`;
  return place.name === "devices" ? html`<${DevicesView} />` : html`<${HomeView} ...${props} />`;
}

/** @param {import("./places.js").Place["name"]} name */
function titleKey(name) {
  return /** @type {const} */ ({ home: "account_title", person: "account_title", number: "new_number_title", devices: "devices_title" })[name];
}

function Links() {
  return html`<a class="link emergency" href="tel:112">${say("emergency")}</a> <a class="link" href="/register/">${say("who_title")}</a>`;
}

/** Whoever is not signed in, or still owes a fact, is sent the way in. */
function useHousehold() {
  const [household, set] = useState(/** @type {Household | null} */ (null));
  const [problem, setProblem] = useState(/** @type {import("../api.js").ApiProblem | null} */ (null));
  const load = () => {
    setProblem(null);
    const come = (/** @type {import("../api.js").Session} */ session) => {
      if (session.signed_in !== "patient" || session.household?.needs_second_fact) location.replace(SIGN_IN);
      else set(session.household);
    };
    api.session().then(come, (thrown) => setProblem(asProblem(thrown)));
  };
  useEffect(load, []);
  return { household, problem, load, set };
}

function usePlace() {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const look = () => setHash(location.hash);
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, []);
  return placeOf(hash);
}
