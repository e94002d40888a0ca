// Reading a QR code's signed summary. Nothing is believed before its signature is checked (ES256, RFC 7518 section 3.4).

import { fieldsIn, keyIn } from "./packing.js";

/**
 * @typedef {object} Summary
 * @property {string} id of the prescription, 32 hexadecimal characters
 * @property {string} key the id of the key that signed it
 * @property {number} signedAt seconds since 1970
 * @property {string} doctor
 * @property {string} registration
 * @property {string} facility
 * @property {string} patient
 * @property {number} age
 * @property {string} gender "f", "m", "o" or "u"
 * @property {readonly string[]} lines
 * @property {number} leftOut
 * @property {number} held
 * @property {string} signature base64url
 */
/** @typedef {{id: string, public: string, since: number, until: number | null, development: boolean}} PublishedKey */
/** @typedef {"authentic" | "altered" | "cut" | "key_unknown" | "newer" | "unable"} Verdict `unable`: this browser cannot tell */
/** @typedef {{verdict: Verdict, summary: Summary | null, key: PublishedKey | null}} Read */

const SIGNATURE_BYTES = 64;
const VERSION = 1;
const CURVE = { name: "ECDSA", namedCurve: "P-256" };

/** @param {string} address or its fragment @param {readonly PublishedKey[]} keys @returns {Promise<Read>} */
export async function readSummary(address, keys) {
  const whole = bytesOf(address.slice(address.lastIndexOf("#") + 1).trim());
  if (whole === null || whole.length <= SIGNATURE_BYTES) return nothing("cut");
  const [told, signature] = [whole.slice(0, -SIGNATURE_BYTES), whole.slice(-SIGNATURE_BYTES)];
  const name = keyIn(told);
  if (name === null) return nothing("cut");
  const key = keys.find(({ id }) => id === name) ?? null;
  if (key === null) return nothing("key_unknown");
  if (globalThis.crypto?.subtle === undefined) return nothing("unable");
  if (!(await isSignedBy(key, told, signature))) return nothing("altered");
  const fields = fieldsIn(told);
  return fields?.v === VERSION ? { verdict: "authentic", summary: summaryOf(fields, base64url(signature)), key } : nothing("newer");
}

/** Whether it looks like one of ours at all: other codes are scanned by mistake. @param {string} text */
export function looksLikeOurs(text) {
  return /#[\w-]{100,}$/.test(text.trim()) || /^[\w-]{100,}$/.test(text.trim());
}

/** @param {PublishedKey} key @param {Uint8Array} told @param {Uint8Array} signature */
async function isSignedBy(key, told, signature) {
  const point = bytesOf(key.public);
  if (point === null) return false;
  try {
    const verifying = await crypto.subtle.importKey("raw", buffer(point), CURVE, false, ["verify"]);
    return await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, verifying, buffer(signature), buffer(told));
  } catch {
    return false;
  }
}

/** @param {any} fields @param {string} signature @returns {Summary} */
function summaryOf(fields, signature) {
  return {
    id: hex(bytesOf(fields.i) ?? new Uint8Array()),
    key: fields.k,
    signedAt: fields.t,
    doctor: fields.d,
    registration: fields.r,
    facility: fields.f,
    patient: fields.p,
    age: fields.a,
    gender: fields.g,
    lines: fields.m,
    leftOut: fields.n ?? 0,
    held: fields.w ?? 0,
    signature,
  };
}

/** Of base64url without padding; `null` for anything else. @param {string} text */
export function bytesOf(text) {
  if (!/^[\w-]+$/.test(text)) return null;
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const found = Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
    return base64url(found) === text ? found : null;
  } catch {
    return null;
  }
}

/** @param {Uint8Array} bytes */
function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {Uint8Array} bytes */
function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A copy of its own, as WebCrypto wants it. @param {Uint8Array} bytes @returns {ArrayBuffer} */
function buffer(bytes) {
  return /** @type {ArrayBuffer} */ (bytes.slice().buffer);
}

/** @param {Verdict} verdict @returns {Read} */
function nothing(verdict) {
  return { verdict, summary: null, key: null };
}
