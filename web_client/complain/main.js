// A complaint on a page of its own, for pages that have no room for the dialog: `/complain/?from=/`.

import { ComplaintForm, Sent } from "../parts/complaint.js";
import { mountPage, Page } from "../parts/page.js";
import { html, useState } from "../vendor/preact_htm.js";
import { say } from "../words/words.js";

function ComplaintPage() {
  const [reference, setReference] = useState(/** @type {string | null} */ (null));
  const title = say(reference === null ? "complaint_title" : "complaint_sent_title");
  return html`<${Page} screen=${reference === null ? "form" : "sent"} title=${title} complains=${false}>
    <h1 id="title" tabindex="-1">${title}</h1>
    ${reference === null ? html`<${ComplaintForm} first=${null} page=${pageItIsAbout()} onSent=${setReference} />` : html`<${Sent} reference=${reference} onClose=${canGoBack() ? () => history.back() : undefined} />`}
  <//>`;
}

/** Not where the page was opened in a tab of its own. */
function canGoBack() {
  return history.length > 1;
}

/** Only a path: an address may carry an invitation. */
function pageItIsAbout() {
  const from = new URLSearchParams(location.search).get("from") ?? "";
  return /^\/[\w/-]*$/.test(from) ? from : location.pathname;
}

mountPage(document.getElementById("app") ?? document.body, () => html`<${ComplaintPage} />`);
