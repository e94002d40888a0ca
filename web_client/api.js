// The server's HTTP API: JSON both ways, the CSRF token on every write, refusals as problems (RFC 9457). Nothing here is shown.

/** @typedef {{fetch?: typeof fetch, clock?: () => number}} Surroundings */
/** @typedef {{headers?: Record<string, string>, patient?: string, signal?: AbortSignal, timeoutSeconds?: number}} Options `patient`: whom this page shows */
/** @typedef {{signed_in: "patient" | "staff" | null, csrf: string, household: any, staff: any}} Session */

const TIMEOUT_SECONDS = 30;
const SAFE = ["GET", "HEAD"];

/** What the server, or the way to it, refused. `code` is stable; "offline", "no_answer" and "server_trouble" are made here. */
export class ApiProblem extends Error {
  /** @param {string} code @param {{status?: number, detail?: string, fields?: Record<string, string>, retryAfterSeconds?: number | null}} [more] */
  constructor(code, { status = 0, detail = "", fields = {}, retryAfterSeconds = null } = {}) {
    super(code);
    this.code = code;
    /** HTTP's; 0 when no answer came. */
    this.status = status;
    /** One English sentence. */
    this.detail = detail;
    /** What is wrong with which field of the request. */
    this.fields = fields;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export class Api {
  /** @type {Promise<Session> | null} */
  #session = null;
  #aheadSeconds = 0;
  #fetch;
  #clock;

  /** @param {Surroundings} [surroundings] `clock` gives seconds since 1970 */
  constructor({ fetch: ask = (...asked) => fetch(...asked), clock = () => Date.now() / 1000 } = {}) {
    this.#fetch = ask;
    this.#clock = clock;
  }

  /** The server's clock in seconds since 1970, as its last answer told it: a phone's own is often wrong. */
  now() {
    return this.#clock() + this.#aheadSeconds;
  }

  /** Who is signed in, asked anew. @returns {Promise<Session>} */
  session() {
    const asked = this.get("/api/session");
    this.#session = asked;
    asked.catch(() => (this.#session = null));
    return asked;
  }

  /** @param {string} path @param {Options} [options] @returns {Promise<any>} */
  get(path, options) {
    return this.#ask("GET", path, undefined, options).then(read);
  }

  /** @param {string} path @param {unknown} [body] a record, or bytes @param {Options} [options] @returns {Promise<any>} */
  post(path, body = {}, options) {
    return this.#ask("POST", path, body, options).then(read);
  }

  /** @param {string} path @param {unknown} body @param {Options} [options] @returns {Promise<any>} */
  put(path, body, options) {
    return this.#ask("PUT", path, body, options).then(read);
  }

  /** @param {string} path @param {unknown} body @param {Options} [options] @returns {Promise<any>} */
  patch(path, body, options) {
    return this.#ask("PATCH", path, body, options).then(read);
  }

  /** @param {string} path @param {Options} [options] @param {unknown} [body] @returns {Promise<any>} */
  delete(path, options, body) {
    return this.#ask("DELETE", path, body, options).then(read);
  }

  /** A file as it is. @param {string} path @param {Options} [options] @returns {Promise<Blob>} */
  file(path, options) {
    return this.#ask("GET", path, undefined, options).then((answer) => answer.blob());
  }

  /** Once more with a new token where the old one is not taken. @param {string} method @param {string} path @param {unknown} body @param {Options} [options] */
  async #ask(method, path, body, options = {}) {
    try {
      return await this.#askOnce(method, path, body, options);
    } catch (problem) {
      if (SAFE.includes(method) || /** @type {ApiProblem} */ (problem).code !== "csrf_missing") throw problem;
      this.#session = null;
      return this.#askOnce(method, path, body, options);
    }
  }

  /** @param {string} method @param {string} path @param {unknown} body @param {Options} options */
  async #askOnce(method, path, body, { headers = {}, patient, signal, timeoutSeconds = TIMEOUT_SECONDS }) {
    const isRaw = body instanceof Blob || body instanceof ArrayBuffer || ArrayBuffer.isView(body);
    /** @type {Record<string, string>} */
    const sent = { Accept: "application/json, application/problem+json", ...headers };
    if (body !== undefined && !isRaw) sent["Content-Type"] = "application/json";
    if (patient !== undefined) sent["X-Patient"] = patient;
    if (!SAFE.includes(method)) sent["X-CSRF-Token"] = (await (this.#session ?? this.session())).csrf;
    const content = /** @type {BodyInit | undefined} */ (isRaw || body === undefined ? body : JSON.stringify(body));
    return this.#answered(path, { method, headers: sent, body: content, credentials: "same-origin", cache: "no-store" }, signal, timeoutSeconds);
  }

  /** @param {string} path @param {RequestInit} request @param {AbortSignal | undefined} signal @param {number} timeoutSeconds */
  async #answered(path, request, signal, timeoutSeconds) {
    const patience = patienceOf(timeoutSeconds, signal);
    try {
      const answer = await this.#fetch(path, { ...request, signal: patience.signal });
      this.#setClock(answer);
      if (!answer.ok) throw await problemOf(answer);
      return answer;
    } catch (problem) {
      if (problem instanceof ApiProblem || signal?.aborted) throw problem;
      throw new ApiProblem(patience.isOver() ? "no_answer" : "offline");
    } finally {
      patience.end();
    }
  }

  /** @param {Response} answer */
  #setClock(answer) {
    const told = Date.parse(answer.headers.get("Date") ?? "") / 1000;
    if (Number.isFinite(told)) this.#aheadSeconds = told - this.#clock();
  }
}

/** The one of this page. */
export const api = new Api();

/** Until when an answer is waited for; `AbortSignal.any` is too new for the phones that are about. @param {number} seconds @param {AbortSignal} [outer] */
function patienceOf(seconds, outer) {
  const inner = new AbortController();
  let isOver = false;
  const giveUp = () => inner.abort();
  const timer = setTimeout(() => {
    isOver = true;
    giveUp();
  }, seconds * 1000);
  if (outer?.aborted) giveUp();
  outer?.addEventListener("abort", giveUp);
  const end = () => {
    clearTimeout(timer);
    outer?.removeEventListener("abort", giveUp);
  };
  return { signal: inner.signal, isOver: () => isOver, end };
}

/** @param {Response} answer */
async function read(answer) {
  if (answer.status === 204) return null;
  try {
    return await answer.json();
  } catch {
    throw new ApiProblem("server_trouble", { status: answer.status });
  }
}

/** A proxy's page is no problem of ours, only a sign of trouble. @param {Response} answer */
async function problemOf(answer) {
  const { status } = answer;
  const told = /** @type {any} */ (await answer.json().catch(() => null));
  const retryAfterSeconds = secondsOf(told?.retry_after_seconds) ?? secondsOf(answer.headers.get("Retry-After"));
  if (typeof told?.code !== "string") return new ApiProblem("server_trouble", { status, retryAfterSeconds });
  return new ApiProblem(told.code, { status, detail: told.detail ?? "", fields: told.fields ?? {}, retryAfterSeconds });
}

/** @param {unknown} told */
function secondsOf(told) {
  const seconds = told === null || told === undefined || told === "" ? NaN : Number(told);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}
