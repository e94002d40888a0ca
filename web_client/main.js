// Puts the parts together: which screen is shown, and what leads from one to the next.

import { CameraClosed, closeCamera, isCameraGranted, openCamera } from "./camera.js";
import { Meeting } from "./meeting.js";
import { Refused, Signaling } from "./signaling.js";
import { LanguageView } from "./views/language.js";
import { LobbyView } from "./views/lobby.js";
import { StageView } from "./views/stage.js";

/** @typedef {import("./words.js").WordKey} WordKey */

/** @type {Record<string, WordKey>} */
const SENTENCES = {
  room_full: "room_full",
  taken_over: "taken_over",
  no_media: "no_media",
  protocol_mismatch: "outdated",
};

const signaling = new Signaling();
const language = new LanguageView();
const lobby = new LobbyView(language, new URLSearchParams(location.search));
const stage = new StageView(language);

/** @type {MediaStream | null} */
let camera = null;
/** Prepared before the click, so that the join is one round trip. @type {Meeting | null} */
let meeting = null;
let isInCall = false;
let wasOffline = false;

async function turnCameraOn() {
  lobby.setBusy(true);
  lobby.say("opening_camera");
  try {
    camera = await openCamera();
    lobby.showCamera(camera);
    await prepare();
  } catch (error) {
    lobby.setBusy(false);
    lobby.say(error instanceof CameraClosed ? error.reason : "not_now", true);
  }
}

/** A fresh connection and its offer, as soon as camera and server are both there. */
async function prepare() {
  if (camera === null || isInCall) return;
  lobby.setReady(false);
  meeting?.close();
  meeting = null;
  if (signaling.isOutdated) return lobby.say("outdated", true);
  if (signaling.welcome === null) return lobby.say("server_away", true);
  const prepared = newMeeting(camera);
  meeting = prepared;
  await prepared.prepared();
  if (meeting !== prepared) return;
  lobby.setReady(true);
  lobby.say("ready");
}

/** @param {MediaStream} stream */
function newMeeting(stream) {
  const made = new Meeting(signaling, stream);
  made.on("tiles", (tiles) => stage.showTiles(tiles));
  made.on("people", (people) => stage.showPeople(people));
  made.on("line", (line) => stage.setBroken(line === "broken"));
  made.on("ended", (reason) => finish(SENTENCES[reason] ?? "not_now", true));
  return made;
}

/** @param {string} room @param {string} name */
async function join(room, name) {
  if (meeting === null || camera === null) return;
  isInCall = true;
  lobby.setBusy(true);
  lobby.say("joining");
  try {
    const joining = meeting.join(room, name);
    stage.open(camera);
    lobby.show(false);
    await joining;
  } catch (error) {
    finishJoin(error instanceof Refused ? error.code : "");
  }
}

/** The join was refused: the camera stays open for another try. @param {string} code */
function finishJoin(code) {
  backToLobby();
  prepare().then(() => lobby.say(SENTENCES[code] ?? "not_now", true));
}

/** @param {WordKey} sentence */
function finish(sentence, isTrouble = false) {
  backToLobby();
  if (camera !== null) closeCamera(camera);
  camera = null;
  lobby.showCamera(null);
  lobby.setReady(false);
  lobby.say(sentence, isTrouble);
}

function backToLobby() {
  isInCall = false;
  meeting = null;
  stage.close();
  lobby.show(true);
}

lobby.on("camera", turnCameraOn);
lobby.on("join", ({ room, name }) => join(room, name));
stage.on("leave", () => {
  meeting?.leave();
  finish("left");
});
signaling.on("welcome", prepare);
signaling.on("closed", prepare);
signaling.on("unreachable", () => isInCall || lobby.say("server_away", true));
addEventListener("offline", () => (wasOffline = true));
addEventListener("online", () => {
  if (!wasOffline) return;
  wasOffline = false;
  if (isInCall) meeting?.networkChanged();
  else signaling.reconnect();
});
addEventListener("pagehide", () => isInCall && meeting?.leave());

if (await isCameraGranted()) turnCameraOn();
else lobby.setBusy(false);
