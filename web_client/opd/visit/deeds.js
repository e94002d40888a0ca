// What she does with a token beside answering: giving it back, by telephone or video, another day, the end, a report.

import { problemOf } from "./store.js";

/** @typedef {import("./token.js").Token} Token */

export class Deeds {
  #store;
  #server;
  #tokens;

  /** @param {import("./store.js").Store} store @param {import("./store.js").Server} server @param {import("./tokens.js").Tokens} tokens */
  constructor(store, server, tokens) {
    this.#store = store;
    this.#server = server;
    this.#tokens = tokens;
  }

  /** She gives it back. @param {string} id */
  withdraw(id) {
    return this.#doing(id, "withdraw", async () => {
      await this.#server.delete(`/api/opd/tokens/${id}`);
      await this.#tokens.askOne(id);
    });
  }

  /** "In a minute." @param {string} id */
  answerLater(id) {
    return this.#tell(id, "later", {});
  }

  /** @param {string} id @param {Token["mode"]} mode */
  setMode(id, mode) {
    return this.#tell(id, "mode", { mode });
  }

  /** @param {string} id @param {Token["doctor_gender"]} doctor_gender */
  setGender(id, doctor_gender) {
    return this.#tell(id, "doctor-gender", { doctor_gender });
  }

  /** Whether she comes on the other day. @param {string} id @param {boolean} accept */
  answerOffer(id, accept) {
    return this.#tell(id, "offer", { accept });
  }

  /** Either side may end at any time. @param {string} id */
  end(id) {
    return this.#tell(id, "end", {});
  }

  /** Rejects as the API does, for the sheet that asked. @param {string} id @param {string} text @param {boolean} block */
  report(id, text, block) {
    return this.#server.post(`/api/opd/tokens/${id}/report`, { text, block });
  }

  /** @param {string} id @param {string} what @param {Record<string, unknown>} body */
  #tell(id, what, body) {
    return this.#doing(id, what, async () => this.#tokens.show(await this.#server.post(`/api/opd/tokens/${id}/${what}`, body)));
  }

  /** @param {string} id @param {string} what @param {() => Promise<unknown>} act */
  #doing(id, what, act) {
    return this.#store.doing(`${what} ${id}`, async () => {
      try {
        await act();
      } catch (problem) {
        if (problemOf(problem).code === "consultation_state") await this.#tokens.askOne(id).catch(() => {}); // it had moved on
        throw problem;
      }
    });
  }
}
