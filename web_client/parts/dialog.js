// A dialog over the page: from below on a phone, in the middle of a laptop. Escape and a tap beside it close it.

import { html, useLayoutEffect, useRef, useState } from "../vendor/preact_htm.js";
import { Icon } from "../views/icons.js";
import { say } from "../words/words.js";
import { BusyButton } from "./busy_button.js";
import { asProblem, Problem } from "./notice.js";

/** @typedef {import("../api.js").ApiProblem} ApiProblem */

/** @param {{id: string, title: string, onClose: () => void, children?: unknown}} props */
export function Dialog({ id, title, onClose, children }) {
  /** @type {{current: HTMLDialogElement}} */
  const dialog = useRef(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element.showModal();
    return () => element.close(); // while it is still there: the focus goes back to where it came from
  }, []);
  const beside = (/** @type {MouseEvent} */ event) => event.target === dialog.current && onClose();
  return html`<dialog id=${id} class="dialog" ref=${dialog} aria-labelledby="${id}-title" onCancel=${onClose} onClick=${beside}>
    <div class="dialog-inside">
      <header class="dialog-head">
        <h2 id="${id}-title" tabindex="-1">${title}</h2>
        <button class="quiet close" type="button" aria-label=${say("parts_close")} title=${say("parts_close")} onClick=${onClose}><${Icon} name="close" /></button>
      </header>
      ${children}
    </div>
  </dialog>`;
}

/**
 * Before something that is hard to take back. `act` may refuse: the dialog stays and says why.
 * @param {{id: string, title: string, sentence: unknown, word: string, isGrave?: boolean, isReady?: boolean, act: () => Promise<unknown>, onClose: () => void}} props
 */
export function Question({ id, title, sentence, word, isGrave = true, isReady = true, act, onClose }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(/** @type {ApiProblem | null} */ (null));
  const go = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await act();
      onClose();
    } catch (thrown) {
      setBusy(false);
      setProblem(asProblem(thrown));
    }
  };
  return html`<${Dialog} id=${id} title=${title} onClose=${onClose}>
    <div>${sentence}</div>
    <${Problem} problem=${problem} />
    <div class="answers">
      <button class="quiet" type="button" autofocus onClick=${onClose}>${say("parts_cancel")}</button>
      <${BusyButton} type="button" kind=${isGrave ? "big end" : "big"} word=${word} busy=${busy} disabled=${!isReady} onPress=${go} data-confirm />
    </div>
  <//>`;
}
