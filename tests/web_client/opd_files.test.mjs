import assert from "node:assert/strict";
import { test } from "node:test";

import { ApiProblem } from "../../web_client/api.js";
import { Files, MOST } from "../../web_client/opd/visit/tell/files.js";
import { settled } from "./clock.mjs";

const voice = (text = "spoken") => new Blob([text], { type: "audio/webm;codecs=opus" });

/** As the phone's store; handed on, it is the same phone after a reload. */
class FakeShelf {
  kept = new Map();
  all = async (token) => [...this.kept.values()].filter((one) => one.token === token);
  keep = async (unsent) => void this.kept.set(unsent.key, unsent);
  drop = async (key) => void this.kept.delete(key);
  dropOthers = async () => {};
}

function sending({ upload = async () => "u1", answers = {}, shelf = new FakeShelf() } = {}) {
  const [asked, timers, uploads] = [[], [], []];
  const answer = (method) => async (path, body) => {
    asked.push([`${method} ${path}`, body]);
    const given = answers[`${method} ${path}`];
    if (given instanceof Error) throw given;
    return given ?? (method === "POST" ? { id: `f${asked.length}` } : { files: [] });
  };
  const server = { get: answer("GET"), post: answer("POST"), put: answer("PUT"), delete: answer("DELETE"), file: async () => new Blob(["bytes"]) };
  const task = { shelf, later: (act) => timers.push(act), upload: (blob, given) => (uploads.push(given), upload(blob, given)) };
  const files = new Files(server, "t1", task);
  return { files, asked, timers, uploads, shelf, states: () => files.items.map(({ state }) => state) };
}

test("a voice note is uploaded, given to the token, and kept on the phone no longer", async () => {
  const { files, asked, uploads, shelf, states } = sending();
  assert.equal(files.add("voice", voice()), true);
  assert.deepEqual(states(), ["waiting"]);
  await settled();
  await settled();
  assert.deepEqual([states(), shelf.kept.size], [["sent"], 0]);
  assert.deepEqual([uploads[0].purpose, uploads[0].mediaType], ["voice", "audio/webm"]);
  assert.deepEqual(asked.at(-1), ["POST /api/opd/tokens/t1/files", { upload: "u1", kind: "voice" }]);
});

test("several are sent one after the other, each with its progress", async () => {
  const waiting = [];
  const { files, states } = sending({ upload: (_, { onProgress }) => (onProgress(0.5), new Promise((resolve) => waiting.push(() => resolve("u")))) });
  files.add("photo", new Blob(["a"], { type: "image/jpeg" }));
  files.add("report", new Blob(["b"], { type: "application/pdf" }));
  await settled();
  assert.deepEqual([states(), files.items[0].part], [["sending", "waiting"], 0.5]);
  waiting[0]();
  await settled();
  assert.deepEqual(states(), ["sent", "sending"]);
});

test("without a line they wait, and go on by themselves", async () => {
  let isOffline = true;
  const { files, timers, shelf, states } = sending({ upload: async () => { if (isOffline) throw new ApiProblem("offline"); return "u1"; } });
  files.add("voice", voice());
  await settled();
  await settled();
  assert.deepEqual([states(), shelf.kept.size, timers.length], [["broken"], 1, 1]);
  isOffline = false;
  timers[0]();
  await settled();
  await settled();
  assert.deepEqual([states(), shelf.kept.size], [["sent"], 0]);
});

test("what a closed page had not sent is sent by the next one", async () => {
  const shelf = new FakeShelf();
  const first = sending({ upload: async () => { throw new ApiProblem("no_answer"); }, shelf });
  first.files.add("photo", new Blob(["a"], { type: "image/jpeg" }));
  await settled();
  const next = sending({ shelf });
  await next.files.load();
  await settled();
  assert.deepEqual([next.states(), shelf.kept.size], [["sent"], 0]);
});

test("what the server refuses says why, and is not tried again", async () => {
  const { files, timers, shelf, states } = sending({ upload: async () => { throw new ApiProblem("upload_too_large", { status: 413 }); } });
  files.add("photo", new Blob(["a"], { type: "image/jpeg" }));
  await settled();
  await settled();
  assert.deepEqual([states(), files.items[0].code, timers.length, shelf.kept.size], [["refused"], "upload_too_large", 0, 0]);
});

test("there is room for so many of each kind", () => {
  const { files } = sending({ upload: () => new Promise(() => {}) });
  for (let made = 0; made < MOST.voice; made += 1) assert.equal(files.add("voice", voice(String(made))), true);
  assert.equal(files.add("voice", voice()), false);
  assert.equal(files.add("photo", new Blob(["a"], { type: "image/jpeg" })), true);
});

test("what is sent is listed, and taken back; what a doctor has seen stays", async () => {
  const path = "/api/opd/tokens/t1/files";
  const { files, states } = sending({ answers: { [`GET ${path}`]: { files: [{ id: "f9", kind: "voice", media_type: "audio/ogg", size: 6 }] } } });
  await files.load();
  assert.deepEqual([states(), files.addressOf(files.items[0])], [["sent"], `${path}/f9`]);
  assert.equal((await files.contentOf(files.items[0])).type, "audio/ogg");
  await files.remove("f9");
  assert.deepEqual(states(), []);
  const seen = sending({ answers: { [`GET ${path}`]: { files: [{ id: "f9", kind: "voice", media_type: "audio/ogg", size: 6 }] }, [`DELETE ${path}/f9`]: new ApiProblem("consultation_state", { status: 409 }) } });
  await seen.files.load();
  await assert.rejects(seen.files.remove("f9"), { code: "consultation_state" });
  assert.deepEqual(seen.states(), ["sent"]);
});

test("one that is taken back while it is being sent is not sent", async () => {
  const { files, states } = sending({ upload: (_, { signal }) => new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new ApiProblem("gone")))) });
  files.add("voice", voice());
  await settled();
  await files.remove(files.items[0].key);
  await settled();
  assert.deepEqual(states(), []);
});
