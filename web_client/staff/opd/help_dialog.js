// Every key of the desk, on one sheet.

import { Dialog } from "../../parts/dialog.js";
import { html } from "../../vendor/preact_htm.js";
import { say } from "../words.js";
import { keyCap, KEY_GROUPS } from "./keys.js";

/** @param {{onClose: () => void}} props */
export function HelpDialog({ onClose }) {
  return html`<${Dialog} id="keys" title=${say("keys_title")} onClose=${onClose}>
    <div class="keys-sheet">${KEY_GROUPS.map(({ title, actions }) => html`<section key=${title} aria-labelledby=${title}>
      <h3 id=${title}>${say(title)}</h3>
      <dl class="keys-list">${actions.map((action) => html`<div key=${action}><dt><kbd>${keyCap(action)}</kbd></dt><dd>${say(`do_${action}`)}</dd></div>`)}</dl>
    </section>`)}</div>
    <ul class="keys-hints"><li>${say("keys_arrows")}</li><li>${say("keys_typing")}</li><li>${say("keys_escape")}</li><li>${say("keys_picture")}</li></ul>
  <//>`;
}
