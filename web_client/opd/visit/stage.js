// The visit is loaded when the danger signs are behind her: the first screen stays light. Tried again as long as there is no line.

import { Page } from "../../parts/page.js";
import { html, useEffect, useState } from "../../vendor/preact_htm.js";
import { alsoSpeak, say } from "../../words/words.js";

/** @typedef {typeof import("./visit_page.js").VisitPage} VisitPage */

const STYLE = "/design/opd.css";
const AGAIN_MS = 3000;

/** @type {Promise<VisitPage> | null} */
let loading = null;

/** Asked for early, so that it is here when it is wanted. @returns {Promise<VisitPage>} */
export function loadVisit() {
  loading ??= fetchVisit().catch(async () => {
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    loading = null;
    return loadVisit();
  });
  return loading;
}

async function fetchVisit() {
  const [module] = await Promise.all([import("./visit_page.js"), alsoSpeak("patient", "visit"), loadStyle()]);
  return module.VisitPage;
}

/** @typedef {{hash: string, isBack: boolean}} Start `isBack`: registration led here */

/** @param {import("./visit_page.js").Props} props */
export function VisitStage(props) {
  const [page, setPage] = useState(/** @type {{VisitPage: VisitPage} | null} */ (null));
  useEffect(() => void loadVisit().then((VisitPage) => setPage({ VisitPage })), []);
  if (page === null) return html`<${Page} screen="opening" title=${say("parts_one_moment")} kind="page opd"><h1 id="title" tabindex="-1">${say("parts_one_moment")}</h1><//>`;
  return html`<${page.VisitPage} ...${props} />`;
}

/** @returns {Promise<unknown>} */
function loadStyle() {
  if (document.querySelector(`link[href="${STYLE}"]`) !== null) return Promise.resolve();
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: STYLE });
  return new Promise((resolve, reject) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => {
      link.remove();
      reject(new Error("the style did not load"));
    });
    document.head.append(link);
  });
}
