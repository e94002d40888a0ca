import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { ApiProblem } from "../../web_client/api.js";
import { findingOf } from "../../web_client/verify/finding.js";
import { freshKeys, keptKeys } from "../../web_client/verify/keys.js";
import { bytesOf, looksLikeOurs, readSummary } from "../../web_client/verify/summary.js";

/** Signed by the server's own code; it reads them in tests/unit/clinic/prescription/summary/test_signed.py. */
const { published, codes } = JSON.parse(readFileSync(new URL("../data/prescription/codes.json", import.meta.url), "utf8"));
const [PLAIN, PACKED, FORGED] = ["plain", "packed", "forged"].map((wanted) => codes.find(({ name }) => name === wanted));
const NOW = 1_790_000_000_000;
const NOT_BELIEVED = ["altered", "cut", "key_unknown"];

const fragment = ({ address }) => address.slice(address.indexOf("#") + 1);
const base64url = (bytes) => Buffer.from(bytes).toString("base64url");

/** What a browser keeps. */
function storage(keys = null, fetchedAt = 1) {
  const kept = new Map(keys === null ? [] : [["paramarsh.verify.keys", JSON.stringify({ keys, fetchedAt })]]);
  return { kept, getItem: (name) => kept.get(name) ?? null, setItem: (name, text) => kept.set(name, text) };
}

/** A service that answers so, or refuses with that code. */
function server({ keys = published, status = "signed", refuses = null, refusesStatus = null } = {}) {
  const asked = [];
  return {
    asked,
    get: async (path) => {
      asked.push(["GET", path]);
      if (refuses !== null) throw new ApiProblem(refuses);
      return { keys };
    },
    post: async (path, body) => {
      asked.push(["POST", path, body]);
      if (refusesStatus !== null) throw new ApiProblem(refusesStatus, { status: 429 });
      return { status };
    },
  };
}

for (const code of [PLAIN, PACKED]) {
  test(`what the server signed is read as it signed it (${code.name})`, async () => {
    const { verdict, summary, key } = await readSummary(code.address, published);
    const { id, doctor, registration, facility, patient, age, gender, lines, held } = code.summary;
    assert.equal(verdict, "authentic");
    assert.equal(key.id, published[0].id);
    const { id: i, doctor: d, registration: r, facility: f, patient: p, age: a, gender: g, lines: l, held: h } = summary;
    assert.deepEqual([i, d, r, f, p, a, g, l, h], [id, doctor, registration, facility, patient, age, gender, lines, held]);
    assert.deepEqual([summary.signedAt, summary.leftOut], [code.summary.signed_at, code.summary.left_out]);
    assert.equal((await readSummary(fragment(code), published)).verdict, "authentic", "the fragment alone");
  });

  test(`one bit altered is never believed (${code.name})`, async () => {
    const whole = bytesOf(fragment(code));
    const verdicts = new Set();
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const altered = Uint8Array.from(whole);
      altered[bit >> 3] ^= 1 << (bit & 7);
      const { verdict, summary } = await readSummary(base64url(altered), published);
      assert.equal(summary, null);
      verdicts.add(verdict);
    }
    assert.deepEqual([...verdicts].filter((verdict) => !NOT_BELIEVED.includes(verdict)), []);
  });

  test(`cut short anywhere it is never believed (${code.name})`, async () => {
    const whole = fragment(code);
    for (let length = 0; length < whole.length; length += 1) {
      const { verdict } = await readSummary(whole.slice(0, length), published);
      assert.ok(NOT_BELIEVED.includes(verdict), `${length}: ${verdict}`);
    }
  });
}

for (const text of ["", "#", "hello", "upi://pay?pa=shop@example", "é", "A".repeat(86), "A".repeat(2000), `${"e".repeat(400)}=`, base64url(`${"[".repeat(2800)}${"x".repeat(64)}`)]) {
  test(`"${text.slice(0, 30)}" is no summary, and breaks nothing`, async () => {
    assert.ok(["cut", "key_unknown"].includes((await readSummary(text, published)).verdict));
  });
}

test("packed or not, a code is read: both kinds are among those of here", () => {
  assert.deepEqual([PLAIN, PACKED].map((code) => bytesOf(fragment(code))[0]), ["{".charCodeAt(0), 1]);
});

test("a forged key is unknown, and under our key's name the code is altered", async () => {
  assert.equal((await readSummary(FORGED.address, published)).verdict, "key_unknown");
  const whole = bytesOf(fragment(FORGED));
  const told = JSON.parse(Buffer.from(whole.slice(0, -64)).toString("utf8"));
  const renamed = Buffer.concat([Buffer.from(JSON.stringify({ ...told, k: published[0].id })), whole.slice(-64)]);
  assert.equal((await readSummary(base64url(renamed), published)).verdict, "altered");
});

