import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Chat } from "../../web_client/consultation/chat.js";
import { OwnMedia } from "../../web_client/consultation/media.js";
import { People, withPeople } from "../../web_client/consultation/people.js";
import { Store } from "../../web_client/consultation/store.js";
import { Visit } from "../../web_client/consultation/visit.js";
import { Emitter } from "../../web_client/emitter.js";
import { Connection } from "../../web_client/room/connection.js";
import { NO_DEVICES } from "../../web_client/state.js";
import { settled, stoppedClock } from "./clock.mjs";
import { EMPTY_ROOM, FakeCall, FakeSignaling, FakeStorage, JOINED, OPENED, REDEEMED, RESUMED, refused } from "./server.mjs";

const RAO = {
  participant: "p-rao",
  people: [{ name: "Dr Rao", role: "doctor" }],
  connection: "connected",
  lost_seconds: null,
  microphone: "on",
  camera: "on",
  second: "off",
};
const ASHA = { ...RAO, participant: "p-asha", people: [{ name: "Asha", role: "patient" }] };
const ROOM = { ...EMPTY_ROOM, people: [RAO, ASHA] };
const line = (id, participant, text, key = `key ${id}`) => ({ id, key, participant, people: [], text, sent_at: 0 });

/** Camera and microphone that open at once, but for the kinds that fail. */
class FakeDevices extends Emitter {
  view = NO_DEVICES;
  fails = { microphone: null, camera: null };
  opened = [];
  #tracks = { microphone: null, camera: null };

  trackOf(kind) {
    return this.#tracks[kind];
  }
  has(kind) {
    return this.#tracks[kind] !== null;
  }
  async open(wanted) {
    this.opened.push(wanted);
    this.#change({ trouble: null });
    for (const kind of ["microphone", "camera"]) if (wanted[kind]) this.#open(kind);
  }
  async switch(kind, isOn) {
    if (isOn && !this.has(kind)) await this.open({ [kind]: true });
    if (!isOn && kind === "camera") this.#put(kind, null);
    if (this.has(kind)) this.#tracks[kind].enabled = isOn;
  }
  close() {
    for (const kind of ["microphone", "camera"]) this.#put(kind, null);
  }
  lose(kind) {
    this.#put(kind, null);
    this.emit("lost", kind);
  }
  #open(kind) {
    if (this.fails[kind] === null) this.#put(kind, { kind, enabled: true });
    else this.#change({ trouble: this.fails[kind] });
  }
  #put(kind, track) {
    this.#tracks[kind] = track;
    this.emit("track", { kind, track });
    this.#change({});
  }
  #change(change) {
    const isOpen = this.has("microphone") || this.has("camera");
    this.view = { ...this.view, ...change, state: isOpen ? "open" : "closed" };
    this.emit("changed", this.view);
  }
}

let clock;
let signaling;
let devices;
let store;
let chat;
let media;
let people;
let visit;
/** Of every page of a test: each has a clock that must stop. */
let visits;
let reloads;

beforeEach(() => {
  clock = stoppedClock();
  mock.method(Math, "random", () => 0);
  globalThis.sessionStorage = new FakeStorage();
  FakeCall.made = [];
  FakeCall.comesUp = true;
  reloads = 0;
  visits = [];
  signaling = new FakeSignaling();
  Object.assign(signaling.answers, {
    redeem: REDEEMED,
    join: { ...JOINED, room: ROOM },
    open_media: OPENED,
    resume: { ...RESUMED, room: ROOM },
  });
  devices = new FakeDevices();
  load();
});

afterEach(() => {
  for (const one of visits) one.close("left");
  store.update({ notice: null });
  clock.restore();
});

/** A page that is loaded; a second one in the same tab is a reload. */
function load() {
  signaling = signaling.forNewPage();
  const memory = () => visit.memory;
  store = new Store();
  chat = new Chat(signaling, store, memory);
  media = new OwnMedia(signaling, store, devices, { connection: () => visit.connection, memory });
  people = new People(signaling, store);
  visit = new Visit("an invitation", {
    signaling,
    store,
    media,
    chat,
    makeConnection: () => new Connection(() => {}, (pairs, tracks) => new FakeCall(pairs, tracks)),
    reload: () => (reloads += 1),
  });
  visits.push(visit);
  devices.on("changed", () => visit.lookWhetherPrepared());
  store.update({ isServerHere: true });
}

async function atEntry() {
  await visit.greeted();
  await settled();
}

async function inCall() {
  await atEntry();
  await media.open({ microphone: true, camera: true });
  await visit.join();
  await settled();
  signaling.asked = [];
}

const call = () => store.state.call;
const notice = () => store.state.notice?.code ?? null;
const lastCall = () => FakeCall.made.at(-1);

