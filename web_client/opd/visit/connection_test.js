// Whether the line will carry a call: how fast a small question is answered, and how fast the call's own files come, which are then here already.

/** @typedef {{rtt: number, bps: number | null}} Measured `rtt`: milliseconds of the median question; `bps`: bits a second, `null` where too little had to be loaded to tell */
/** @typedef {"good" | "weak" | "bad"} Verdict */

const QUESTIONS = 3;
/** Less than this says more of the answers' delay than of the line. */
const ENOUGH_BYTES = 30_000;
/** A voice needs some 40 kbit/s each way, a small picture 150. */
const GOOD = { rtt: 700, bps: 300_000 };
const BAD = { rtt: 2500, bps: 60_000 };

/** @param {Measured} measured @returns {Verdict} */
export function judged({ rtt, bps }) {
  if (rtt > BAD.rtt || (bps !== null && bps < BAD.bps)) return "bad";
  return rtt > GOOD.rtt || (bps !== null && bps < GOOD.bps) ? "weak" : "good";
}

/** Rejects where there is no line. @param {AbortSignal} signal @returns {Promise<Measured>} */
export async function measure(signal) {
  const times = [];
  for (let asked = 0; asked < QUESTIONS; asked += 1) times.push(await timeOf("/healthz", signal));
  const rtt = times.sort((one, other) => one - other)[Math.floor(QUESTIONS / 2)];
  return { rtt, bps: await speedOf(signal) };
}

/** @param {string} path @param {AbortSignal} signal */
async function timeOf(path, signal) {
  const begun = performance.now();
  await (await fetch(path, { cache: "no-store", signal })).arrayBuffer();
  return performance.now() - begun;
}

/** By what the call's page names. @param {AbortSignal} signal */
async function speedOf(signal) {
  const page = await (await fetch("/?link", { signal })).text();
  const named = [...page.matchAll(/(?:href|src)="([^":#]+\.(?:js|css))"/g)].map(([, path]) => new URL(path, location.origin).href);
  const begun = performance.now();
  await Promise.all(named.map((address) => fetch(address, { signal }).then((answer) => answer.arrayBuffer())));
  const seconds = (performance.now() - begun) / 1000;
  const bytes = performance.getEntriesByType("resource").filter((entry) => entry.startTime >= begun).reduce((sum, entry) => sum + (/** @type {PerformanceResourceTiming} */ (entry).transferSize ?? 0), 0);
  return bytes < ENOUGH_BYTES ? null : (bytes * 8) / seconds;
}
