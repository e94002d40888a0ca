// Keeps the page's own files for when there is no line. With a line everything comes from the server, so that no page is old
// and no two versions mix. A new worker waits until every page is closed: a running call is never touched.
// It also shows what is pushed when no page is open: the server has encrypted it for this browser alone.

/** Raised when this file keeps things in another way; the files themselves are renewed by use. */
const CACHE = "paramarsh-1";
/** The call's; the OPD's, whose danger signs must stand without a line; and the chemists', who may have none. */
const PAGES = ["/", "/opd/", "/verify/"];
/** What they do not name and cannot be shown without. */
const WORDS = ["", "/parts", "/opd", "/verify"].flatMap((folder) => [`/words${folder}/en.js`, `/words${folder}/hi.js`]);
/** Asked of the server and never kept. */
const LIVE = /^\/(api|socket\.io|healthz|metrics|trust)(\/|$)/;
const PATIENCE_MS = 5000;

const ICON = "/icons/icon-192.png";
/** Stays on the screen until somebody has seen it, and makes the phone shake. */
const PRESSING = ["two_ahead", "called", "missed", "interrupted_ring", "danger_alert"];
const SHAKE_MS = [300, 200, 300, 200, 600];

/** Typed as a window, which it is not. @type {any} */
const worker = self;

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(keepShell()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(dropOld()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { pathname, origin } = new URL(event.request.url);
  const isPage = event.request.mode === "navigate";
  if (event.request.method !== "GET" || origin !== location.origin || LIVE.test(pathname) || (isPage && !PAGES.includes(pathname))) return;
  event.respondWith(answer(event.request, pathname));
});

worker.addEventListener("push", (/** @type {any} */ event) => event.waitUntil(showMessage(event.data)));
worker.addEventListener("notificationclick", (/** @type {any} */ event) => {
  event.notification.close();
  event.waitUntil(openPage(event.notification.data?.url));
});

/** Browsers want something to be shown for each push, whatever it holds. @param {any} data */
function showMessage(data) {
  const { kind = "", title = "Paramarsh", body = "", url = PAGES[0], tag = "", language = "en" } = messageIn(data);
  const isPressing = PRESSING.includes(kind);
  return worker.registration.showNotification(title, {
    body,
    tag,
    renotify: tag !== "",
    lang: language,
    icon: ICON,
    badge: ICON,
    requireInteraction: isPressing,
    vibrate: isPressing ? SHAKE_MS : [],
    data: { url },
  });
}

/** @param {any} data */
function messageIn(data) {
  try {
    return data?.json() ?? {};
  } catch {
    return {};
  }
}

/** Brings to the front what is open already: a page that waits must not be loaded anew. @param {unknown} url */
async function openPage(url) {
  const wanted = new URL(typeof url === "string" ? url : PAGES[0], location.origin);
  const page = wanted.origin === location.origin ? wanted : new URL(PAGES[0], location.origin);
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = pages.find((/** @type {any} */ one) => new URL(one.url).pathname === page.pathname);
  return open === undefined ? worker.clients.openWindow(page.href) : open.focus();
}

/** The pages, and every file of ours that they name. */
async function keepShell() {
  const cache = await caches.open(CACHE);
  const pages = await Promise.all(PAGES.map((path) => fetch(path, { cache: "no-cache" })));
  const texts = await Promise.all(pages.map((page) => page.clone().text()));
  const named = [...texts.join().matchAll(/(?:href|src)="([^":]+)"/g)].map(([, path]) => new URL(path, location.origin).pathname);
  await cache.addAll([...new Set([...named, ...WORDS])]);
  await Promise.all(PAGES.map((path, index) => cache.put(path, pages[index])));
}

async function dropOld() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("paramarsh-") && name !== CACHE).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/**
 * From the server; what is kept only where it does not answer. The key is the path alone: an invitation is never kept.
 * @param {Request} request @param {string} path
 */
async function answer(request, path) {
  const cache = await caches.open(CACHE);
  const asked = fetch(request);
  asked.then((response) => (response.status === 200 ? cache.put(path, response.clone()) : undefined)).catch(() => {});
  const kept = await cache.match(path, { ignoreVary: true });
  if (kept === undefined) return asked;
  try {
    const response = await Promise.race([asked, tooLate()]);
    return response.status < 500 ? response : kept;
  } catch {
    return kept;
  }
}

/** @returns {Promise<never>} */
function tooLate() {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("the server takes too long")), PATIENCE_MS));
}
