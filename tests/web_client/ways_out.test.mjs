import assert from "node:assert/strict";
import { test } from "node:test";

import { platformOf, wayOut } from "../../web_client/views/entry/platform.js";

const ANDROID = "Mozilla/5.0 (Linux; Android 13; SM-A135F; wv) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36 WhatsApp/2.23";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Instagram";
const IPAD = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.1 Safari/605.1.15";
const LINK = "https://call.example.org:8443/?x=1#Q6d-_secret";

/** As Android's `Intent.parseUri` does: cut at the last `#`, and put the scheme before what is left. */
function openedByAndroid(intent) {
  const at = intent.lastIndexOf("#");
  const [, ...fields] = intent.slice(at).split(";").filter((field) => field !== "end");
  const named = Object.fromEntries(fields.map((field) => [field.slice(0, field.indexOf("=")), field.slice(field.indexOf("=") + 1)]));
  return { address: `${named.scheme}:${intent.slice("intent:".length, at)}`, ...named };
}

test("on Android the link opens the same page with the invitation in Chrome", () => {
  const opened = openedByAndroid(wayOut(ANDROID, LINK));
  assert.equal(opened.address, LINK);
  assert.equal(opened.package, "com.android.chrome");
});

test("where there is no Chrome the page itself opens, with the invitation", () => {
  assert.equal(decodeURIComponent(openedByAndroid(wayOut(ANDROID, LINK))["S.browser_fallback_url"]), LINK);
});

test("a page that is not secure keeps its scheme", () => {
  const link = "http://192.0.2.7:8080/#abc";
  assert.equal(openedByAndroid(wayOut(ANDROID, link)).address, link);
});

test("elsewhere no link can do it", () => {
  assert.equal(wayOut(IPHONE, LINK), null);
});

test("the remedies are those of the device", () => {
  assert.equal(platformOf(ANDROID, 5), "android");
  assert.equal(platformOf(IPHONE, 5), "iphone");
  assert.equal(platformOf(IPAD, 5), "iphone", "an iPad calls itself a Mac");
  assert.equal(platformOf(IPAD, 0), "desktop");
});
