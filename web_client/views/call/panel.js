// A panel beside the pictures, or over the lower half of a phone. It takes the focus and gives it back.

import { html, useEffect, useRef } from "../../vendor/preact_htm.js";
import { say } from "../../words/words.js";
import { Icon } from "../icons.js";

/** @param {{id: string, title: string, onClose: () => void, children?: unknown}} props */
export function Panel({ id, title, onClose, children }) {
  /** @type {{current: HTMLElement}} */
  const head = useRef(null);
  useEffect(() => {
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    const opener = before?.id;
    if (!head.current.parentElement?.contains(before)) head.current.querySelector("h2")?.focus();
    return () => void (document.activeElement === document.body && opener && document.getElementById(opener)?.focus());
  }, []);
  return html`<aside id=${id} class="panel" aria-labelledby="${id}-title">
    <header class="panel-head" ref=${head}>
      <h2 id="${id}-title" tabindex="-1">${title}</h2>
      <button class="close" type="button" aria-label=${say("close")} title=${say("close")} onClick=${onClose}><${Icon} name="close" /></button>
    </header>
    ${children}
  </aside>`;
}
