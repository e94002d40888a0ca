// The room's chat: what was written, what is on its way, what you have not read.

import { codeOf } from "../room/refused.js";

/** @typedef {import("../protocol.js").ChatMessage} ChatMessage */
/** @typedef {import("../state.js").CallState} CallState */

/** @typedef {CallState["unsent"][number]} Unsent */

export class Chat {
  #signaling;
  #store;
  #memory;
  #isOpen = false;
  /** The last line that was seen. */
  #read = -1;
  #isSending = false;

  /**
   * @param {import("../room/signaling.js").Signaling} signaling
   * @param {import("./store.js").Store} store
   * @param {() => import("../room/memory.js").Memory} memory of the invitation in hand
   */
  constructor(signaling, store, memory) {
    this.#signaling = signaling;
    this.#store = store;
    this.#memory = memory;
    signaling.on("chat", ({ message }) => this.#add(message));
  }

  /** All that the room has: after a join or a resume. What was on its way is sent again. @param {ChatMessage[]} chat */
  begin(chat) {
    this.#read = Math.max(this.#read, this.#memory().recall().read ?? -1);
    this.#show(chat);
    this.#sendAll();
  }

  /** A new consultation. */
  forget() {
    this.#read = -1;
    this.#isOpen = false;
  }

  /** @param {boolean} isOpen */
  setOpen(isOpen) {
    this.#isOpen = isOpen;
    this.#store.updateCall(({ chat }) => this.#count(chat));
  }

  /** @param {string} text */
  async send(text) {
    const trimmed = text.trim();
    if (trimmed === "") return;
    const line = { key: newKey(), text: trimmed, state: /** @type {const} */ ("sending") };
    this.#store.updateCall(({ unsent }) => ({ unsent: [...unsent, line] }));
    await this.#sendAll();
  }

  /** @param {string} key */
  async sendAgain(key) {
    this.#mark(key, "sending");
    await this.#sendAll();
  }

  /** One after the other, so that they stand in the order in which they were written. */
  async #sendAll() {
    if (this.#isSending) return;
    this.#isSending = true;
    for (let line = this.#next(); line !== undefined; line = this.#next()) if (!(await this.#sendLine(line))) break;
    this.#isSending = false;
  }

  /** @param {Unsent} line @returns {Promise<boolean>} whether the next one may follow */
  async #sendLine({ key, text }) {
    try {
      const { message } = await this.#signaling.request("send_chat", { key, text });
      this.#add(message);
      return true;
    } catch (error) {
      return this.#afterRefusal(key, codeOf(error));
    }
  }

  /** Without an answer it stays on its way: it is sent again with the next socket. @param {string} key @param {string} code */
  #afterRefusal(key, code) {
    if (code === "no_answer" || code === "not_joined") return false;
    this.#mark(key, "failed");
    this.#store.notice(code);
    return true;
  }

  #next() {
    return this.#store.state.call?.unsent.find(({ state }) => state === "sending");
  }

  /** @param {ChatMessage} message */
  #add(message) {
    const chat = this.#store.state.call?.chat ?? [];
    this.#show(chat.some(({ id }) => id === message.id) ? chat : [...chat, message]);
  }

  /** @param {ChatMessage[]} chat */
  #show(chat) {
    this.#store.updateCall((call) => {
      const own = new Set(chat.filter(({ participant }) => participant === call.participant).map(({ key }) => key));
      return { chat, unsent: call.unsent.filter(({ key }) => !own.has(key)), ...this.#count(chat) };
    });
  }

  /** @param {ChatMessage[]} chat */
  #count(chat) {
    const last = chat.at(-1)?.id ?? -1;
    if (this.#isOpen && last > this.#read) this.#memory().keep({ read: (this.#read = last) });
    const own = this.#store.state.call?.participant;
    return { unread: chat.filter(({ id, participant }) => id > this.#read && participant !== own).length };
  }

  /** @param {string} key @param {Unsent["state"]} state */
  #mark(key, state) {
    this.#store.updateCall(({ unsent }) => ({
      unsent: unsent.map((line) => (line.key === key ? { ...line, state } : line)),
    }));
  }
}

/** `randomUUID` is there on secure pages only. */
function newKey() {
  return crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16)).join("");
}
