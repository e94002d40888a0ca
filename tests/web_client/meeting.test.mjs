import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Connection } from "../../web_client/room/connection.js";
import { Entrance } from "../../web_client/room/entrance.js";
import { Meeting } from "../../web_client/room/meeting.js";
import { Memory } from "../../web_client/room/memory.js";
import { NEED } from "../../web_client/room/repair.js";
import { settled, stoppedClock } from "./clock.mjs";
import { EMPTY_ROOM, FakeCall, FakeSignaling, FakeStorage, JOINED, OPENED, REDEEMED, RESUMED, refused } from "./server.mjs";

const WAITING = { ...JOINED, admission: "waiting" };

let clock;
let signaling;
let entrance;
let memory;
let meeting;
/** Admissions that were told, the line's state and the end, in order. */
let told;

beforeEach(() => {
  clock = stoppedClock();
  mock.method(Math, "random", () => 0);
  FakeCall.made = [];
  FakeCall.comesUp = true;
  signaling = new FakeSignaling();
  Object.assign(signaling.answers, { redeem: REDEEMED, join: JOINED, open_media: OPENED, resume: RESUMED });
  const storage = new FakeStorage();
  memory = new Memory("an invitation", () => storage);
  entrance = new Entrance(signaling, "an invitation");
  meeting = newMeeting();
});

afterEach(() => {
  meeting.close();
  clock.restore();
});

function newMeeting() {
  const made = new Meeting(signaling, entrance, memory, new Connection(() => {}, (pairs, tracks) => new FakeCall(pairs, tracks)));
  made.connection.slotPairs = 3;
  told = [];
  made.on("seated", ({ admission }) => told.push(admission));
  made.on("line", (line) => told.push(line));
  made.on("no_media", () => told.push("no_media"));
  made.on("over", (reason) => told.push(reason));
  return made;
}

const lastCall = () => FakeCall.made.at(-1);

async function prepared() {
  await entrance.redeem();
  await meeting.connection.prepare();
  signaling.asked = [];
}

async function joined() {
  await prepared();
  await meeting.join(["Dr Rao"]);
  await settled();
  signaling.asked = [];
  told.length = 0;
}

async function waiting() {
  signaling.answers.redeem = { ...REDEEMED, waits: true };
  signaling.answers.join = WAITING;
  await joined();
}

test("a join is sent together with its offer: one round trip", async () => {
  signaling.answers.join = undefined;
  await prepared();
  meeting.join(["Dr Rao"]);
  await settled();
  assert.deepEqual(signaling.names, ["join", "open_media"]);
  assert.deepEqual(signaling.payloads("open_media"), [{ offer: "offer 1" }]);
});

test("a join gives the names and the grant, and the seat is remembered", async () => {
  await prepared();
  await meeting.join(["Dr Rao"]);
  assert.deepEqual(signaling.payloads("join"), [{ protocol: 2, grant: "grant 1", names: ["Dr Rao"] }]);
  assert.deepEqual(memory.recall().seat, { participant: "p-rao", resume_token: "token 1" });
  assert.deepEqual([told, lastCall().accepted], [["admitted"], ["answer"]]);
});

test("a grant that has gone stale unseen is exchanged, and the join is sent once more", async () => {
  for (const code of ["grant_expired", "grant_used", "grant_invalid"]) {
    const answers = [refused(code), JOINED];
    signaling.answers.join = () => answers.shift();
    meeting = newMeeting();
    await prepared();
    await meeting.join(["Dr Rao"]);
    assert.deepEqual(signaling.names, ["join", "open_media", "redeem", "join", "open_media"], code);
    meeting.close();
  }
});

test("a grant is used once", async () => {
  await prepared();
  await entrance.takeGrant();
  await entrance.takeGrant();
  assert.deepEqual(signaling.names, ["redeem"]);
});

test("a refused join is told, and nothing is left of it", async () => {
  signaling.answers.join = refused("room_full");
  await prepared();
  await assert.rejects(meeting.join(["Dr Rao"]), { code: "room_full" });
  assert.deepEqual([told, lastCall().isClosed, memory.recall().seat], [[], true, undefined]);
});

