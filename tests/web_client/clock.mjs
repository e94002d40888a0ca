// The page's timers and its clock under the test's hand.

import { mock } from "node:test";

/** Lets everything run that waits for a promise alone. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));

/** From now on `setTimeout` and `performance.now` stand still until `pass`; `restore` gives them back. */
export function stoppedClock() {
  let milliseconds = 0;
  mock.timers.enable({ apis: ["setTimeout"] });
  mock.method(performance, "now", () => milliseconds);
  return {
    async pass(length) {
      milliseconds += length;
      mock.timers.tick(length);
      await settled();
    },
    restore() {
      mock.timers.reset();
      mock.restoreAll();
    },
  };
}
