// Time that passes while somebody looks: the server's clock, once a second.

import { api } from "../../api.js";
import { useEffect, useState } from "../../vendor/preact_htm.js";

const SECOND = 1000;

/** Seconds since 1970. @param {boolean} [isRunning] */
export function useNow(isRunning = true) {
  const [now, setNow] = useState(() => api.now());
  useEffect(() => {
    if (!isRunning) return undefined;
    setNow(api.now());
    const timer = setInterval(() => setNow(api.now()), SECOND);
    return () => clearInterval(timer);
  }, [isRunning]);
  return now;
}
