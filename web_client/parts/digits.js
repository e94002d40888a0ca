// What people type as numbers: digits of any script, spaces, dashes.

/** The zeros of the scripts of India, and of the full-width and Arabic digits that keyboards give. */
const ZEROS = [..."0०০੦૦୦௦౦೦൦᱐꯰٠۰０"].map((zero) => zero.codePointAt(0) ?? 0);
const MOBILE_DIGITS = 10;

/** Only the digits, as 0 to 9. @param {string} typed */
export function digitsOf(typed) {
  return [...typed].map((sign) => digitOf(sign.codePointAt(0) ?? 0)).join("");
}

/** @param {number} point */
function digitOf(point) {
  const zero = ZEROS.find((first) => point >= first && point < first + 10);
  return zero === undefined ? "" : String(point - zero);
}

/**
 * The number as the server takes it: of India unless it begins with another country's code. `null`: not a mobile number's
 * form; the server looks closer.
 * @param {string} typed
 */
export function mobileFrom(typed) {
  const digits = digitsOf(typed);
  const isForeign = /^\s*\+/.test(typed) && !digits.startsWith("91");
  if (isForeign) return digits.length >= 7 && digits.length <= 15 ? `+${digits}` : null;
  const own = digits.replace(/^(?:0091|91|0)(?=\d{10}$)/, "");
  return own.length === MOBILE_DIGITS && /^[6-9]/.test(own) ? `+91${own}` : null;
}
