// From the list of clinics to a number.

import { clinicsPath, withBoard } from "./clinics.js";
import { isSameWish, newKey } from "./memory.js";
import { problemOf } from "./store.js";
import { isLive } from "./token.js";

/** @typedef {import("./memory.js").Wish} Wish */

/** The server has no place there: asking with the same key would end the same. */
const REFUSED = /^(clinic_\w+|queue_full|patient_not_yours|consultation_\w+|bad_request)$/;
const ASK_CLINICS_MS = 4000;

export class Choosing {
  #store;
  #server;
  #memory;
  #tokens;
  #later;
  #isAskingSoon = false;

  /**
   * @param {import("./store.js").Store} store @param {import("./store.js").Server} server @param {import("./memory.js").Memory} memory
   * @param {import("./tokens.js").Tokens} tokens @param {import("./tokens.js").Later} later
   */
  constructor(store, server, memory, tokens, later) {
    this.#store = store;
    this.#server = server;
    this.#memory = memory;
    this.#tokens = tokens;
    this.#later = later;
  }

  /** Whether clinics stand on the page just now. */
  get isShown() {
    return ["clinics", "wish"].includes(this.#store.state.place.name);
  }

  /** Asked for where they are shown; elsewhere their boards are watched no more. */
  settle() {
    if (this.isShown) this.askClinics();
    else this.#tokens.watchAlso([]);
  }

  /** Visits that a doctor has asked for; without them nothing else is missing. */
  async askExpected() {
    const { follow_ups: expected } = await this.#server.get("/api/opd/follow-ups").catch(() => ({ follow_ups: this.#store.state.expected }));
    this.#store.set({ expected });
  }

  async askClinics() {
    const { household, clinics: before } = this.#store.state;
    try {
      const { clinics } = await this.#server.get(clinicsPath(household?.state ?? null));
      this.#store.set({ clinics });
      this.#tokens.watchAlso(this.isShown ? clinics.map((/** @type {{id: string}} */ { id }) => id) : []);
    } catch (problem) {
      if (before === null) this.#store.refuse(problem);
    }
  }

  /** To be told when it opens. @param {string} clinic @param {string} language */
  remind(clinic, language) {
    return this.#store.doing(`reminding ${clinic}`, async () => {
      await this.#server.post(`/api/opd/clinics/${clinic}/reminders`, { language });
      this.#store.set({ reminded: [...this.#store.state.reminded, clinic] });
    });
  }

  /** Until it is answered the same wish is sent with the same key: however often it is pressed, it is one token. @param {Wish} wish */
  take(wish) {
    return this.#store.doing("taking", async () => {
      const kept = this.#memory.asking;
      const asking = kept !== null && isSameWish(kept.wish, wish) ? kept : { key: newKey(), wish };
      this.#memory.keepAsking(asking);
      this.#memory.keepChoices({ mode: wish.mode, language: wish.language, doctor_gender: wish.doctor_gender });
      try {
        this.#arrived(await this.#server.post("/api/opd/tokens", { ...wish, key: asking.key }));
      } catch (problem) {
        await this.#notTaken(problem, wish);
      }
    });
  }

  /** Something about the clinics is another: once for all news of a while. */
  changed() {
    if (!this.isShown || this.#isAskingSoon) return;
    this.#isAskingSoon = true;
    this.#later(() => {
      this.#isAskingSoon = false;
      this.askClinics();
    }, ASK_CLINICS_MS);
  }

  /** Its board at once; the wait of whoever would come is the server's to say. @param {import("../../live.js").QueueNews} news */
  boardChanged(news) {
    const { clinics } = this.#store.state;
    if (!this.isShown || clinics === null) return;
    this.#store.set({ clinics: clinics.map((clinic) => (clinic.id === news.clinic ? withBoard(clinic, news) : clinic)) });
    this.changed();
  }

  /** @param {import("./token.js").Token} token */
  #arrived(token) {
    this.#memory.keepAsking(null);
    this.#tokens.show(token);
    this.#store.set({ place: { name: "token", id: token.id, card: null } });
  }

  /** @param {unknown} problem @param {Wish} wish */
  async #notTaken(problem, { patient, clinic }) {
    const { code } = problemOf(problem);
    if (code !== "token_already" && !REFUSED.test(code)) throw problem; // may have arrived: asked again with the same key
    this.#memory.keepAsking(null);
    if (code !== "token_already") {
      this.askClinics();
      throw problem;
    }
    await this.#tokens.ask();
    const there = this.#tokens.live.find((token) => token.patient === patient && token.clinic === clinic && isLive(token));
    if (there === undefined) throw problem;
    this.#arrived(there);
  }
}