test("a seat without media is kept, and the media is tried again", async () => {
  const answers = [refused("media_unavailable"), OPENED];
  signaling.answers.open_media = () => answers.shift();
  await prepared();
  await meeting.join(["Dr Rao"]);
  await settled();
  assert.deepEqual([signaling.names, told], [["join", "open_media", "open_media"], ["admitted", "broken", "kept"]]);
});

test("whoever waits sends no offer before she is let in, and then at once", async () => {
  signaling.answers.redeem = { ...REDEEMED, waits: true };
  signaling.answers.join = WAITING;
  await prepared();
  await meeting.join(["Asha"]);
  assert.deepEqual([signaling.names, told], [["join"], ["waiting"]]);
  await signaling.tell("admitted", { room: EMPTY_ROOM });
  assert.deepEqual([signaling.names, told], [["join", "open_media"], ["waiting", "admitted"]]);
  assert.deepEqual(signaling.payloads("open_media"), [{ offer: "offer 1" }]);
});

test("whoever waits and takes over a seat that was let in opens media behind the join", async () => {
  await waiting();
  meeting.close();
  meeting = newMeeting();
  signaling.answers.join = JOINED;
  await prepared();
  await meeting.join(["Asha"]);
  assert.deepEqual(signaling.names, ["join", "open_media"]);
});

test("a lost socket costs one resume, and the rotated token is the one of the next time", async () => {
  await joined();
  await signaling.closeSocket();
  await signaling.greet();
  assert.deepEqual(signaling.payloads("resume"), [{ protocol: 2, participant: "p-rao", resume_token: "token 1" }]);
  assert.deepEqual([signaling.names, told], [["resume"], ["broken", "admitted", "kept"]]);
  signaling.answers.resume = { ...RESUMED, resume_token: "token 3" };
  await signaling.closeSocket();
  await signaling.greet();
  assert.equal(signaling.payloads("resume")[1].resume_token, "token 2");
  assert.equal(memory.recall().seat.resume_token, "token 3");
});

test("whoever waits keeps her place over a lost socket, without media", async () => {
  await waiting();
  signaling.answers.resume = { ...RESUMED, admission: "waiting" };
  await signaling.closeSocket();
  await signaling.greet();
  assert.deepEqual([signaling.names, told], [["resume"], ["broken", "waiting", "kept"]]);
});

test("who was let in while her socket was lost opens media with the resume", async () => {
  await waiting();
  signaling.answers.resume = { ...RESUMED, media: "lost" };
  await signaling.closeSocket();
  await signaling.greet();
  assert.deepEqual(signaling.names, ["resume", "open_media"]);
});

test("a connection that the server lost is replaced", async () => {
  await joined();
  signaling.answers.resume = { ...RESUMED, media: "lost" };
  await signaling.closeSocket();
  await signaling.greet();
  assert.deepEqual(signaling.names, ["resume", "open_media"]);
  assert.deepEqual(FakeCall.made.map(({ isClosed }) => isClosed), [true, false]);
});

test("after a reload the seat is resumed with the remembered token, and media is opened", async () => {
  await meeting.comeBack({ participant: "p-rao", resume_token: "token 1" }, ["Dr Rao"]);
  await settled();
  assert.deepEqual([signaling.names, told], [["resume", "open_media"], ["admitted"]]);
  assert.equal(memory.recall().seat.resume_token, "token 2");
});

test("after a reload into the lobby no media is opened", async () => {
  signaling.answers.resume = { ...RESUMED, admission: "waiting" };
  await meeting.comeBack({ participant: "p-asha", resume_token: "token 1" }, ["Asha"]);
  assert.deepEqual([signaling.names, told], [["resume"], ["waiting"]]);
});

test("a seat that is gone after a reload is told", async () => {
  signaling.answers.resume = refused("unknown_seat");
  await assert.rejects(meeting.comeBack({ participant: "p-rao", resume_token: "old" }, ["Dr Rao"]), { code: "unknown_seat" });
});

