// Which part of the visit the address names, so that a reload and the phone's way back find it: `#visit` (who is ill),
// `#visit/PATIENT` (clinics), `#visit/PATIENT/CLINIC` (what she wishes), `#token/ID`, and of a token `#token/ID/CARD`.

/** @typedef {"caller" | "complaint" | "symptoms" | "since" | "allergies" | "medicines" | "pregnancy" | "weight" | "photos" | "check"} CardName what can be told or tried while she waits */
/** @typedef {{name: "who"} | {name: "clinics", patient: string} | {name: "wish", patient: string, clinic: string} | {name: "token", id: string, card: CardName | null}} Place */

const CARDS = /** @type {readonly CardName[]} */ (["caller", "complaint", "symptoms", "since", "allergies", "medicines", "pregnancy", "weight", "photos", "check"]);
const ID = /^[0-9a-f]{32}$/;

/** Whether the address leads into the visit: to a `token` even where danger was not asked about just now. @param {string} hash @returns {"visit" | "token" | null} */
export function leadOf(hash) {
  const found = /^#(visit|token)\b/.exec(hash);
  return found === null ? null : /** @type {"visit" | "token"} */ (found[1]);
}

/** @param {string} hash @returns {Place} */
export function placeOf(hash) {
  const [part, first = "", second = ""] = hash.replace(/^#/, "").split("/");
  if (!ID.test(first)) return { name: "who" };
  if (part === "token") return { name: "token", id: first, card: CARDS.find((card) => card === second) ?? null };
  if (part !== "visit") return { name: "who" };
  return ID.test(second) ? { name: "wish", patient: first, clinic: second } : { name: "clinics", patient: first };
}

/** @param {Place} place */
export function hashOf(place) {
  if (place.name === "who") return "#visit";
  if (place.name === "clinics") return `#visit/${place.patient}`;
  if (place.name === "wish") return `#visit/${place.patient}/${place.clinic}`;
  return place.card === null ? `#token/${place.id}` : `#token/${place.id}/${place.card}`;
}

/** Where the button "back" leads; `null`: there is nothing before it. @param {Place} place @returns {Place | null} */
export function before(place) {
  if (place.name === "who") return null;
  if (place.name === "clinics") return { name: "who" };
  if (place.name === "wish") return { name: "clinics", patient: place.patient };
  return place.card === null ? { name: "who" } : { ...place, card: null };
}
