// What this phone remembers: the state for good; a code that is on its way until it is used, as phones close a page that is
// left for the messages. Never a number, never a code.

/** @typedef {{state: string, challenge: string | null, keepState: (state: string) => void, keepChallenge: (challenge: string | null) => void}} Memory */

const STATE = "state";
const CHALLENGE = "challenge";

/** Where storage is switched off, as long as the page is open. @returns {Memory} */
export function phoneMemory() {
  let state = read(() => localStorage, STATE) ?? "";
  let challenge = read(() => sessionStorage, CHALLENGE);
  return {
    get state() {
      return state;
    },
    get challenge() {
      return challenge;
    },
    keepState(chosen) {
      state = chosen;
      write(() => localStorage, STATE, chosen);
    },
    keepChallenge(sent) {
      challenge = sent;
      write(() => sessionStorage, CHALLENGE, sent);
    },
  };
}

/** @param {() => Storage} storage @param {string} name */
function read(storage, name) {
  try {
    return storage().getItem(name);
  } catch {
    return null;
  }
}

/** @param {() => Storage} storage @param {string} name @param {string | null} value */
function write(storage, name, value) {
  try {
    if (value === null) storage().removeItem(name);
    else storage().setItem(name, value);
  } catch {
    // It is asked again the next time.
  }
}
