// Voice notes, photos and reports of one token: sent one after the other in chunks, kept while there is no line, taken back again.

import { Emitter } from "../../../emitter.js";
import { uploadFile } from "../../../parts/upload.js";
import { newKey } from "../memory.js";

/** @typedef {"voice" | "photo" | "report"} Kind */
/**
 * `part`: how much is sent, 0 to 1. `broken`: the line is; it goes on by itself. `refused`: `code` says why.
 * @typedef {{key: string, kind: Kind, state: "waiting" | "sending" | "broken" | "refused" | "sent", part: number, code: string, id: string | null, mediaType: string, size: number, blob: Blob | null}} Item
 */
/** @typedef {Pick<import("../../../api.js").Api, "get" | "post" | "put" | "delete" | "file">} Server */
/** @typedef {(act: () => void, milliseconds: number) => unknown} Later */
/** @typedef {{shelf: import("./unsent.js").Shelf, memory?: import("../../../parts/upload.js").Memory, later?: Later, upload?: typeof uploadFile}} Parts */

/** The same bounds as clinic/consultation/file.py. @type {Readonly<Record<Kind, number>>} */
export const MOST = Object.freeze({ voice: 5, photo: 10, report: 10 });
/** @type {Record<Kind, string>} */
const PURPOSE = { voice: "voice", photo: "photo", report: "document" };
const AGAIN_MS = 15_000;
const NO_LINE = ["offline", "no_answer", "server_trouble", "internal", "too_many", "files_away", "files_busy"];

/** @extends {Emitter<{changed: {}}>} */
export class Files extends Emitter {
  /** In the order in which they were made. @type {readonly Item[]} */
  items = [];
  /** Why the list could not be asked; "" where it could. */
  problem = "";
  #server;
  #token;
  #parts;
  #later;
  /** @type {{key: string, gone: AbortController} | null} */
  #sending = null;

  /** @param {Server} server @param {string} token @param {Parts} parts */
  constructor(server, token, parts) {
    super();
    this.#server = server;
    this.#token = token;
    this.#parts = parts;
    this.#later = parts.later ?? ((act, milliseconds) => setTimeout(act, milliseconds));
  }

  /** @param {...Kind} kinds */
  of(...kinds) {
    return this.items.filter(({ kind }) => kinds.includes(kind));
  }

  /** What the server has, and what an earlier page could not send. */
  async load() {
    const unsent = await this.#parts.shelf.all(this.#token);
    const known = new Set(this.items.map(({ key }) => key));
    const left = unsent.filter(({ key }) => !known.has(key)).map(({ key, kind, blob }) => madeOf(key, kind, blob));
    this.#set([...this.items, ...left]);
    await this.#loadSent();
    this.sendNow();
  }

  /** @param {Kind} kind @param {Blob} blob @returns {boolean} whether there was room for one more */
  add(kind, blob) {
    if (this.of(kind).length >= MOST[kind]) return false;
    const item = madeOf(newKey(), kind, blob);
    this.#set([...this.items, item]);
    this.#parts.shelf.keep({ key: item.key, token: this.#token, kind, blob }).then(() => this.sendNow());
    return true;
  }

  /** Those that wait, or could not be sent before. */
  sendNow() {
    if (this.#sending !== null) return;
    const next = this.items.find(({ state }) => state === "waiting" || state === "broken");
    if (next !== undefined && next.blob !== null) this.#send(next, next.blob);
  }

  /** Takes it back. Rejects as the API does: what a doctor has seen stays. @param {string} key */
  async remove(key) {
    const item = this.items.find((one) => one.key === key);
    if (item === undefined) return;
    if (item.id !== null) await this.#server.delete(`/api/opd/tokens/${this.#token}/files/${item.id}`);
    if (this.#sending?.key === key) this.#sending.gone.abort();
    await this.#parts.shelf.drop(key);
    this.#set(this.items.filter((one) => one.key !== key));
  }

  /** To be heard or seen. Rejects as the API does. @param {Item} item @returns {Promise<Blob>} */
  async contentOf({ blob, id, mediaType }) {
    if (blob !== null) return blob;
    const sent = await this.#server.file(`/api/opd/tokens/${this.#token}/files/${id}`);
    return new Blob([sent], { type: mediaType });
  }

  /** Where a picture that is sent is to be had. @param {Item} item */
  addressOf({ id }) {
    return id === null ? null : `/api/opd/tokens/${this.#token}/files/${id}`;
  }

  async #loadSent() {
    try {
      const { files } = await this.#server.get(`/api/opd/tokens/${this.#token}/files`);
      this.problem = "";
      const own = new Set(this.items.map(({ id }) => id));
      const others = files.filter((/** @type {{id: string}} */ { id }) => !own.has(id)).map(sentOf);
      this.#set([...others, ...this.items.filter(({ id }) => id === null || files.some((/** @type {{id: string}} */ file) => file.id === id))]);
    } catch (problem) {
      this.problem = codeOf(problem);
      this.#set(this.items);
    }
  }

  /** @param {Item} item @param {Blob} blob */
  async #send({ key, kind, mediaType }, blob) {
    const gone = new AbortController();
    this.#sending = { key, gone };
    this.#change(key, { state: "sending", code: "" });
    const upload = this.#parts.upload ?? uploadFile;
    const task = { api: this.#server, purpose: PURPOSE[kind], mediaType, memory: this.#parts.memory, signal: gone.signal, onProgress: (/** @type {number} */ part) => this.#change(key, { part }) };
    try {
      const id = await upload(blob, task);
      const added = await this.#server.post(`/api/opd/tokens/${this.#token}/files`, { upload: id, kind });
      await this.#parts.shelf.drop(key);
      this.#change(key, { state: "sent", part: 1, id: added.id });
    } catch (problem) {
      this.#notSent(key, problem);
    }
    this.#sending = null;
    this.#next();
  }

  /** @param {string} key @param {unknown} problem */
  #notSent(key, problem) {
    const [code, status] = [codeOf(problem), /** @type {{status?: number}} */ (problem)?.status ?? 0];
    const isLine = NO_LINE.includes(code) || status >= 500;
    this.#change(key, { state: isLine ? "broken" : "refused", code });
    if (!isLine) this.#parts.shelf.drop(key);
  }

  /** The others wait no longer for one that is broken than for the line. */
  #next() {
    if (this.items.some(({ state }) => state === "broken")) this.#later(() => this.sendNow(), AGAIN_MS);
    else this.sendNow();
  }

  /** @param {string} key @param {Partial<Item>} changes */
  #change(key, changes) {
    this.#set(this.items.map((item) => (item.key === key ? { ...item, ...changes } : item)));
  }

  /** @param {readonly Item[]} items */
  #set(items) {
    this.items = items;
    this.emit("changed", {});
  }
}

/** @param {string} key @param {Kind} kind @param {Blob} blob @returns {Item} */
function madeOf(key, kind, blob) {
  return { key, kind, blob, state: "waiting", part: 0, code: "", id: null, mediaType: essence(blob.type), size: blob.size };
}

/** @param {{id: string, kind: Kind, media_type: string, size: number}} file @returns {Item} */
function sentOf({ id, kind, media_type, size }) {
  return { key: id, kind, blob: null, state: "sent", part: 1, code: "", id, mediaType: media_type, size };
}

/** "audio/webm" of "audio/webm;codecs=opus". @param {string} type */
function essence(type) {
  return type.split(";")[0].trim().toLowerCase();
}

/** @param {unknown} problem */
function codeOf(problem) {
  return /** @type {{code?: string}} */ (problem)?.code ?? "page_trouble";
}
