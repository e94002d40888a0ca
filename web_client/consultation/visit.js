// The way from the link to the room and out of it again: which screen is shown, and what leads to the next.

import { Entrance } from "../room/entrance.js";
import { Line } from "../room/line.js";
import { Meeting } from "../room/meeting.js";
import { Memory } from "../room/memory.js";
import { codeOf } from "../room/refused.js";
import { seatedCall } from "./call_state.js";
import { Entry } from "./entry.js";

/** The link is of no use, or the page is: the same again would end the same. */
const FINAL = /^(invitation_\w+|room_(unknown|closed)|protocol_mismatch)$/;
const AGAIN_MILLISECONDS = 2000;

/**
 * @typedef {Object} Parts
 * @property {import("../room/signaling.js").Signaling} signaling
 * @property {import("./store.js").Store} store
 * @property {import("./media.js").OwnMedia} media
 * @property {import("./chat.js").Chat} chat
 * @property {() => import("../room/connection.js").Connection} [makeConnection] in place of a real one
 * @property {() => void} [reload] the page, in place of the browser's
 */

export class Visit {
  #parts;
  #store;
  #memory;
  #entrance;
  #entry;
  /** Prepared at the entry, so that the join is one round trip. @type {Meeting | null} */
  #meeting = null;
  /** @type {Line | null} */
  #line = null;
  #isOfferReady = false;
  /** @type {Promise<void> | null} */
  #preparing = null;
  #timer = 0;
  #isOver = false;

  /** @param {string} invitation @param {Parts} parts */
  constructor(invitation, parts) {
    this.#parts = parts;
    this.#store = parts.store;
    this.#memory = new Memory(invitation);
    this.#entrance = new Entrance(parts.signaling, invitation);
    this.#entry = new Entry(this.#entrance, this.#memory, parts.store);
  }

  get memory() {
    return this.#memory;
  }

  get connection() {
    return this.#meeting?.connection ?? null;
  }

