// A second that passes, for what counts down on the page.

import { useEffect, useState } from "../../vendor/preact_htm.js";

/** Whole seconds until then, by the server's clock, down to 0; looked at again each second. @param {number | null} time seconds since 1970 @param {() => number} now */
export function useSecondsUntil(time, now) {
  const left = () => (time === null ? 0 : Math.max(0, Math.ceil(time - now())));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    const timer = setInterval(() => setSeconds(left()), 1000);
    return () => clearInterval(timer);
  }, [time]);
  return seconds;
}
