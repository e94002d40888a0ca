// Asking the server from a view: what is loading, what came, and what was refused.

import { asProblem } from "../parts/notice.js";
import { useEffect, useRef, useState } from "../vendor/preact_htm.js";

/** @typedef {import("../api.js").ApiProblem} ApiProblem */
/** @template Value @typedef {{value: Value | null, problem: ApiProblem | null, isLoading: boolean, again: () => void, set: (value: Value) => void}} Loaded */

const SIGNED_OUT = "paramarsh-signed-out";

/**
 * Asked when `inputs` change, when `again` is called, and when the line is back. What came before stays while it is asked again.
 * @template Value @param {() => Promise<Value>} load @param {readonly unknown[]} inputs @returns {Loaded<Value>}
 */
export function useLoaded(load, inputs) {
  const [state, setState] = useState(/** @type {{value: Value | null, problem: ApiProblem | null, isLoading: boolean}} */ ({ value: null, problem: null, isLoading: true }));
  const asked = useRef(0);
  const again = () => {
    const mine = (asked.current += 1);
    const settle = (/** @type {(before: typeof state) => typeof state} */ change) => mine === asked.current && setState(change);
    setState((before) => ({ ...before, isLoading: true }));
    load().then(
      (value) => settle(() => ({ value, problem: null, isLoading: false })),
      (thrown) => settle((before) => ({ ...before, problem: told(thrown), isLoading: false })),
    );
  };
  useEffect(() => {
    setState({ value: null, problem: null, isLoading: true });
    again();
    return () => void (asked.current += 1);
  }, inputs);
  useEffect(() => whenOnline(() => state.problem?.code === "offline" && again()));
  return { ...state, again, set: (value) => setState({ value, problem: null, isLoading: false }) };
}

/**
 * One thing at a time; `run` answers whether it was done.
 * @returns {{busy: boolean, problem: ApiProblem | null, run: (act: () => Promise<unknown>) => Promise<boolean>, setProblem: (problem: ApiProblem | null) => void}}
 */
export function useAct() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(/** @type {ApiProblem | null} */ (null));
  const run = async (/** @type {() => Promise<unknown>} */ act) => {
    setBusy(true);
    setProblem(null);
    try {
      await act();
      return true;
    } catch (thrown) {
      setProblem(told(thrown));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, run, setProblem };
}

/** For a dialog that says itself why something was refused. @template Value @param {() => Promise<Value>} act */
export function watched(act) {
  return async () => {
    try {
      return await act();
    } catch (thrown) {
      throw told(thrown);
    }
  };
}

/** @param {() => void} act @returns {() => void} */
export function whenSignedOut(act) {
  addEventListener(SIGNED_OUT, act);
  return () => removeEventListener(SIGNED_OUT, act);
}

/** @param {unknown} thrown */
export function told(thrown) {
  const problem = asProblem(thrown);
  if (problem.code === "not_signed_in") dispatchEvent(new Event(SIGNED_OUT));
  return problem;
}

/** @param {() => void} act */
function whenOnline(act) {
  addEventListener("online", act);
  return () => removeEventListener("online", act);
}
