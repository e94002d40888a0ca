import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const SOURCE = readFileSync(new URL("../../web_client/service_worker.js", import.meta.url), "utf8");
const ORIGIN = "https://clinic.example";
const CALLED = { kind: "called", title: "The doctor calls you now", body: "Dr Rao, MBBS. Token 12.", url: "/opd/", tag: "c1", language: "en" };

/** The worker in a browser under the test's hand; `pages` are the addresses of those that are open. */
function worker(...pages) {
  const handlers = new Map();
  const shown = [];
  const did = [];
  const clients = {
    matchAll: async (which) => {
      assert.deepEqual({ ...which }, { type: "window", includeUncontrolled: true });
      return pages.map((path) => ({ url: ORIGIN + path, focus: async () => did.push(`focus ${path}`) }));
    },
    openWindow: async (url) => did.push(`open ${url}`),
  };
  const self = {
    addEventListener: (name, handler) => handlers.set(name, handler),
    registration: { showNotification: async (title, options) => shown.push({ title, ...options }) },
    clients,
  };
  vm.runInNewContext(SOURCE, { self, location: { origin: ORIGIN }, URL, setTimeout, caches: {}, fetch: () => assert.fail("nothing is asked for") });
  return { shown, did, fire: (name, event) => fire(handlers.get(name), event) };
}

async function fire(handler, event) {
  const waits = [];
  handler({ ...event, waitUntil: (promise) => waits.push(promise) });
  assert.equal(waits.length, 1, "the browser may end the worker before it is done");
  await Promise.all(waits);
}

const pushed = (message) => ({ data: { json: () => structuredClone(message) } });

/** What a touch on a notification gives. */
function touch(url) {
  const notification = { data: url === undefined ? undefined : { url }, isClosed: false, close: () => (notification.isClosed = true) };
  return { notification };
}

test("what is pushed is shown with its words, and leads to its page", async () => {
  const { shown, fire } = worker();
  await fire("push", pushed(CALLED));
  const [{ title, body, tag, lang, data, renotify }] = shown;
  assert.deepEqual([title, body, tag, lang, data.url, renotify], [CALLED.title, CALLED.body, "c1", "en", "/opd/", true]);
});

test("what is pressing stays on the screen and shakes the phone; other things do not", async () => {
  const { shown, fire } = worker();
  await fire("push", pushed(CALLED));
  await fire("push", pushed({ ...CALLED, kind: "clinic_opened" }));
  assert.deepEqual(shown.map(({ requireInteraction, vibrate }) => [requireInteraction, vibrate.length > 0]), [[true, true], [false, false]]);
});

test("a push that nobody can read is shown all the same, as browsers want it", async () => {
  const { shown, fire } = worker();
  await fire("push", { data: null });
  await fire("push", { data: { json: () => JSON.parse("<html>") } });
  assert.deepEqual(shown.map(({ title, tag, renotify }) => [title, tag, renotify]), [["Paramarsh", "", false], ["Paramarsh", "", false]]);
});

test("a touch brings the page to the front that is open already", async () => {
  const { did, fire } = worker("/", "/opd/?token=1#waiting");
  const event = touch("/opd/");
  await fire("notificationclick", event);
  assert.ok(event.notification.isClosed);
  assert.deepEqual(did, ["focus /opd/?token=1#waiting"]);
});

test("a call that is open is left alone, and the page is opened beside it", async () => {
  const { did, fire } = worker("/");
  await fire("notificationclick", touch("/staff/#opd"));
  assert.deepEqual(did, [`open ${ORIGIN}/staff/#opd`]);
});

test("a touch never leads to another place than ours", async () => {
  for (const url of ["https://evil.example/opd/", "//evil.example/", "javascript:alert(1)", 5, undefined]) {
    const { did, fire } = worker();
    await fire("notificationclick", touch(url));
    assert.deepEqual(did, [`open ${ORIGIN}/`]);
  }
});
