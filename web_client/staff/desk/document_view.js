// The document that came with an application: shown where it is a picture, else kept to be read.

import { html, useState } from "../../vendor/preact_htm.js";
import { say } from "../words.js";

/** @param {{id: string, name: string}} props */
export function DocumentView({ id, name }) {
  const [isPicture, setPicture] = useState(true);
  const address = `/api/staff/${encodeURIComponent(id)}/document`;
  return html`<div class="document">
    ${isPicture ? html`<img src=${address} alt=${say("document_of", { name })} onError=${() => setPicture(false)} />` : html`<p class="soft">${say("document_no_picture")}</p>`}
    <div class="acts"><a class="quiet" href=${address} download>${say("download")}</a></div>
  </div>`;
}
