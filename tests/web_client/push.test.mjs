import assert from "node:assert/strict";
import { test } from "node:test";

import { ApiProblem } from "../../web_client/api.js";
import { PushProblem, pushState, renewPush, subscribeToPush, unsubscribeFromPush } from "../../web_client/parts/push.js";

const KEY = "BAAB_-8";
const KEY_BYTES = [4, 0, 1, 255, 239];
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari";
const code = (wanted) => (thrown) => thrown instanceof PushProblem && thrown.code === wanted;

/** A browser under the test's hand, and what was asked of it and of the server. */
class Browser {
  asked = [];
  subscription = null;
  serverKey = KEY;
  refuses = null;
  answer = "granted";
  userAgent = "Chrome";
  maxTouchPoints = 0;
  isSecureContext = true;
  PushManager = class {};

  get navigator() {
    return { serviceWorker: this.isWithoutWorker ? undefined : this.worker, userAgent: this.userAgent, maxTouchPoints: this.maxTouchPoints };
  }

  Notification = {
    permission: "default",
    requestPermission: async () => {
      this.asked.push("permission");
      this.Notification.permission = this.answer;
      return this.answer;
    },
  };

  pushManager = {
    getSubscription: async () => this.subscription,
    subscribe: async ({ userVisibleOnly, applicationServerKey }) => {
      if (this.refuses) throw new DOMException(this.refuses, "AbortError");
      assert.equal(userVisibleOnly, true);
      this.asked.push("subscribe");
      return (this.subscription = this.made([...applicationServerKey], `https://push.example/${this.asked.length}`));
    },
  };

  worker = {
    register: async (path, options) => this.asked.push(`register ${path} ${options.updateViaCache}`),
    ready: Promise.resolve({ pushManager: this.pushManager }),
    getRegistration: async () => (this.subscription === null ? undefined : { pushManager: this.pushManager }),
  };

  made(key, endpoint) {
    return {
      endpoint,
      options: { applicationServerKey: key === null ? null : Uint8Array.from(key).buffer },
      toJSON: () => ({ endpoint, expirationTime: null, keys: { p256dh: "point", auth: "secret" } }),
      unsubscribe: async () => {
        this.asked.push("unsubscribe");
        this.subscription = null;
      },
    };
  }

  api = {
    get: async (path) => {
      this.asked.push(`GET ${path}`);
      return { key: this.serverKey };
    },
    post: async (path, body) => {
      if (this.isAway) throw new ApiProblem("offline");
      this.asked.push([path, body]);
    },
    delete: async (path, options, body) => this.asked.push([path, body]),
  };

  get told() {
    return this.asked.filter((one) => Array.isArray(one)).map(([, body]) => body);
  }
}

test("from a touch she is asked, and the server is told where her messages go", async () => {
  const browser = new Browser();
  await subscribeToPush(browser.api, browser);
  assert.equal(browser.asked[0], "permission");
  assert.ok(browser.asked.includes("register /service_worker.js none"));
  assert.deepEqual([...new Uint8Array(browser.subscription.options.applicationServerKey)], KEY_BYTES);
  assert.deepEqual(browser.told, [{ endpoint: browser.subscription.endpoint, p256dh: "point", auth: "secret" }]);
  assert.equal(pushState(browser), "on");
});

test("done twice she has one subscription", async () => {
  const browser = new Browser();
  await subscribeToPush(browser.api, browser);
  await subscribeToPush(browser.api, browser);
  assert.equal(browser.asked.filter((one) => one === "subscribe").length, 1);
  assert.equal(browser.told.length, 2);
});

test("a subscription for another key is given up for a new one", async () => {
  const browser = new Browser();
  browser.subscription = browser.made([1, 2, 3], "https://push.example/old");
  await subscribeToPush(browser.api, browser);
  assert.deepEqual(browser.asked.filter((one) => one === "unsubscribe" || one === "subscribe"), ["unsubscribe", "subscribe"]);
  assert.notEqual(browser.told[0].endpoint, "https://push.example/old");
});

test("a browser that does not tell its key is taken at its word", async () => {
  const browser = new Browser();
  browser.subscription = browser.made(null, "https://push.example/old");
  await subscribeToPush(browser.api, browser);
  assert.equal(browser.told[0].endpoint, "https://push.example/old");
});

test("each refusal has a code, and nobody is asked in vain", async () => {
  const refusing = [
    ["push_insecure", { isSecureContext: false }],
    ["push_unsupported", { PushManager: undefined }],
    ["push_unsupported", { isWithoutWorker: true }],
    ["push_needs_installing", { PushManager: undefined, userAgent: IPHONE }],
    ["push_needs_installing", { Notification: undefined, userAgent: "Mozilla/5.0 (Macintosh)", maxTouchPoints: 5 }],
    ["push_denied", { Notification: { permission: "denied" } }],
  ];
  for (const [wanted, otherwise] of refusing) {
    const browser = Object.assign(new Browser(), otherwise);
    assert.equal(pushState(browser), wanted);
    await assert.rejects(subscribeToPush(browser.api, browser), code(wanted));
    assert.deepEqual(browser.asked, []);
  }
});

test("whoever says no, or nothing, is told apart", async () => {
  for (const [answer, wanted] of [["denied", "push_denied"], ["default", "push_dismissed"]]) {
    const browser = Object.assign(new Browser(), { answer });
    await assert.rejects(subscribeToPush(browser.api, browser), code(wanted));
    assert.deepEqual(browser.asked, ["permission"]);
  }
});

test("a push service that is away is said so; a server that is away in its own words", async () => {
  const browser = Object.assign(new Browser(), { refuses: "push service error" });
  await assert.rejects(subscribeToPush(browser.api, browser), code("push_failed"));
  assert.deepEqual(browser.told, []);
  const other = Object.assign(new Browser(), { isAway: true });
  await assert.rejects(subscribeToPush(other.api, other), (thrown) => thrown instanceof ApiProblem && thrown.code === "offline");
});

test("a page that opens tells the server again, and asks nobody", async () => {
  const browser = new Browser();
  assert.equal(await renewPush(browser.api, browser), false);
  await subscribeToPush(browser.api, browser);
  browser.asked = [];
  assert.equal(await renewPush(browser.api, browser), true);
  assert.ok(!browser.asked.includes("permission"));
  assert.equal(browser.told.length, 1);
  browser.isAway = true;
  assert.equal(await renewPush(browser.api, browser), false);
});

test("with a new key of the server it subscribes anew by itself", async () => {
  const browser = new Browser();
  await subscribeToPush(browser.api, browser);
  const before = browser.subscription.endpoint;
  browser.serverKey = "BAAC_-8";
  assert.equal(await renewPush(browser.api, browser), true);
  assert.notEqual(browser.subscription.endpoint, before);
});

test("whoever signs out takes her messages along", async () => {
  const browser = new Browser();
  await unsubscribeFromPush(browser.api, browser);
  await subscribeToPush(browser.api, browser);
  const { endpoint } = browser.subscription;
  browser.asked = [];
  await unsubscribeFromPush(browser.api, browser);
  assert.deepEqual(browser.asked, [["/api/push/subscriptions", { endpoint }], "unsubscribe"]);
  assert.equal(browser.subscription, null);
});
