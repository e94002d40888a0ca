import assert from "node:assert/strict";
import { test } from "node:test";

import { INITIAL_STATE, NO_DEVICES } from "../../web_client/state.js";
import { Follower, needsHer } from "../../web_client/views/embedded/follower.js";

const ENTRY = { ...INITIAL_STATE, screen: "entry", isServerHere: true, grants: ["publish"] };
const OPEN = { ...NO_DEVICES, state: "open", hasCamera: true, hasMicrophone: true };
const DENIED = { ...NO_DEVICES, trouble: "denied" };

function followed() {
  const [did, told, timers] = [[], [], []];
  const actions = { openDevices: async () => void did.push("open"), join: async () => void did.push("join") };
  const follower = new Follower(actions, (message) => told.push(message), (act) => timers.push(act));
  return { follower, did, told, timers };
}

test("in another page the call opens the camera and joins by itself", () => {
  const { follower, did, told } = followed();
  follower.look(INITIAL_STATE);
  follower.look(ENTRY);
  follower.look({ ...ENTRY, devices: { ...NO_DEVICES, state: "asking" } });
  follower.look({ ...ENTRY, devices: OPEN });
  assert.deepEqual(did, ["open"]);
  follower.look({ ...ENTRY, devices: OPEN, isPrepared: true });
  assert.deepEqual(did, ["open", "join"]);
  follower.look({ ...ENTRY, screen: "joining", devices: OPEN });
  follower.look({ ...ENTRY, screen: "call", devices: OPEN });
  assert.deepEqual(told.map(({ paramarsh, screen }) => `${paramarsh} ${screen}`), ["shown opening", "shown entry", "shown joining", "shown call"]);
});

test("with sound alone it joins too", () => {
  const { follower, did } = followed();
  follower.look({ ...ENTRY, isPrepared: true, devices: { ...OPEN, hasCamera: false, trouble: "missing" } });
  assert.deepEqual(did, ["open", "join"]);
});

test("where the camera is refused it waits for her hand, and says so", () => {
  const { follower, did, told } = followed();
  follower.look(ENTRY);
  follower.look({ ...ENTRY, devices: DENIED, isPrepared: true });
  assert.deepEqual([did, told.at(-1)], [["open"], { paramarsh: "stuck" }]);
  assert.equal(needsHer({ ...ENTRY, devices: DENIED }), true);
  follower.look({ ...ENTRY, devices: OPEN, isPrepared: true });
  assert.deepEqual(did, ["open", "join"]);
});

test("a join that was refused is tried again after a while, once at a time", () => {
  const { follower, did, timers } = followed();
  const refused = { ...ENTRY, devices: OPEN, isPrepared: true, reason: "no_answer" };
  follower.look(refused);
  follower.look(refused);
  assert.deepEqual([did, timers.length], [["open"], 1]);
  timers[0]();
  assert.deepEqual(did, ["open", "join"]);
});

test("the end is told with its reason, once", () => {
  const { follower, told } = followed();
  for (let look = 0; look < 3; look += 1) follower.look({ ...INITIAL_STATE, screen: "closed", reason: "ended" });
  assert.deepEqual(told, [{ paramarsh: "closed", reason: "ended" }]);
});
