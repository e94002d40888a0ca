// What is typed in the digits of one's own script is understood too.

/** @param {string} text with Devanagari digits, or not */
export function asciiDigits(text) {
  return text.replace(/[\u0966-\u096f]/g, (digit) => String(digit.charCodeAt(0) - 0x0966));
}