test("a seat that is gone is taken anew: redeemed, joined, and media opened", async () => {
  await joined();
  signaling.answers.resume = refused("unknown_seat");
  await signaling.closeSocket();
  await signaling.greet();
  await clock.pass(300);
  assert.deepEqual(signaling.names, ["resume", "redeem", "join", "open_media"]);
  assert.deepEqual(signaling.payloads("join")[0].names, ["Dr Rao"]);
  assert.deepEqual(told, ["broken", "admitted", "kept"]);
});

test("a seat that is given up while the page is there is taken anew", async () => {
  await joined();
  await signaling.tell("seat_lost");
  assert.deepEqual(signaling.names, ["redeem", "join", "open_media"]);
});

test("a seat that never had media is not taken anew", async () => {
  FakeCall.comesUp = false;
  await prepared();
  await meeting.join(["Dr Rao"]);
  await signaling.tell("seat_lost");
  assert.deepEqual(told, ["admitted", "no_media"]);
});

test("where sound and picture never come through it is said while it is tried again", async () => {
  FakeCall.comesUp = false;
  await prepared();
  await meeting.join(["Dr Rao"]);
  await clock.pass(10_000);
  await clock.pass(5000);
  assert.deepEqual(told, ["admitted", "broken", "no_media"]);
});

test("taken over, removed and ended are the end", async () => {
  for (const reason of ["taken_over", "removed", "ended"]) {
    meeting = newMeeting();
    await joined();
    await signaling.tell(reason);
    assert.deepEqual(told, [reason]);
    await signaling.closeSocket();
    await signaling.greet();
    assert.deepEqual(signaling.names, [], "nothing is tried after the end");
  }
});

test("a room that was closed meanwhile is the end", async () => {
  await joined();
  signaling.answers.resume = refused("unknown_seat");
  signaling.answers.redeem = refused("room_closed");
  await signaling.closeSocket();
  await signaling.greet();
  await clock.pass(300);
  assert.deepEqual(told, ["broken", "room_closed"]);
});

test("a worker that was replaced costs a new connection and no seat", async () => {
  await joined();
  await signaling.tell("media_needed");
  assert.deepEqual([signaling.names, told], [["open_media"], ["broken", "kept"]]);
});

test("a connection that broke is restarted, and keeps being the same one", async () => {
  await joined();
  signaling.answers.restart = { answer: "answer of the restart" };
  lastCall().goDown();
  await settled();
  assert.deepEqual(signaling.payloads("restart"), [{ offer: "offer 1, restart 1" }]);
  lastCall().comeUp();
  await settled();
  assert.deepEqual([FakeCall.made.length, told], [1, ["broken", "kept"]]);
});

test("silence that the browser has not noticed is restarted too", async () => {
  await joined();
  signaling.answers.restart = { answer: "answer of the restart" };
  meeting.mend(NEED.RESTART);
  await settled();
  assert.deepEqual(signaling.names, ["restart"]);
});

test("a restart that is refused is followed by a new connection", async () => {
  await joined();
  signaling.answers.restart = refused("bad_offer");
  meeting.mend(NEED.RESTART);
  await settled();
  await clock.pass(300);
  assert.deepEqual(signaling.names, ["restart", "open_media"]);
});

test("a network that changed replaces socket and path at once", async () => {
  await joined();
  signaling.answers.restart = { answer: "answer of the restart" };
  meeting.networkChanged();
  assert.equal(signaling.reconnections, 1);
  await signaling.greet();
  assert.deepEqual(signaling.names, ["resume", "restart"]);
});

test("a socket that says nothing is replaced", async () => {
  await joined();
  signaling.answers.restart = refused("no_answer");
  meeting.mend(NEED.RESTART);
  await settled();
  assert.equal(signaling.reconnections, 1);
});

test("who leaves tells it, and a reply that comes later does not bring her back", async () => {
  await prepared();
  signaling.answers.join = undefined;
  meeting.join(["Dr Rao"]).catch(() => {});
  await settled();
  meeting.leave();
  await signaling.reply("join", JOINED);
  assert.deepEqual(signaling.names, ["join", "open_media", "leave"]);
  assert.deepEqual([told, memory.recall().seat], [[], undefined]);
});

