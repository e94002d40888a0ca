// The link, to be carried by hand to a browser that gives the camera.

import { html, useState } from "../../vendor/preact_htm.js";
import { say } from "../../words/words.js";
import { Icon } from "../icons.js";

const SAID_MS = 4000;

/** For every other browser: the link goes by hand. */
export function CopyLink() {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    if (!(await copied(location.href))) return;
    setCopied(true);
    setTimeout(() => setCopied(false), SAID_MS);
  };
  return html`<button id="copy-link" class="quiet" type="button" onClick=${copy}>
    <${Icon} name=${isCopied ? "done" : "copy"} /> <span role="status">${say(isCopied ? "link_copied" : "copy_link")}</span>
  </button>`;
}

/** @param {string} text */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedByHand(text); // an old web view, or an insecure page
  }
}

/** @param {string} text */
function copiedByHand(text) {
  const field = Object.assign(document.createElement("textarea"), { value: text, className: "unseen" });
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}
