// The call may stand in another page of ours, `/?embedded=1#INVITATION` in a frame: the two tell each other what happens.

/**
 * What the call tells the page around it. `shown`: which of the screens of state.js. `stuck`: it needs her hand (camera). `closed`: why.
 * `wants_out`: she wants to end it, `wants_telephone`: to go on by telephone; nothing of that is done here.
 * @typedef {{paramarsh: "shown", screen: string} | {paramarsh: "stuck"} | {paramarsh: "closed", reason: string} | {paramarsh: "wants_out"}
 *   | {paramarsh: "wants_telephone"} | {paramarsh: "language", language: string}} FromCall
 */
/** What the page around tells the call: leave, as a person does; speak that language. @typedef {{paramarsh: "leave"} | {paramarsh: "language", language: "en" | "hi"}} ToCall */

export const isEmbedded = typeof window !== "undefined" && window.parent !== window && new URLSearchParams(location.search).get("embedded") === "1";

/** Only a page of this origin hears it. @param {FromCall} message */
export function tellParent(message) {
  window.parent.postMessage(message, location.origin);
}

/** @param {(message: ToCall) => void} act */
export function hearParent(act) {
  addEventListener("message", (event) => {
    if (event.source === window.parent && event.origin === location.origin && typeof event.data?.paramarsh === "string") act(event.data);
  });
}