test("a good link leads to the entry, and says for whom it is", async () => {
  await atEntry();
  const { screen, people: invited, names, waits, grants } = store.state;
  assert.deepEqual([screen, invited, names, waits, grants], ["entry", REDEEMED.people, ["Dr Rao"], false, REDEEMED.grants]);
});

test("a link that is of no use says why", async () => {
  for (const code of ["invitation_unknown", "invitation_expired", "invitation_revoked", "room_closed"]) {
    load();
    signaling.answers.redeem = refused(code);
    await atEntry();
    assert.deepEqual([store.state.screen, store.state.reason], ["closed", code]);
  }
});

test("a server that does not answer is asked again", async () => {
  const answers = [refused("no_answer"), REDEEMED];
  signaling.answers.redeem = () => answers.shift();
  await atEntry();
  assert.equal(store.state.screen, "opening");
  await clock.pass(2000);
  assert.equal(store.state.screen, "entry");
});

test("prepared is who has camera and microphone and an offer", async () => {
  await atEntry();
  assert.equal(store.state.isPrepared, false);
  await media.open({ microphone: true, camera: true });
  assert.equal(store.state.isPrepared, true);
});

test("prepared is also who was told why there is no camera, and who may not send anyway", async () => {
  devices.fails.camera = devices.fails.microphone = "denied";
  await atEntry();
  await media.open({ microphone: true, camera: true });
  assert.equal(store.state.isPrepared, true);
  load();
  signaling.answers.redeem = { ...REDEEMED, grants: [], people: [{ role: "observer", name: "Meera" }] };
  await atEntry();
  assert.equal(store.state.isPrepared, true);
});

test("no connection is made before somebody reaches for the camera", async () => {
  await atEntry();
  assert.equal(FakeCall.made.length, 0);
  await media.open({ microphone: true, camera: true });
  assert.equal(FakeCall.made.length, 1);
});

test("who joins without ever having tried a camera gets a connection too", async () => {
  await atEntry();
  await visit.join();
  assert.equal(FakeCall.made.length, 1);
  assert.equal(store.state.screen, "call");
});

test("a page that waits keeps its grant fresh", async () => {
  await atEntry();
  await media.open({ microphone: true, camera: true });
  await clock.pass(90_000);
  assert.deepEqual(signaling.names, ["redeem", "redeem"]);
  assert.equal(FakeCall.made.length, 1, "the offer stays");
});

test("a missing name is asked for, and a written one is remembered in this tab", async () => {
  signaling.answers.redeem = { ...REDEEMED, people: [{ role: "patient", name: null }] };
  await atEntry();
  await visit.join();
  assert.deepEqual([store.state.screen, store.state.reason], ["entry", "name_missing"]);
  visit.setName(0, " Asha ");
  assert.equal(store.state.reason, null);
  load();
  await atEntry();
  assert.deepEqual(store.state.names, [" Asha "]);
  await visit.join();
  assert.deepEqual(signaling.payloads("join")[0].names, ["Asha"]);
});

test("two people of one seat both need a name", async () => {
  const two = [{ role: "health_worker", name: "Lata" }, { role: "patient", name: null }];
  signaling.answers.redeem = { ...REDEEMED, people: two };
  await atEntry();
  visit.setName(1, "Asha");
  await visit.join();
  assert.deepEqual(signaling.payloads("join")[0].names, ["Lata", "Asha"]);
});

test("a join leads into the call with what is open", async () => {
  await inCall();
  assert.deepEqual([store.state.screen, call().participant, call().people.length], ["call", "p-rao", 2]);
  assert.deepEqual(call().wish, { microphone: true, camera: true, second: "off" });
  assert.deepEqual([lastCall().sent.camera.kind, lastCall().sent.microphone.kind], ["camera", "microphone"]);
  assert.deepEqual(signaling.payloads("set_media"), [], "the server takes both for on");
});

test("a join without camera and microphone tells the server so", async () => {
  await atEntry();
  await visit.join();
  assert.deepEqual(signaling.payloads("set_media"), [{ microphone: false, camera: false, second: "off" }]);
  assert.equal(store.state.screen, "call");
});

test("a full room leads back to the entry, with what is open", async () => {
  signaling.answers.join = refused("room_full");
  await inCall();
  assert.deepEqual([store.state.screen, store.state.reason, devices.has("camera")], ["entry", "room_full", true]);
  signaling.answers.join = { ...JOINED, room: ROOM };
  await visit.join();
  assert.equal(store.state.screen, "call");
  assert.equal(lastCall().sent.camera.kind, "camera");
});

