import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { memoryIn, missingChunks, PAUSES_MS, UploadProblem, uploadFile } from "../../web_client/parts/upload.js";

const CHUNK = 4;
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const contentOf = (text) => new Blob([text], { type: "application/pdf" });
const refusal = (code, more = {}) => Object.assign(new Error(code), { code, ...more });

/** The server's side of it, kept to what docs say: checksums are checked, a chunk may be sent twice. */
class Server {
  chunks = new Map();
  sent = [];
  begun = 0;
  finished = false;
  refusals = [];
  constructor(id = "u1") {
    this.id = id;
  }

  get = (path) => this.answer("GET", path);
  post = (path, body) => this.answer("POST", path, body);
  put = (path, body, { headers }) => this.answer("PUT", path, body, headers);

  async answer(method, path, body, headers) {
    const refused = this.refusals.findIndex(([on]) => `${method} ${path}`.startsWith(on));
    if (refused !== -1) throw this.refusals.splice(refused, 1)[0][1];
    if (method === "POST" && path === "/api/uploads") return this.#begin(body);
    if (path === `/api/uploads/${this.id}`) return this.#status();
    if (path === `/api/uploads/${this.id}/finish`) return this.#finish();
    if (method === "PUT") return this.#receive(Number(path.split("/").at(-1)), body, headers);
    throw refusal("not_found", { status: 404 });
  }

  #begin(body) {
    this.begun += 1;
    this.asked = body;
    return this.#status();
  }

  #status() {
    return { id: this.id, chunk_bytes: CHUNK, received: [...this.chunks.keys()] };
  }

  #receive(index, body, headers) {
    assert.equal(headers["X-Checksum"], sha256(body));
    this.sent.push(index);
    this.chunks.set(index, Buffer.from(body));
    return null;
  }

  #finish() {
    const whole = Buffer.concat([...this.chunks].sort(([one], [other]) => one - other).map(([, chunk]) => chunk));
    if (whole.length !== this.asked.size) throw refusal("upload_incomplete", { status: 409 });
    assert.equal(sha256(whole), this.asked.sha256);
    this.finished = true;
    return null;
  }
}

function taskFor(server, more = {}) {
  const waits = [];
  const progress = [];
  return { waits, progress, api: server, purpose: "document", onProgress: (part) => progress.push(part), wait: async (ms) => void waits.push(ms), ...more };
}

test("a file goes over in chunks with a checksum each, and the whole is checked at the end", async () => {
  const server = new Server();
  const task = taskFor(server);
  assert.equal(await uploadFile(contentOf("abcdefghij"), task), "u1");
  assert.deepEqual(server.asked, { purpose: "document", media_type: "application/pdf", size: 10, sha256: sha256("abcdefghij") });
  assert.deepEqual(server.sent, [0, 1, 2]);
  assert.deepEqual(task.progress, [0, 1 / 3, 2 / 3, 1]);
  assert.ok(server.finished);
});

test("a chunk that breaks is sent again, and only that one", async () => {
  const server = new Server();
  server.refusals = [["PUT /api/uploads/u1/1", refusal("offline")], ["PUT /api/uploads/u1/1", refusal("upload_checksum")], ["PUT /api/uploads/u1/2", refusal("", { status: 503 })]];
  let breaks = 0;
  const task = taskFor(server, { onBreak: () => (breaks += 1) });
  await uploadFile(contentOf("abcdefghij"), task);
  assert.deepEqual(server.sent, [0, 1, 2]);
  assert.deepEqual(task.waits, [PAUSES_MS[0], PAUSES_MS[1], PAUSES_MS[0]]);
  assert.equal(breaks, 3);
  assert.ok(server.finished);
});

test("after too many broken tries the person is asked, and going on sends only the rest", async () => {
  const server = new Server();
  const memory = memoryIn(new FakeStorage());
  server.refusals = Array.from({ length: PAUSES_MS.length + 1 }, () => ["PUT /api/uploads/u1/1", refusal("offline")]);
  const task = taskFor(server, { memory });
  await assert.rejects(uploadFile(contentOf("abcdefghij"), task), { code: "offline" });
  assert.deepEqual(server.sent, [0]);
  await uploadFile(contentOf("abcdefghij"), task);
  assert.deepEqual(server.sent, [0, 1, 2]);
  assert.equal(server.begun, 1);
  assert.ok(server.finished);
});

