// "My prescriptions". The phone's way back leads from one to the list.

import { api } from "../api.js";
import { asProblem, Problem } from "../parts/notice.js";
import { Page } from "../parts/page.js";
import { html, useEffect, useState } from "../vendor/preact_htm.js";
import { LinkView } from "./link_view.js";
import { ListView } from "./list_view.js";
import { OneView } from "./one_view.js";
import { placeOf } from "./places.js";
import { say } from "./words.js";

const SIGN_IN = "/register/?next=prescriptions";

export function PrescriptionsPage() {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const look = () => setHash(location.hash);
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, []);
  const place = placeOf(hash);
  const session = useSession(place.name !== "link");
  const title = say(place.name === "list" ? "prescriptions_title" : place.name === "one" ? "prescription_title" : "link_title");
  const opened = (/** @type {string} */ id) => {
    history.replaceState(null, "", `#${id}`);
    setHash(location.hash);
  };
  const isIn = session.state === "in";
  return html`<${Page} screen=${place.name} title=${title} links=${html`<a class="link emergency" href="tel:112">${say("emergency")}</a> <a class="link" href="/opd/">${say("to_doctor")}</a>`}>
    ${place.name === "one" && html`<a class="link back" href="#">${say("back_to_list")}</a>`}
    <h1 id="title" tabindex="-1">${title}</h1>
    ${place.name !== "link" && html`<${Problem} problem=${session.problem} />`}
    ${place.name === "link" && html`<${LinkView} key=${place.token} token=${place.token} onOpened=${opened} />`}
    ${place.name === "one" && isIn && html`<${OneView} key=${place.id} id=${place.id} />`}
    ${place.name === "list" && isIn && html`<${ListView} />`}
  <//>`;
}

/** Whoever is not signed in is sent the way in, but for the link, which has its own. @param {boolean} isNeeded */
function useSession(isNeeded) {
  const [state, setState] = useState("unknown");
  const [problem, setProblem] = useState(/** @type {import("../api.js").ApiProblem | null} */ (null));
  useEffect(() => {
    const come = (/** @type {import("../api.js").Session} */ session) => {
      const isOut = session.signed_in !== "patient" || session.household?.needs_second_fact;
      if (isOut && isNeeded) location.replace(SIGN_IN);
      else setState("in");
    };
    api.session().then(come, (thrown) => setProblem(asProblem(thrown)));
  }, [isNeeded]);
  return { state, problem };
}
