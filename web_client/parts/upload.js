// Sends a file in checksummed chunks. What the server has already is not sent again, so a broken line costs one chunk.

/** @typedef {{id: string, chunk_bytes: number, received: readonly number[]}} Begun */
/** @typedef {Pick<import("../api.js").Api, "get" | "post" | "put">} Server */
/** @typedef {{recall: (sha256: string) => string | null, remember: (sha256: string, id: string | null) => void}} Memory */
/** @typedef {{size: number, type: string, arrayBuffer: () => Promise<ArrayBuffer>}} Source a File, or any Blob */
/** @typedef {(milliseconds: number, signal?: AbortSignal) => Promise<void>} Wait */
/**
 * @typedef {object} Task
 * @property {Server} api
 * @property {string} purpose "document", "photo" or "voice"
 * @property {(part: number) => void} [onProgress] 0 to 1
 * @property {() => void} [onBreak] a chunk did not arrive and is tried again
 * @property {Memory} [memory] which upload belongs to which content, for when the page was loaded again
 * @property {AbortSignal} [signal]
 * @property {Wait} [wait]
 * @property {string} [mediaType] where the browser could not tell
 */

/** Between the tries of one chunk; after the last the person is asked. */
export const PAUSES_MS = Object.freeze([500, 1000, 2000, 4000, 8000]);
const BROKEN = ["offline", "no_answer", "upload_checksum", "too_many"];
/** A chunk on a very slow line. */
const CHUNK_SECONDS = 120;
/** A chunk may be lost on the server's side between being received and the end; once more, then it is a fault. */
const ROUNDS = 2;

/** Codes of its own: `file_unreadable`, `file_empty`, `insecure_page`. */
export class UploadProblem extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** The upload's id, once the server has checked the whole file. @param {Source} file @param {Task} task @returns {Promise<string>} */
export async function uploadFile(file, task) {
  const bytes = await contentOf(file);
  const sha256 = await checksum(bytes);
  const begun = await resumed(sha256, task) ?? await begin(file, sha256, task);
  task.memory?.remember(sha256, begun.id);
  try {
    await sendAndFinish(bytes, begun, task);
  } catch (problem) {
    if (!isBroken(problem)) task.memory?.remember(sha256, null); // what was refused is not tried again
    throw problem;
  }
  return begun.id;
}

/** SHA-256 as 64 hex characters. @param {BufferSource} bytes */
export async function checksum(bytes) {
  if (globalThis.crypto?.subtle === undefined) throw new UploadProblem("insecure_page"); // not over plain http
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Which chunks are still to be sent. @param {number} size in bytes @param {Begun} begun */
export function missingChunks(size, { chunk_bytes, received }) {
  const every = Array.from({ length: Math.ceil(size / chunk_bytes) }, (_, index) => index);
  const there = new Set(received);
  return every.filter((index) => !there.has(index));
}

/** For one visit; the file's content itself is never kept. @param {Storage} storage @returns {Memory} */
export function memoryIn(storage) {
  const key = (/** @type {string} */ sha256) => `upload:${sha256}`;
  return {
    recall: (sha256) => storage.getItem(key(sha256)),
    remember: (sha256, id) => (id === null ? storage.removeItem(key(sha256)) : storage.setItem(key(sha256), id)),
  };
}

/** @param {Source} file */
async function contentOf(file) {
  if (file.size === 0) throw new UploadProblem("file_empty");
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new UploadProblem("file_unreadable"); // moved or changed since it was chosen
  }
}

/** @param {string} sha256 @param {Task} task @returns {Promise<Begun | null>} */
async function resumed(sha256, task) {
  const id = task.memory?.recall(sha256) ?? null;
  if (id === null) return null;
  try {
    return await statusOf(id, task);
  } catch (problem) {
    if (isBroken(problem)) throw problem;
    return null; // it has expired, or belongs to another visit
  }
}

/** @param {Source} file @param {string} sha256 @param {Task} task @returns {Promise<Begun>} */
async function begin(file, sha256, task) {
  const body = { purpose: task.purpose, media_type: task.mediaType ?? file.type, size: file.size, sha256 };
  return /** @type {Begun} */ (await patiently(task, () => task.api.post("/api/uploads", body, { signal: task.signal })));
}

/** @param {string} id @param {Task} task */
async function statusOf(id, task) {
  return /** @type {Begun} */ (await patiently(task, () => task.api.get(`/api/uploads/${id}`, { signal: task.signal })));
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {Begun} begun @param {Task} task */
async function sendAndFinish(bytes, begun, task) {
  let known = begun;
  for (let round = 1; ; round += 1) {
    await sendMissing(bytes, known, task);
    try {
      await patiently(task, () => task.api.post(`/api/uploads/${begun.id}/finish`, {}, { signal: task.signal }));
      return;
    } catch (problem) {
      if (codeOf(problem) !== "upload_incomplete" || round === ROUNDS) throw problem;
      known = await statusOf(begun.id, task);
    }
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {Begun} begun @param {Task} task */
async function sendMissing(bytes, begun, task) {
  const missing = missingChunks(bytes.length, begun);
  const whole = Math.ceil(bytes.length / begun.chunk_bytes);
  let done = whole - missing.length;
  task.onProgress?.(done / whole);
  for (const index of missing) {
    await sendChunk(bytes.subarray(index * begun.chunk_bytes, (index + 1) * begun.chunk_bytes), index, begun, task);
    done += 1;
    task.onProgress?.(done / whole);
  }
}

/** @param {Uint8Array<ArrayBuffer>} chunk @param {number} index @param {Begun} begun @param {Task} task */
async function sendChunk(chunk, index, begun, task) {
  const headers = { "X-Checksum": await checksum(chunk), "Content-Type": "application/octet-stream" };
  await patiently(task, () => task.api.put(`/api/uploads/${begun.id}/${index}`, chunk, { headers, signal: task.signal, timeoutSeconds: CHUNK_SECONDS }));
}

/** Tries again while it is only the line. @template Value @param {Task} task @param {() => Promise<Value>} act */
async function patiently(task, act) {
  const wait = task.wait ?? pause;
  for (const milliseconds of PAUSES_MS) {
    try {
      return await act();
    } catch (problem) {
      if (!isBroken(problem) || task.signal?.aborted) throw problem;
      task.onBreak?.();
      await wait(Math.max(milliseconds, 1000 * (retryAfterOf(problem) ?? 0)), task.signal);
    }
  }
  return act();
}

/** @param {unknown} problem */
function isBroken(problem) {
  const status = /** @type {{status?: number}} */ (problem)?.status ?? 0;
  return BROKEN.includes(codeOf(problem)) || status >= 500;
}

/** @param {unknown} problem */
function codeOf(problem) {
  return /** @type {{code?: string}} */ (problem)?.code ?? "";
}

/** @param {unknown} problem */
function retryAfterOf(problem) {
  return /** @type {{retryAfterSeconds?: number | null}} */ (problem)?.retryAfterSeconds ?? null;
}

/** @type {Wait} */
function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  });
}
