// Which parts of the desk somebody has, by her permissions, and which one the address names.

/** @typedef {import("./answers.js").Session} Session */
/** @typedef {import("./answers.js").StaffSelf} StaffSelf */
/** @typedef {"opd" | "clinics" | "home" | "verify" | "facilities" | "import" | "complaints" | "erasures" | "counts" | "statistics" | "find" | "alerts" | "questions" | "medicines" | "account"} RoomName */
/** @typedef {{room: RoomName, item: string | null}} Place */

/** One of the permissions is enough; some are for the state as a whole. The server decides again, each time. @type {readonly {name: RoomName, needs: readonly string[], isOfState?: boolean}[]} */
const ROOMS = Object.freeze([
  { name: "opd", needs: ["consult"] },
  { name: "home", needs: ["ask_consultation", "classify_medicines", "approve_questions"] },
  { name: "verify", needs: ["verify_staff", "suspend_staff"] },
  { name: "clinics", needs: ["manage_clinics"] },
  { name: "facilities", needs: ["manage_facilities"] },
  { name: "import", needs: ["import"] },
  { name: "complaints", needs: ["handle_complaints"] },
  { name: "erasures", needs: ["decide_erasure"], isOfState: true },
  { name: "counts", needs: ["see_counts"] },
  { name: "statistics", needs: ["see_counts"] },
  { name: "find", needs: ["search_patient", "break_glass"] },
  { name: "alerts", needs: ["answer_alerts"] },
  { name: "questions", needs: ["approve_questions"] },
  { name: "medicines", needs: ["classify_medicines"] },
]);

/** In the order of the desk; her own account is always the last. @param {StaffSelf} staff @returns {RoomName[]} */
export function roomsOf(staff) {
  const hasState = staff.assignments.some(({ facility }) => facility === null);
  const allowed = ROOMS.filter(({ needs, isOfState = false }) => (hasState || !isOfState) && needs.some((permission) => may(staff, permission))).map(({ name }) => name);
  return [...(allowed.length === 0 ? [/** @type {const} */ ("home")] : allowed), "account"];
}

/** "#verify/4f2a" names a room and one thing in it; what she may not see is not opened. @param {string} hash @param {readonly RoomName[]} rooms @returns {Place} */
export function placeOf(hash, rooms) {
  const [name, item = ""] = hash.replace(/^#/, "").split("/");
  const room = rooms.find((known) => known === name);
  if (room === undefined) return { room: rooms[0], item: null };
  return { room, item: item === "" ? null : decoded(item) };
}

/** @param {RoomName} room @param {string | null} [item] */
export function hashOf(room, item = null) {
  return item === null ? `#${room}` : `#${room}/${encodeURIComponent(item)}`;
}

/** For a link: with the page's path, since a bare "#…" is taken for a way to skip over the page's head. @param {RoomName} room @param {string | null} [item] */
export function hrefOf(room, item = null) {
  return `/staff/${hashOf(room, item)}`;
}

/** @param {StaffSelf} staff @param {string} permission */
export function may(staff, permission) {
  return staff.status === "verified" && staff.permissions.includes(permission);
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // somebody edited the address
  }
}