  /** The server has greeted on a new socket. The network may be another one, so the offer is made anew. */
  async greeted() {
    if (this.#isOver) return;
    if (this.#parts.signaling.isOutdated) return this.#loadAnew();
    const { screen } = this.#store.state;
    const { seat } = this.#memory.recall();
    this.#isOfferReady = false;
    if (screen === "opening" && seat !== undefined) await this.#comeBack(seat);
    else if (screen === "opening" || screen === "entry") await this.#lookAtLink();
  }

  /** @param {number} index @param {string} name */
  setName(index, name) {
    this.#entry.setName(index, name);
  }

  /** Prepared is who has all that she asked for, and who was told why she has not. */
  lookWhetherPrepared() {
    const { screen, devices, grants, isServerHere, isPrepared: before } = this.#store.state;
    const isSettled = devices.state === "open" || devices.trouble !== null || !grants.includes("publish");
    if (screen === "entry" && (isSettled || devices.state === "asking")) this.#prepare();
    const isPrepared =
      this.#isOfferReady && isServerHere && isSettled && screen === "entry" && devices.state !== "asking";
    if (isPrepared !== before) this.#store.update({ isPrepared });
  }

  async join() {
    if (this.#store.state.screen !== "entry") return;
    const names = this.#entry.namesGiven();
    if (names === null) return this.#store.update({ reason: "name_missing" });
    clearTimeout(this.#timer);
    this.#store.update({ screen: "joining", reason: null, isPrepared: false });
    this.#parts.media.begin();
    try {
      await (this.#meeting ?? this.#newMeeting()).join(names);
    } catch (error) {
      this.#notJoined(codeOf(error));
    }
  }

  /** @param {boolean} isCertain it was away and is back; else only something about it is different */
  networkChanged(isCertain) {
    this.#line?.networkChanged();
    if (isCertain) this.#meeting?.networkChanged();
  }

  leave() {
    this.#meeting?.leave();
    this.close("left");
  }

  /** @param {string} reason */
  close(reason) {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#dropMeeting();
    this.#memory.forgetSeat();
    this.#parts.media.close();
    this.#store.update({ screen: "closed", reason, call: null, isPrepared: false });
  }

  /** The server speaks another version. Once: where the new page is as old, somebody must be told. */
  #loadAnew() {
    const version = this.#parts.signaling.welcome?.protocol;
    if (this.#memory.recall().loadedFor === version) return this.close("protocol_mismatch");
    this.#memory.keep({ loadedFor: version });
    (this.#parts.reload ?? (() => location.reload()))();
  }

  /** Again and again while the entry is open: a grant is good for a while only. */
  async #lookAtLink() {
    clearTimeout(this.#timer);
    const code = await this.#entry.look();
    if (this.#isOver) return;
    if (code !== null) return this.#notRedeemed(code);
    this.#timer = setTimeout(() => this.#lookAtLink(), this.#entrance.millisecondsLeft);
    if (this.#store.state.screen === "opening") this.#enter();
    this.lookWhetherPrepared();
  }

  /** @param {string} code */
  #notRedeemed(code) {
    if (FINAL.test(code)) return this.close(code);
    this.#timer = setTimeout(() => this.greeted(), AGAIN_MILLISECONDS);
  }

  #enter() {
    this.#store.update({ screen: "entry" });
    this.#parts.media.openGranted();
  }

  /** Not before she reaches for the camera: a connection costs a slow phone more than the whole first screen. */
  #prepare() {
    if (this.#isOfferReady || this.#preparing !== null) return;
    this.#preparing = this.#makeOffer().finally(() => (this.#preparing = null));
  }

  async #makeOffer() {
    const { connection } = this.#meeting ?? this.#newMeeting();
    connection.slotPairs = this.#parts.signaling.welcome?.slot_pairs ?? 0;
    await connection.prepare();
    this.#isOfferReady = true;
    this.lookWhetherPrepared();
  }

  #newMeeting() {
    const meeting = new Meeting(this.#parts.signaling, this.#entrance, this.#memory, this.#parts.makeConnection?.());
    this.#meeting = meeting;
    meeting.connection.slotPairs = this.#parts.signaling.welcome?.slot_pairs ?? 0;
    meeting.on("seated", (seated) => this.#seated(seated));
    meeting.on("tiles", (tiles) => this.#store.updateCall(() => ({ tiles })));
    meeting.on("line", (line) => this.#store.updateCall(() => ({ line })));
    meeting.on("no_media", () => this.#store.notice("no_media"));
    meeting.on("over", (reason) => this.close(reason));
    this.#watch(meeting);
    this.#parts.media.connect();
    return meeting;
  }

  /** @param {Meeting} meeting */
  #watch(meeting) {
    const callToJudge = () => (meeting.isAttached && meeting.connection.isOpen ? this.#store.state.call : null);
    this.#line = new Line(() => meeting.connection.statistics(), callToJudge);
    this.#line.on("need", (need) => meeting.mend(need));
    this.#line.on("quality", (quality) => this.#showQuality(quality));
    meeting.on("up", () => this.#line?.begin());
  }

  /** @param {import("../state.js").CallState["quality"]} quality */
  #showQuality(quality) {
    if (this.#store.state.call?.quality !== quality) this.#store.updateCall(() => ({ quality }));
  }

  #dropMeeting() {
    this.#line?.close();
    this.#meeting?.close();
    this.#line = this.#meeting = null;
  }

  /** The join was refused: what is open stays open for another try. @param {string} code */
  #notJoined(code) {
    if (this.#isOver) return;
    if (FINAL.test(code)) return this.close(code);
    this.#dropMeeting();
    this.#isOfferReady = false;
    this.#store.update({ screen: "entry", reason: code });
    this.#lookAtLink();
  }

  /** The page was loaded anew: back into the seat, without a click. @param {import("../room/memory.js").Seat} seat */
  async #comeBack(seat) {
    const meeting = this.#newMeeting();
    const reopening = this.#parts.media.reopen();
    try {
      await meeting.comeBack(seat, this.#memory.recall().names ?? []);
    } catch (error) {
      return this.#notBack(codeOf(error));
    }
    this.#entry.look(); // for whom the link is; a refusal changes nothing for who is in
    await reopening;
  }

  /** @param {string} code */
  #notBack(code) {
    this.#dropMeeting();
    if (code !== "no_answer") this.#memory.forgetSeat();
    this.#timer = setTimeout(() => this.greeted(), code === "no_answer" ? AGAIN_MILLISECONDS : 0);
  }

  /** @param {import("../room/seat.js").Seated} seated */
  #seated(seated) {
    const { participant, admission, grants, room } = seated;
    if (admission !== "admitted") return this.#store.update({ screen: "lobby", grants, call: null });
    const call = seatedCall(this.#store.state.call, seated, this.#parts.media.wish);
    this.#store.update({ screen: "call", grants, call });
    this.#parts.chat.begin(room.chat);
    this.#parts.media.agree(room.people.find((person) => person.participant === participant));
  }
}
