// Keeps the page's own files for when there is no line. With a line everything comes from the server, so that no page is old
// and no two versions mix. A new worker waits until every page is closed: a running call is never touched.

/** Raised when this file keeps things in another way; the files themselves are renewed by use. */
const CACHE = "paramarsh-1";
/** The call's, and the OPD's: its danger signs and the emergency number must stand without a line. */
const PAGES = ["/", "/opd/"];
/** What they do not name and cannot be shown without. */
const WORDS = ["", "/parts", "/opd"].flatMap((folder) => [`/words${folder}/en.js`, `/words${folder}/hi.js`]);
/** Asked of the server and never kept. */
const LIVE = /^\/(api|socket\.io|healthz|metrics|trust)(\/|$)/;
const PATIENCE_MS = 5000;

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
