// A dialog over the call: from below on a phone, in the middle of a laptop. Escape and a tap beside it close it.

import { html, useLayoutEffect, useRef } from "../../vendor/preact_htm.js";
import { say } from "../../words/words.js";
import { Icon } from "../icons.js";

/** @param {{id: string, title: string, onClose: () => void, children?: unknown}} props */
export function Sheet({ id, title, onClose, children }) {
  /** @type {{current: HTMLDialogElement}} */
  const dialog = useRef(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element.showModal();
    return () => element.close(); // while it is still there: the focus goes back to where it came from
  }, []);
  const beside = (/** @type {MouseEvent} */ event) => event.target === dialog.current && onClose();
  return html`<dialog id=${id} class="sheet" ref=${dialog} aria-labelledby="${id}-title" onCancel=${onClose} onClick=${beside}>
    <div class="sheet-inside">
      <header class="panel-head">
        <h2 id="${id}-title">${title}</h2>
        <button class="close" type="button" aria-label=${say("close")} title=${say("close")} onClick=${onClose}><${Icon} name="close" /></button>
      </header>
      ${children}
    </div>
  </dialog>`;
}