test("who waits sees the lobby, and the call when she is let in", async () => {
  signaling.answers.redeem = { ...REDEEMED, waits: true };
  signaling.answers.join = { ...JOINED, admission: "waiting" };
  await inCall();
  assert.deepEqual([store.state.screen, call()], ["lobby", null]);
  await signaling.tell("admitted", { room: ROOM });
  assert.equal(store.state.screen, "call");
});

test("a reload leads back into the seat with what was on before, and nothing else", async () => {
  await inCall();
  await media.toggle("microphone");
  devices = new FakeDevices();
  const own = { ...RAO, microphone: "off" };
  signaling.answers.resume = { ...RESUMED, room: { ...ROOM, people: [own, ASHA] } };
  load();
  await atEntry();
  assert.deepEqual([store.state.screen, call().wish.microphone, call().wish.camera], ["call", false, true]);
  assert.deepEqual(devices.opened, [{ microphone: false, camera: true }]);
  assert.equal(signaling.payloads("set_media").length, 1, "only the toggle told it");
});

test("a seat that is gone after a reload leads to the entry", async () => {
  await inCall();
  signaling.answers.resume = refused("unknown_seat");
  load();
  await atEntry();
  await clock.pass(0);
  assert.equal(store.state.screen, "entry");
});

test("what ends a call closes camera and microphone and forgets the seat", async () => {
  await inCall();
  await signaling.tell("taken_over");
  assert.deepEqual([store.state.screen, store.state.reason, call()], ["closed", "taken_over", null]);
  assert.deepEqual([devices.has("camera"), visit.memory.recall().seat], [false, undefined]);
});

test("a page of another version is loaded anew, once", async () => {
  await signaling.greet({ protocol: 99, slot_pairs: 3 });
  await visit.greeted();
  assert.deepEqual([reloads, store.state.screen], [1, "opening"]);
  load();
  await signaling.greet({ protocol: 99, slot_pairs: 3 });
  await visit.greeted();
  assert.deepEqual([reloads, store.state.screen, store.state.reason], [1, "closed", "protocol_mismatch"]);
});

test("a camera that is switched off is closed, told and no longer sent", async () => {
  await inCall();
  await media.toggle("camera");
  assert.deepEqual([devices.has("camera"), lastCall().sent.camera, call().wish.camera], [false, null, false]);
  assert.deepEqual(signaling.payloads("set_media"), [{ microphone: true, camera: false, second: "off" }]);
});

test("a microphone that is switched off stays open and silent", async () => {
  await inCall();
  await media.toggle("microphone");
  assert.deepEqual([devices.trackOf("microphone").enabled, lastCall().sent.microphone.enabled], [false, false]);
});

test("a camera that cannot be opened is not on, and it is said", async () => {
  await inCall();
  await media.toggle("camera");
  devices.fails.camera = "busy";
  await media.toggle("camera");
  assert.deepEqual([call().wish.camera, notice()], [false, "camera_failed"]);
  devices.fails.camera = "blocked";
  await media.toggle("camera");
  assert.equal(notice(), "camera_denied");
});

test("what somebody else has switched off cannot be switched on", async () => {
  await inCall();
  await signaling.tell("people", { people: [{ ...RAO, microphone: "muted" }, ASHA] });
  assert.equal(notice(), "microphone_muted");
  await media.toggle("microphone");
  assert.deepEqual([notice(), signaling.asked], ["muted_by_other", []]);
  await signaling.tell("people", { people: [RAO, ASHA] });
  assert.equal(notice(), "microphone_unmuted");
});

test("what the server refuses is taken back", async () => {
  await inCall();
  await media.toggle("camera");
  signaling.answers.set_media = refused("muted_by_other");
  await media.toggle("camera");
  assert.deepEqual([call().wish.camera, devices.has("camera"), notice()], [false, false, "muted_by_other"]);
});

test("a switch that could not be told is told with the next socket", async () => {
  await inCall();
  await signaling.closeSocket();
  await media.toggle("microphone");
  assert.equal(call().wish.microphone, false);
  await signaling.greet();
  assert.deepEqual(signaling.payloads("set_media"), [{ microphone: false, camera: true, second: "off" }]);
});

test("a camera that is lost is off", async () => {
  await inCall();
  devices.lose("camera");
  assert.equal(call().wish.camera, false);
  assert.deepEqual(signaling.payloads("set_media").at(-1).camera, false);
});

test("a line is shown as sending until the server has it", async () => {
  await inCall();
  signaling.answers.send_chat = undefined;
  chat.send("  Good morning  ");
  await settled();
  const [{ text, key }] = signaling.payloads("send_chat");
  assert.deepEqual([text, call().unsent], ["Good morning", [{ key, text, state: "sending" }]]);
  await signaling.reply("send_chat", { message: line(1, "p-rao", text, key) });
  await signaling.tell("chat", { message: line(1, "p-rao", text, key) });
  assert.deepEqual([call().unsent, call().chat.length, call().unread], [[], 1, 0]);
});

