// Pictures and voice that are not with the server yet, in the phone's own store until they are: a page that is closed loses none.

/** @typedef {{key: string, token: string, kind: import("./files.js").Kind, blob: Blob}} Unsent */
/** @typedef {{all: (token: string) => Promise<Unsent[]>, keep: (unsent: Unsent) => Promise<void>, drop: (key: string) => Promise<void>, dropOthers: (tokens: readonly string[]) => Promise<void>}} Shelf */

const DATABASE = "opd";
const FILES = "unsent";

/** Where the browser has none, or keeps it shut, files are sent as long as the page is open. @returns {Shelf} */
export function phoneShelf() {
  /** @type {Promise<IDBDatabase> | null} */
  let opened = null;
  /** @template Value @param {IDBTransactionMode} mode @param {(files: IDBObjectStore) => IDBRequest<Value>} act @returns {Promise<Value>} */
  const with_ = async (mode, act) => {
    opened ??= open();
    const transaction = (await opened).transaction(FILES, mode);
    return answerOf(act(transaction.objectStore(FILES)));
  };
  const every = () => with_("readonly", (files) => /** @type {IDBRequest<Unsent[]>} */ (files.getAll()));
  const drop = async (/** @type {string} */ key) => void (await with_("readwrite", (files) => files.delete(key)).catch(() => {}));
  return {
    all: async (token) => (await every().catch(() => [])).filter((one) => one.token === token),
    keep: async (unsent) => void (await with_("readwrite", (files) => files.put(unsent)).catch(() => {})),
    drop,
    dropOthers: async (tokens) => {
      const left = (await every().catch(() => [])).filter(({ token }) => !tokens.includes(token));
      for (const { key } of left) await drop(key);
    },
  };
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  const asked = indexedDB.open(DATABASE, 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(FILES, { keyPath: "key" });
  return answerOf(asked);
}

/** @template Value @param {IDBRequest<Value>} request @returns {Promise<Value>} */
function answerOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
