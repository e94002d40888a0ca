// One place from which a screen reader is told what happens. What is seen is said elsewhere.

import { html, useEffect, useRef, useState } from "../vendor/preact_htm.js";
import { say } from "../words/words.js";
import { changesBetween } from "./changes.js";
import { namesAndRoles, namesOf } from "./names.js";
import { noticeSentence } from "./toast.js";

const GONE_AFTER_MS = 10_000;

/** @param {{state: import("../state.js").State}} props */
export function Announcer({ state }) {
  const before = useRef(state);
  const [said, setSaid] = useState(/** @type {string[]} */ ([]));
  useEffect(() => {
    const sentences = changesBetween(before.current, state).map(sentenceOf);
    before.current = state;
    if (sentences.length > 0) setSaid(sentences);
  }, [state]);
  useEffect(() => {
    const timer = setTimeout(() => setSaid([]), GONE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return html`<div id="announcer" class="unseen" aria-live="polite" aria-relevant="additions">
    ${said.map((sentence) => html`<p key=${sentence}>${sentence}</p>`)}
  </div>`;
}

/** @param {import("./changes.js").Change} change */
function sentenceOf(change) {
  if (change.kind === "notice") return noticeSentence(change.notice);
  if (change.kind === "line") return say(change.key);
  const name = change.kind === "waits" || change.kind === "observer" ? namesAndRoles(change.people) : namesOf(change.people);
  return say(`announce_${change.kind}`, { name });
}