test("a published key that is no point verifies nothing", async () => {
  for (const broken of ["", "AAAA", "é", published[0].public.slice(2)]) {
    assert.equal((await readSummary(PLAIN.address, [{ ...published[0], public: broken }])).verdict, "altered");
  }
});

test("a browser that cannot check says so, and not that the prescription is altered", async () => {
  const own = Object.getOwnPropertyDescriptor(globalThis, "crypto");
  Object.defineProperty(globalThis, "crypto", { value: {}, configurable: true });
  try {
    assert.equal((await readSummary(PLAIN.address, published)).verdict, "unable");
  } finally {
    Object.defineProperty(globalThis, "crypto", own);
  }
});

test("with a line it is also told where it stands, and only the id and the signature leave the page", async () => {
  for (const status of ["signed", "replaced", "cancelled", "unknown"]) {
    const service = server({ status });
    const { verdict, standing, isDevelopment, keysOf } = await findingOf(PLAIN.address, service, storage(), NOW);
    assert.deepEqual([verdict, standing, isDevelopment, keysOf], ["authentic", status, true, NOW]);
    const sent = service.asked.filter(([method]) => method === "POST");
    const signature = base64url(bytesOf(fragment(PLAIN)).slice(-64));
    assert.deepEqual(sent, [["POST", "/api/verify/status", { id: PLAIN.summary.id, signature }]]);
  }
});

test("of a code that is not believed nothing is asked", async () => {
  const service = server();
  for (const text of [FORGED.address, "A".repeat(400), fragment(PLAIN).slice(0, 300)]) await findingOf(text, service, storage(), NOW);
  assert.deepEqual(service.asked.filter(([method]) => method === "POST"), []);
});

test("without a line the kept keys verify, and the status is unknown", async () => {
  const { verdict, standing, keysOf } = await findingOf(PACKED.address, server({ refuses: "offline" }), storage(published, 5), NOW);
  assert.deepEqual([verdict, standing, keysOf], ["authentic", "offline", 5]);
});

test("without a line a key that the phone does not have is no forgery yet; with one it is", async () => {
  const newer = [{ ...published[0], id: "another1" }];
  const offline = await findingOf(PLAIN.address, server({ refuses: "no_answer" }), storage(newer), NOW);
  assert.deepEqual([offline.verdict, offline.standing, offline.summary], ["key_missing", null, null]);
  assert.equal((await findingOf(PLAIN.address, server({ refuses: "offline" }), storage(), NOW)).verdict, "key_missing");
  assert.equal((await findingOf(PLAIN.address, server({ keys: newer }), storage(published), NOW)).verdict, "key_unknown");
});

test("a key that was withdrawn verifies nothing any more once there is a line", async () => {
  const kept = storage(published);
  assert.equal((await findingOf(PLAIN.address, server({ keys: [] }), kept, NOW)).verdict, "key_unknown");
  assert.equal((await findingOf(PLAIN.address, server({ refuses: "offline" }), kept, NOW)).verdict, "key_missing");
});

test("a service that refuses to answer is not called a missing line", async () => {
  for (const [code, standing] of [["too_many", "unasked"], ["server_trouble", "unasked"], ["offline", "offline"], ["no_answer", "offline"]]) {
    assert.equal((await findingOf(PLAIN.address, server({ refusesStatus: code }), storage(), NOW)).standing, standing);
  }
});

test("keys are kept with the time, and whatever else was kept is no key", async () => {
  const place = storage();
  assert.deepEqual(await freshKeys(server(), place, NOW), { keys: published, fetchedAt: NOW });
  assert.deepEqual(keptKeys(place), { keys: published, fetchedAt: NOW });
  for (const text of ["", "null", "{}", "[]", "{\"keys\":5}", "{"]) assert.deepEqual(keptKeys({ getItem: () => text }), { keys: [], fetchedAt: null });
  const full = { getItem: () => null, setItem: () => { throw new Error("no room"); } };
  assert.equal((await findingOf(PLAIN.address, server(), full, NOW)).verdict, "authentic");
});

test("other codes that lie on a counter are told apart", () => {
  for (const { address } of codes) assert.ok(looksLikeOurs(address) && looksLikeOurs(` ${address}\n`) && looksLikeOurs(address.slice(address.indexOf("#") + 1)));
  for (const text of ["upi://pay?pa=shop@example&pn=Shop&am=100", "https://clinic.example/verify/#short", "WIFI:S:net;T:WPA;P:secret;;", ""]) assert.ok(!looksLikeOurs(text), text);
});
