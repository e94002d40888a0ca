// Lets this browser take messages while no page of ours is open. A person is asked only when she has touched something for it.

/** @typedef {Pick<import("../api.js").Api, "get" | "post" | "delete">} Server */
/**
 * What the browser offers; tests bring their own.
 * @typedef {object} Surroundings
 * @property {any} [navigator]
 * @property {any} [Notification]
 * @property {any} [PushManager]
 * @property {boolean} [isSecureContext]
 */

const WORKER = "/service_worker.js";

/**
 * Codes of its own: `push_unsupported`; `push_needs_installing` (iPhones take messages only for a page on the home screen);
 * `push_insecure`; `push_denied` (only she can change it, in the browser's settings); `push_dismissed`; `push_failed` (the push service).
 */
export class PushProblem extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** How it stands, without asking anybody. @param {Surroundings} [around] @returns {"on" | "off" | string} "on", "off", or the code of why it cannot be */
export function pushState(around = globalThis) {
  const { navigator, Notification, PushManager, isSecureContext } = around;
  if (!isSecureContext) return "push_insecure";
  if (navigator?.serviceWorker === undefined || PushManager === undefined || Notification === undefined) {
    return isIphone(navigator) ? "push_needs_installing" : "push_unsupported";
  }
  if (Notification.permission === "denied") return "push_denied";
  return Notification.permission === "granted" ? "on" : "off";
}

/**
 * To be called from a touch: it asks for the permission. Done twice it is done once.
 * @param {Server} api @param {Surroundings} [around] @returns {Promise<void>} throws `PushProblem`, or the API's problem
 */
export async function subscribeToPush(api, around = globalThis) {
  const state = pushState(around);
  if (state.startsWith("push_")) throw new PushProblem(state);
  const permission = await around.Notification.requestPermission(); // before anything else is waited for, or the touch is forgotten
  if (permission !== "granted") throw new PushProblem(permission === "denied" ? "push_denied" : "push_dismissed");
  const [{ key }, registration] = await Promise.all([api.get("/api/push/key"), registered(around)]);
  await tell(api, await subscribed(registration, key));
}

/**
 * Tells the server once more, when a page opens: another person may have signed in, or it may have forgotten. Asks nobody, never throws.
 * @param {Server} api @param {Surroundings} [around] @returns {Promise<boolean>} whether messages come
 */
export async function renewPush(api, around = globalThis) {
  if (pushState(around) !== "on") return false;
  try {
    const registration = await around.navigator.serviceWorker.getRegistration(WORKER);
    if (!(await registration?.pushManager.getSubscription())) return false;
    const { key } = await api.get("/api/push/key");
    await tell(api, await subscribed(registration, key));
    return true;
  } catch {
    return false; // the next page tries again
  }
}

/** Before signing out on a phone that others use too. @param {Server} api @param {Surroundings} [around] */
export async function unsubscribeFromPush(api, around = globalThis) {
  const registration = await around.navigator?.serviceWorker?.getRegistration(WORKER);
  const subscription = await registration?.pushManager?.getSubscription();
  if (!subscription) return;
  await api.delete("/api/push/subscriptions", {}, { endpoint: subscription.endpoint });
  await subscription.unsubscribe();
}

/** @param {Surroundings} around */
async function registered({ navigator }) {
  try {
    await navigator.serviceWorker.register(WORKER, { updateViaCache: "none" });
    return await navigator.serviceWorker.ready;
  } catch {
    throw new PushProblem("push_failed");
  }
}

/** The one that is there, unless it was made for another key: from a server of before. @param {any} registration @param {string} key */
async function subscribed({ pushManager }, key) {
  const applicationServerKey = bytesOf(key);
  try {
    const present = await pushManager.getSubscription();
    if (present && isSame(present.options?.applicationServerKey, applicationServerKey)) return present;
    await present?.unsubscribe();
    return await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  } catch {
    throw new PushProblem("push_failed");
  }
}

/** @param {Server} api @param {any} subscription */
function tell(api, subscription) {
  const { endpoint, keys } = subscription.toJSON();
  return api.post("/api/push/subscriptions", { endpoint, p256dh: keys.p256dh, auth: keys.auth });
}

/** @param {string} base64url */
function bytesOf(base64url) {
  const letters = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

/** A browser that does not tell its key is taken at its word. @param {ArrayBuffer | null | undefined} told @param {Uint8Array} key */
function isSame(told, key) {
  if (!told) return true;
  const bytes = new Uint8Array(told);
  return bytes.length === key.length && bytes.every((byte, index) => byte === key[index]);
}

/** Also an iPad, which calls itself a Mac. @param {any} navigator */
function isIphone(navigator) {
  const name = navigator?.userAgent ?? "";
  return /iPhone|iPad|iPod/.test(name) || (/Macintosh/.test(name) && (navigator?.maxTouchPoints ?? 0) > 1);
}
