// The name of this tab, and which others are open: a lock is held for as long as a tab is there, also when it crashes.

const REMEMBERED = "desk-tab";
const LOCK = "paramarsh-tab:";
/** The page before a reload lets go of its lock a moment later. */
const AGAIN_MS = 300;

/** @typedef {{tab: string, isOpen: (tab: string) => Promise<boolean | null>}} Tabs */

/**
 * A tab that was duplicated gets a name of its own.
 * @param {Pick<Storage, "getItem" | "setItem"> | null} [storage] of this tab @param {LockManager | null} [locks] @returns {Promise<Tabs>}
 */
export async function ownTab(storage = sessionOf(), locks = navigator.locks ?? null) {
  const remembered = storage?.getItem(REMEMBERED) ?? null;
  if (locks === null) return { tab: remember(storage, remembered ?? newName()), isOpen: async () => null };
  const isOurs = remembered !== null && ((await held(locks, remembered)) || (await pause(AGAIN_MS), await held(locks, remembered)));
  const tab = isOurs ? remembered : newName();
  if (!isOurs) await held(locks, tab);
  return { tab: remember(storage, tab), isOpen: (other) => isHeld(locks, other) };
}

/** @param {LockManager} locks @param {string} tab @returns {Promise<boolean>} */
function held(locks, tab) {
  return new Promise((tell) => {
    const hold = (/** @type {Lock | null} */ lock) => {
      tell(lock !== null);
      return lock === null ? undefined : new Promise(() => {});
    };
    locks.request(LOCK + tab, { ifAvailable: true }, hold).catch(() => tell(false));
  });
}

/** @param {LockManager} locks @param {string} tab */
async function isHeld(locks, tab) {
  const { held: all = [] } = await locks.query();
  return all.some(({ name }) => name === LOCK + tab);
}

/** @param {Pick<Storage, "setItem"> | null} storage @param {string} tab */
function remember(storage, tab) {
  try {
    storage?.setItem(REMEMBERED, tab);
  } catch {
    // a reload is another tab then
  }
  return tab;
}

function sessionOf() {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

function newName() {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {number} milliseconds */
function pause(milliseconds) {
  return new Promise((go) => setTimeout(go, milliseconds));
}
