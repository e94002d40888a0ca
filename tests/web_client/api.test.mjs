import assert from "node:assert/strict";
import { test } from "node:test";

import { Api, ApiProblem } from "../../web_client/api.js";

/** A server under the test's hand: by "METHOD path" a function of the request, or an answer. */
function server(answers) {
  const asked = [];
  const fetch = async (path, request) => {
    asked.push({ path, ...request });
    const answer = answers[`${request.method} ${path}`];
    return typeof answer === "function" ? answer(request) : answer.clone();
  };
  return { asked, fetch };
}

const json = (body, status = 200, headers = {}) => new Response(JSON.stringify(body), { status, headers });
const problem = (status, code, more = {}) => json({ title: "t", status, code, detail: "A sentence.", ...more }, status);
const SESSION = json({ signed_in: null, csrf: "token 1", household: null, staff: null });
const refusal = (code) => (thrown) => thrown instanceof ApiProblem && thrown.code === code;

test("a read carries no token and asks for no session", async () => {
  const { asked, fetch } = server({ "GET /api/places/states": json({ states: [] }) });
  assert.deepEqual(await new Api({ fetch }).get("/api/places/states"), { states: [] });
  assert.deepEqual(asked.map(({ path, headers }) => [path, headers["X-CSRF-Token"]]), [["/api/places/states", undefined]]);
});

test("every write carries the session's token, which is asked for once", async () => {
  const { asked, fetch } = server({ "GET /api/session": SESSION, "POST /api/codes": json({}, 202), "DELETE /api/session": new Response(null, { status: 204 }) });
  const api = new Api({ fetch });
  await Promise.all([api.post("/api/codes", { mobile: "1" }), api.post("/api/codes", { mobile: "2" })]);
  assert.equal(await api.delete("/api/session"), null);
  assert.equal(asked.filter(({ path, method }) => path === "/api/session" && method === "GET").length, 1);
  const writes = asked.filter(({ method }) => method !== "GET");
  assert.deepEqual(writes.map(({ headers }) => headers["X-CSRF-Token"]), ["token 1", "token 1", "token 1"]);
  assert.deepEqual(JSON.parse(writes[0].body), { mobile: "1" });
});

test("a token that is not taken is fetched anew, and the write is tried once more", async () => {
  let tokens = 0;
  const { asked, fetch } = server({
    "GET /api/session": () => json({ csrf: `token ${++tokens}` }),
    "POST /api/codes": ({ headers }) => (headers["X-CSRF-Token"] === "token 2" ? json({ challenge: "c" }, 202) : problem(403, "csrf_missing")),
  });
  assert.deepEqual(await new Api({ fetch }).post("/api/codes"), { challenge: "c" });
  assert.equal(asked.filter(({ path }) => path === "/api/codes").length, 2);
});

test("a token that is never taken is refused after the second try", async () => {
  const { asked, fetch } = server({ "GET /api/session": SESSION, "POST /api/codes": problem(403, "csrf_missing") });
  await assert.rejects(new Api({ fetch }).post("/api/codes"), refusal("csrf_missing"));
  assert.equal(asked.filter(({ path }) => path === "/api/codes").length, 2);
});

test("a write that is refused for another reason is not tried again", async () => {
  const { asked, fetch } = server({ "GET /api/session": SESSION, "POST /api/codes": problem(429, "too_many", { retry_after_seconds: 60 }) });
  await assert.rejects(new Api({ fetch }).post("/api/codes"), (thrown) => thrown.code === "too_many" && thrown.retryAfterSeconds === 60);
  assert.equal(asked.filter(({ path }) => path === "/api/codes").length, 1);
});

test("a problem says its code, its sentence and what is wrong with which field", async () => {
  const { fetch } = server({ "GET /api/session": SESSION, "POST /api/patients": problem(422, "bad_request", { fields: { name: "Too long." } }) });
  const thrown = await new Api({ fetch }).post("/api/patients").catch((refused) => refused);
  assert.deepEqual({ ...thrown }, { code: "bad_request", status: 422, detail: "A sentence.", fields: { name: "Too long." }, retryAfterSeconds: null });
});

test("without a line the code is 'offline', and the next write asks for the session anew", async () => {
  let isDown = true;
  const { fetch } = server({
    "GET /api/session": () => (isDown ? Promise.reject(new TypeError("Failed to fetch")) : json({ csrf: "t" })),
    "POST /api/codes": json({ challenge: "c" }, 202),
  });
  const api = new Api({ fetch });
  await assert.rejects(api.post("/api/codes"), refusal("offline"));
  isDown = false;
  assert.deepEqual(await api.post("/api/codes"), { challenge: "c" });
});

test("an answer that never comes is given up", async () => {
  const never = ({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const { fetch } = server({ "GET /api/session": never });
  await assert.rejects(new Api({ fetch }).get("/api/session", { timeoutSeconds: 0.01 }), refusal("no_answer"));
});

test("what the page itself gives up is no problem of the line", async () => {
  const never = ({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const { fetch } = server({ "GET /api/places/pin/411001": never });
  const leaving = new AbortController();
  const asked = new Api({ fetch }).get("/api/places/pin/411001", { signal: leaving.signal });
  leaving.abort();
  await assert.rejects(asked, (thrown) => !(thrown instanceof ApiProblem));
});

test("a proxy's own page is trouble of the server, whatever it says", async () => {
  const { fetch } = server({ "GET /api/session": new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "Retry-After": "30" } }) });
  await assert.rejects(new Api({ fetch }).session(), (thrown) => thrown.code === "server_trouble" && thrown.retryAfterSeconds === 30);
  const { fetch: login } = server({ "GET /api/session": new Response("<h1>Wi-Fi login</h1>", { status: 200 }) });
  await assert.rejects(new Api({ fetch: login }).session(), refusal("server_trouble"));
});

test("the patient whom a page shows is named in the header, and bytes are sent as they are", async () => {
  const { asked, fetch } = server({ "GET /api/session": SESSION, "PATCH /api/patients/a": json({}), "PUT /api/uploads/u/0": new Response(null, { status: 204 }) });
  const api = new Api({ fetch });
  await api.patch("/api/patients/a", { address: null }, { patient: "a" });
  const bytes = new Uint8Array([1, 2]);
  await api.put("/api/uploads/u/0", bytes, { headers: { "X-Checksum": "00" } });
  const [patched, put] = asked.filter(({ method }) => method !== "GET");
  assert.equal(patched.headers["X-Patient"], "a");
  assert.equal(put.body, bytes);
  assert.deepEqual([put.headers["X-Checksum"], put.headers["Content-Type"]], ["00", undefined]);
});

test("the time is the server's, also where the phone's clock is wrong", async () => {
  const { fetch } = server({ "GET /api/session": json({ csrf: "t" }, 200, { Date: "Mon, 23 Nov 2026 07:00:00 GMT" }) });
  const api = new Api({ fetch, clock: () => 1000 });
  assert.equal(api.now(), 1000);
  await api.session();
  assert.equal(api.now(), Date.parse("2026-11-23T07:00:00Z") / 1000);
});
