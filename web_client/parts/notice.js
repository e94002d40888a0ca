// What happened and what to do, in words; heard at once by whoever hears the page.

import { ApiProblem } from "../api.js";
import { html, useEffect, useState } from "../vendor/preact_htm.js";
import { say, sayDuration, sayEither } from "../words/words.js";

/** @param {{sentence: unknown, kind?: "calm" | "done"}} props */
export function Note({ sentence, kind = "calm" }) {
  return html`<p class="note ${kind}" role="status">${sentence}</p>`;
}

/**
 * Always on the page, so that what comes into it is read out. Children: a way out, such as a button.
 * @param {{problem: ApiProblem | null, leadsToSignIn?: boolean, children?: unknown}} props
 */
export function Problem({ problem, leadsToSignIn = true, children }) {
  return html`<div class="problem" role="alert">
    ${problem !== null && html`<div class="note trouble"><p>${problemSentence(problem)}</p>${leadsToSignIn && problem.code === "not_signed_in" ? html`<${SignInAgain} />` : children}</div>`}
  </div>`;
}

/** Where that is, the page says: `<html data-sign-in="/register/">`. */
function SignInAgain() {
  const { signIn } = document.documentElement.dataset;
  return signIn !== undefined && html`<a class="quiet" href=${signIn}>${say("parts_sign_in")}</a>`;
}

/** @param {ApiProblem} problem */
export function problemSentence(problem) {
  const sentence = sayEither(`problem_${problem.code}`, fieldOf(problem) === null ? "problem_other" : "problem_bad_request");
  const wait = problem.retryAfterSeconds;
  return wait === null ? sentence : `${sentence} ${say("problem_wait", { time: waitWords(wait) })}`;
}

/** "0:40", "5 minutes", "2 hours". @param {number} seconds */
function waitWords(seconds) {
  if (seconds < 100) return sayDuration(Math.ceil(seconds));
  if (seconds < 5400) return say("minutes", { count: Math.ceil(seconds / 60) });
  return say("hours", { count: Math.ceil(seconds / 3600) });
}

/** Whatever was thrown, as a problem; what is no refusal is a fault of ours and is thrown on to the console. @param {unknown} thrown */
export function asProblem(thrown) {
  if (thrown instanceof ApiProblem) return thrown;
  reportError(thrown);
  return new ApiProblem("page_trouble");
}

/** Our own words for each field that the server did not take. @param {ApiProblem | null} problem @returns {Record<string, string>} */
export function fieldProblems(problem) {
  if (problem === null) return {};
  const one = fieldOf(problem);
  const names = [...Object.keys(problem.fields), ...(one === null ? [] : [one])];
  return Object.fromEntries(names.map((name) => [name, sayEither(`wrong_${name}`, "wrong_other")]));
}

/** A refusal may name the one field in its code: "name_invalid", "complaint_text_invalid". @param {ApiProblem} problem */
function fieldOf({ code }) {
  return code.endsWith("_invalid") ? code.slice(0, -"_invalid".length).replace(/^complaint_/, "") : null;
}

/** Whether the line is down; it goes by itself when it is back. */
export function OfflineNote() {
  const [isOffline, setOffline] = useState(navigator.onLine === false);
  useEffect(() => {
    const look = () => setOffline(navigator.onLine === false);
    addEventListener("online", look);
    addEventListener("offline", look);
    return () => {
      removeEventListener("online", look);
      removeEventListener("offline", look);
    };
  }, []);
  return html`<div role="status">${isOffline && html`<p class="note trouble offline-note">${say("offline_note")}</p>`}</div>`;
}
