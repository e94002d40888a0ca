import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Connection } from "../../web_client/room/connection.js";
import { FakeCall, OPENED } from "./server.mjs";

let connection;

beforeEach(() => {
  FakeCall.made = [];
  connection = new Connection(() => {}, (pairs, tracks) => new FakeCall(pairs, tracks));
});

test("a camera that opens while the offer is on its way is sent", async () => {
  const camera = { kind: "video" };
  await connection.open(async () => {
    await connection.send("camera", camera);
    return OPENED;
  });
  assert.equal(FakeCall.made[0].sent.camera, camera);
  connection.close();
});
