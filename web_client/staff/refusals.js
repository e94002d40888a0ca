// What a refusal says beside which field, and what is left to say below the form.

import { fieldProblems, problemSentence } from "../parts/notice.js";

/** @typedef {import("../api.js").ApiProblem} ApiProblem */

/**
 * A refusal with a code of its own says that beside its field; a bad request says of each field what it wants.
 * @param {ApiProblem | null} problem @param {readonly string[]} names the fields of this form
 * @returns {{fields: Record<string, string>, rest: ApiProblem | null}}
 */
export function besideFields(problem, names) {
  if (problem === null) return { fields: {}, rest: null };
  const named = Object.keys(problem.fields).filter((name) => names.includes(name));
  const wants = problem.code === "bad_request" ? fieldProblems(problem) : null;
  const fields = Object.fromEntries(named.map((name) => [name, wants?.[name] ?? problemSentence(problem)]));
  return { fields, rest: named.length === 0 || wants !== null ? problem : null };
}