test("another content under the same name begins anew", async () => {
  const memory = memoryIn(new FakeStorage());
  await uploadFile(contentOf("abcdefghij"), taskFor(new Server("u1"), { memory }));
  const second = new Server("u2");
  assert.equal(await uploadFile(contentOf("ABCDEFGHIJ"), taskFor(second, { memory })), "u2");
  assert.equal(second.begun, 1);
});

test("what the server has forgotten begins anew", async () => {
  const memory = memoryIn(new FakeStorage());
  memory.remember(sha256("abcdefghij"), "gone");
  const server = new Server();
  assert.equal(await uploadFile(contentOf("abcdefghij"), taskFor(server, { memory })), "u1");
  assert.deepEqual(server.sent, [0, 1, 2]);
});

test("a chunk that the server lost is found at the end and sent once more", async () => {
  const server = new Server();
  const task = taskFor(server);
  const post = async (path, body) => {
    if (path.endsWith("/finish") && server.sent.length === 3) server.chunks.delete(1);
    return server.post(path, body);
  };
  await uploadFile(contentOf("abcdefghij"), { ...task, api: { get: server.get, post, put: server.put } });
  assert.deepEqual(server.sent, [0, 1, 2, 1]);
  assert.ok(server.finished);
});

test("a refusal is not tried again and is not remembered", async () => {
  const server = new Server();
  const memory = memoryIn(new FakeStorage());
  server.refusals = [["POST /api/uploads/u1/finish", refusal("upload_type", { status: 415 })]];
  const task = taskFor(server, { memory });
  await assert.rejects(uploadFile(contentOf("abcdefghij"), task), { code: "upload_type" });
  assert.deepEqual(task.waits, []);
  assert.equal(memory.recall(sha256("abcdefghij")), null);
});

test("when the server asks for patience it is given that long", async () => {
  const server = new Server();
  server.refusals = [["POST /api/uploads", refusal("too_many", { status: 429, retryAfterSeconds: 7 })]];
  const task = taskFor(server);
  await uploadFile(contentOf("abcd"), task);
  assert.deepEqual(task.waits, [7000]);
});

test("who gives up is not made to wait for more tries", async () => {
  const server = new Server();
  const giving = new AbortController();
  server.refusals = [["PUT /api/uploads/u1/0", refusal("offline")]];
  const task = taskFor(server, { signal: giving.signal });
  const put = async (...all) => {
    giving.abort();
    return server.put(...all);
  };
  await assert.rejects(uploadFile(contentOf("abcd"), { ...task, api: { get: server.get, post: server.post, put } }), { code: "offline" });
  assert.deepEqual(task.waits, []);
});

test("an empty file and one that can no longer be read are told apart before anything is sent", async () => {
  const server = new Server();
  await assert.rejects(uploadFile(contentOf(""), taskFor(server)), (problem) => problem instanceof UploadProblem && problem.code === "file_empty");
  const moved = { size: 4, type: "application/pdf", arrayBuffer: () => Promise.reject(new Error("NotReadableError")) };
  await assert.rejects(uploadFile(moved, taskFor(server)), { code: "file_unreadable" });
  assert.equal(server.begun, 0);
});

test("the last chunk may be short, and one that is there is not missing", () => {
  assert.deepEqual(missingChunks(9, { id: "u", chunk_bytes: 4, received: [1] }), [0, 2]);
  assert.deepEqual(missingChunks(8, { id: "u", chunk_bytes: 4, received: [0, 1] }), []);
});

class FakeStorage {
  #held = new Map();
  getItem = (key) => this.#held.get(key) ?? null;
  setItem = (key, value) => void this.#held.set(key, value);
  removeItem = (key) => void this.#held.delete(key);
}
