// What the server is asked for when a part of the page appears.

import { api } from "../api.js";
import { useEffect, useState } from "../vendor/preact_htm.js";
import { asProblem } from "./notice.js";

/** @typedef {import("../api.js").ApiProblem} ApiProblem */

/**
 * `value` is `null` until it is there; `load` asks again.
 * @param {string} path
 * @returns {{value: any, problem: ApiProblem | null, load: () => void, set: (value: any) => void}}
 */
export function useLoaded(path) {
  const [value, set] = useState(/** @type {any} */ (null));
  const [problem, setProblem] = useState(/** @type {ApiProblem | null} */ (null));
  const load = () => {
    setProblem(null);
    api.get(path).then(set, (thrown) => setProblem(asProblem(thrown)));
  };
  useEffect(load, [path]);
  return { value, problem, load, set };
}

/**
 * One thing at a time, and what was wrong with the last.
 * @returns {{busy: boolean, problem: ApiProblem | null, run: (act: () => Promise<unknown>) => Promise<void>}}
 */
export function useDoing() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(/** @type {ApiProblem | null} */ (null));
  const run = async (/** @type {() => Promise<unknown>} */ act) => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    await act().catch((thrown) => setProblem(asProblem(thrown)));
    setBusy(false);
  };
  return { busy, problem, run };
}