test("a line that was refused has failed, and can be sent again", async () => {
  await inCall();
  signaling.answers.send_chat = refused("too_many_messages");
  await chat.send("Good morning");
  const [{ key, state }] = call().unsent;
  assert.deepEqual([state, notice()], ["failed", "too_many_messages"]);
  signaling.answers.send_chat = (sent) => ({ message: line(1, "p-rao", sent.text, sent.key) });
  await chat.sendAgain(key);
  assert.deepEqual([call().unsent, call().chat.length], [[], 1]);
});

test("lines that could not be sent go with the next socket, in their order and with their keys", async () => {
  await inCall();
  await signaling.closeSocket();
  await chat.send("One");
  await chat.send("Two");
  assert.deepEqual(call().unsent.map(({ state }) => state), ["sending", "sending"]);
  let id = 0;
  signaling.answers.send_chat = (sent) => ({ message: line((id += 1), "p-rao", sent.text, sent.key) });
  await signaling.greet();
  await settled();
  assert.deepEqual(signaling.payloads("send_chat").map(({ text }) => text), ["One", "Two"]);
  assert.deepEqual([call().unsent, call().chat.map(({ text }) => text)], [[], ["One", "Two"]]);
});

test("a line whose answer was lost stands once", async () => {
  await inCall();
  signaling.answers.send_chat = undefined;
  chat.send("Good morning");
  await settled();
  const [{ key }] = signaling.payloads("send_chat");
  await signaling.closeSocket();
  const kept = line(1, "p-rao", "Good morning", key);
  signaling.answers.resume = { ...RESUMED, room: { ...ROOM, chat: [kept] } };
  await signaling.greet();
  assert.deepEqual([call().unsent, call().chat], [[], [kept]]);
});

test("unread are the lines of others since the chat was open", async () => {
  await inCall();
  await signaling.tell("chat", { message: line(1, "p-asha", "Hello") });
  await signaling.tell("chat", { message: line(2, "p-rao", "Hello") });
  await signaling.tell("chat", { message: line(3, "p-asha", "I have a fever") });
  assert.equal(call().unread, 2);
  chat.setOpen(true);
  assert.equal(call().unread, 0);
  chat.setOpen(false);
  await signaling.tell("chat", { message: line(4, "p-asha", "Since Monday") });
  assert.equal(call().unread, 1);
});

test("what was read stays read over a reload", async () => {
  await inCall();
  chat.setOpen(true);
  await signaling.tell("chat", { message: line(1, "p-asha", "Hello") });
  load();
  signaling.answers.resume = { ...RESUMED, room: { ...ROOM, chat: [line(1, "p-asha", "Hello"), line(2, "p-asha", "Again")] } };
  await atEntry();
  assert.equal(call().unread, 1);
});

test("the seconds since somebody's line broke never jump", () => {
  const lost = { ...ASHA, connection: "lost", lost_seconds: 4 };
  const first = withPeople({ people: [], observersComing: [] }, [lost], 10_000);
  assert.equal(first.people[0].lostSince, 6000);
  const later = withPeople(first, [{ ...lost, lost_seconds: 9.5 }], 15_000);
  assert.equal(later.people[0].lostSince, 6000);
  assert.equal(withPeople(later, [ASHA], 16_000).people[0].lostSince, null);
});

test("an observer is announced until she is here", async () => {
  await inCall();
  const coming = { participant: "p-meera", people: [{ name: "Meera", role: "observer" }], in_seconds: 5 };
  await signaling.tell("observer_coming", coming);
  await signaling.tell("observer_coming", coming);
  assert.deepEqual(call().observersComing, [{ participant: "p-meera", people: coming.people }]);
  await signaling.tell("people", { people: [RAO, ASHA, { ...ASHA, participant: "p-meera" }] });
  assert.deepEqual(call().observersComing, []);
});

test("an announcement that nothing came of is taken away", async () => {
  await inCall();
  await signaling.tell("observer_coming", { participant: "p-meera", people: [], in_seconds: 5 });
  await clock.pass(15_000);
  assert.deepEqual(call().observersComing, []);
});

test("a refused wish about somebody else is said", async () => {
  await inCall();
  signaling.answers.admit = refused("room_full");
  await people.admit("p-bina");
  assert.equal(notice(), "room_full");
  await clock.pass(6000);
  assert.equal(notice(), null);
});

test("all changes of one turn are told once", async () => {
  let told = 0;
  store.on("changed", () => (told += 1));
  store.update({ waits: true });
  store.update({ waits: false });
  await settled();
  assert.equal(told, 1);
});
