// Prescriptions that were given in a consultation: told as they are signed, and asked for when the page is opened later.

import { api } from "../../api.js";
import { html, useEffect, useState } from "../../vendor/preact_htm.js";
import { Icon } from "../../views/icons.js";
import { say } from "../../words/words.js";

/** @typedef {import("./visit.js").Visit} Visit */

/** The newest of this consultation that stands; `null` while none is known. @param {Visit} visit @param {string} consultation @returns {string | null} */
export function useGiven(visit, consultation) {
  const [id, setId] = useState(/** @type {string | null} */ (null));
  useEffect(() => {
    const gone = new AbortController();
    const ask = () => api.get("/api/prescriptions").then(({ prescriptions }) => !gone.signal.aborted && setId(newest(prescriptions, consultation)), () => {});
    visit.on("prescription", (news) => news.consultation === consultation && ask(), { signal: gone.signal });
    ask();
    return () => gone.abort();
  }, [consultation]);
  return id;
}

/** @param {readonly {id: string, consultation: string, state: string}[]} every the newest first @param {string} consultation */
export function newest(every, consultation) {
  return every.find((one) => one.consultation === consultation && one.state === "signed")?.id ?? null;
}

/** In the call, as it is signed: above the pictures, in a page of its own so that the call goes on. @param {{visit: Visit, consultation: string}} props */
export function GivenBanner({ visit, consultation }) {
  const id = useGiven(visit, consultation);
  return html`<div role="status">${id !== null && html`<div class="call-banner"><p>${say("prescription_ready")}</p><a class="small strong" data-prescription href="/prescriptions/#${id}" target="_blank" rel="noopener">${say("prescription_open")}</a></div>`}</div>`;
}

/** After it. @param {{visit: Visit, consultation: string}} props */
export function GivenCard({ visit, consultation }) {
  const id = useGiven(visit, consultation);
  if (id === null) return null;
  return html`<section class="card" aria-labelledby="given"><h2 id="given"><${Icon} name="page" /> ${say("prescription_ready")}</h2>
    <a class="big" data-prescription href="/prescriptions/#${id}">${say("prescription_open")}</a></section>`;
}
