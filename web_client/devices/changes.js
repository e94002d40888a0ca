// What to do when devices come and go: decided here, done elsewhere.

/** @typedef {import("./list.js").Known} Known */
/** @typedef {import("./list.js").Chosen} Chosen */
/** @typedef {import("./capture.js").Kind} Kind */

/**
 * @typedef {Object} Change
 * @property {Known[]} before
 * @property {Known[]} after
 * @property {Chosen} chosen
 * @property {Record<Kind, string>} current ids of what is open; "" where nothing is
 */

/**
 * @typedef {Object} Answer
 * @property {{kind: Kind, id: string}[]} open anew; "" is the browser's choice
 * @property {Chosen} chosen without what has gone
 * @property {{code: "headset_on" | "device_gone", name: string} | null} notice `name` of the device
 */

/** A headset that comes is used unless another microphone was chosen. @param {Change} change @returns {Answer} */
export function answerTo({ before, after, chosen, current }) {
  const gone = idsOf(before).filter((id) => !idsOf(after).includes(id));
  const left = withoutGone(chosen, gone);
  const headset = left.microphone === "" && idsOf(before).length > 0 ? headsetAmong(before, after) : null;
  const open = lostKinds(current, gone).map((kind) => ({ kind, id: "" }));
  if (headset === null) return { open, chosen: left, notice: missed(before, [...Object.values(current), chosen.speaker], gone) };
  const others = open.filter(({ kind }) => kind !== "microphone");
  const notice = /** @type {const} */ ({ code: "headset_on", name: headset.label });
  return { open: [...others, { kind: "microphone", id: headset.deviceId }], chosen: left, notice };
}

/** A camera's own microphone is none. @param {Known[]} before @param {Known[]} after */
function headsetAmong(before, after) {
  const cameras = new Set(after.filter(({ kind }) => kind === "videoinput").map(({ groupId }) => groupId));
  const known = new Set(idsOf(before));
  const isHeadset = (/** @type {Known} */ { kind, deviceId, groupId }) =>
    kind === "audioinput" && isReal(deviceId) && !known.has(deviceId) && (groupId === "" || !cameras.has(groupId));
  return after.find(isHeadset) ?? null;
}

/** @param {Record<Kind, string>} current @param {string[]} gone */
function lostKinds(current, gone) {
  return /** @type {Kind[]} */ (["microphone", "camera"]).filter((kind) => gone.includes(current[kind]));
}

/** @param {Chosen} chosen @param {string[]} gone @returns {Chosen} */
function withoutGone(chosen, gone) {
  const kept = (/** @type {string} */ id) => (gone.includes(id) ? "" : id);
  return { camera: kept(chosen.camera), microphone: kept(chosen.microphone), speaker: kept(chosen.speaker) };
}

/** @param {Known[]} before @param {string[]} used ids @param {string[]} gone ids @returns {Answer["notice"]} */
function missed(before, used, gone) {
  const one = before.find(({ deviceId }) => gone.includes(deviceId) && used.includes(deviceId));
  return one === undefined ? null : { code: "device_gone", name: one.label };
}

/** @param {Known[]} known */
function idsOf(known) {
  return known.map(({ deviceId }) => deviceId).filter(isReal);
}

/** Chromium lists the system's choices once more under these; without permission no id is told. @param {string} id */
export function isReal(id) {
  return id !== "" && id !== "default" && id !== "communications";
}