test("tracks go to the call of now, to the prepared one and to every later one", async () => {
  await joined();
  await meeting.connection.send("camera", "a track");
  assert.equal(lastCall().sent.camera, "a track");
  await signaling.tell("media_needed");
  assert.deepEqual([FakeCall.made.length, lastCall().sent.camera], [2, "a track"]);
});

/** Two nodes; the page is on the first. */
async function onTwoNodes() {
  signaling.nodes = ["one", "two"];
  await signaling.greet();
}

/** The node of the present socket answers that the room lives there. */
const livesOn = (node) => (signaling.answers.redeem = { ...REDEEMED, node });

test("a room that lives where the page is costs no other socket", async () => {
  await onTwoNodes();
  livesOn("one");
  await entrance.redeem();
  assert.deepEqual([signaling.reconnections, signaling.wanted], [0, "one"]);
});

test("a room that lives on another node is joined there, with the same grant", async () => {
  await onTwoNodes();
  livesOn("two");
  await entrance.redeem();
  assert.deepEqual([signaling.reconnections, signaling.welcome.node], [1, "two"]);
  await meeting.join(["Dr Rao"]);
  assert.deepEqual(signaling.names, ["redeem", "join", "open_media"]);
  assert.deepEqual([signaling.payloads("join")[0].grant, memory.recall().node], ["grant 1", "two"]);
});

test("a room that has moved since it was looked at is joined where it is now, by the same tap", async () => {
  await onTwoNodes();
  livesOn("one");
  await prepared();
  livesOn("two");
  signaling.answers.join = () => (signaling.welcome.node === "two" ? JOINED : refused("room_elsewhere"));
  await meeting.join(["Dr Rao"]);
  await settled();
  assert.deepEqual(signaling.names, ["join", "open_media", "redeem", "join", "open_media"]);
  assert.deepEqual([told, signaling.welcome.node], [["admitted"], "two"]);
});

test("a node that died costs a new seat on another one, without a tap", async () => {
  await onTwoNodes();
  livesOn("one");
  await joined();
  signaling.nodes = ["two"];
  signaling.answers.resume = refused("unknown_seat");
  livesOn("two");
  await signaling.closeSocket();
  await signaling.greet();
  await clock.pass(300);
  assert.deepEqual(signaling.names, ["resume", "redeem", "join", "open_media"]);
  assert.deepEqual([signaling.reconnections, memory.recall().node, told], [0, "two", ["broken", "admitted", "kept"]]);
});

test("while others take a node that died for alive it is asked for once a second and no oftener", async () => {
  await onTwoNodes();
  livesOn("one");
  await joined();
  signaling.nodes = ["two"];
  signaling.answers.resume = refused("unknown_seat");
  await signaling.closeSocket();
  await signaling.greet();
  await clock.pass(300);
  for (let second = 0; second < 3; second += 1) await clock.pass(1000);
  assert.ok(signaling.reconnections >= 1 && signaling.reconnections <= 4, String(signaling.reconnections));
  livesOn("two");
  await clock.pass(1000);
  await clock.pass(3000);
  assert.equal(told.at(-1), "kept");
});

test("who leaves is brought nowhere after a reload", async () => {
  await onTwoNodes();
  livesOn("two");
  await joined();
  memory.forgetSeat();
  assert.equal(memory.recall().node, undefined);
});

test("a storage that is switched off costs the memory and nothing else", async () => {
  const forgetful = new Memory("an invitation", () => {
    throw new Error("switched off");
  });
  forgetful.keep({ names: ["Asha"] });
  forgetful.forgetSeat();
  assert.deepEqual(forgetful.recall(), {});
});

test("a link remembers nothing of another link", () => {
  const storage = new FakeStorage();
  new Memory("invitation one", () => storage).keep({ names: ["Asha"] });
  new Memory("another invitation", () => storage).keep({ names: ["Bina"] });
  assert.deepEqual(new Memory("invitation one", () => storage).recall(), { names: ["Asha"] });
});
