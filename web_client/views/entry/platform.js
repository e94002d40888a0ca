// Which kind of device it is, as far as the way to its settings differs. Pure.

/** @typedef {"android" | "iphone" | "desktop"} Platform */

/** An iPad calls itself a Mac, and is the only one that can be touched. @param {string} userAgent @param {number} touchPoints @returns {Platform} */
export function platformOf(userAgent, touchPoints) {
  if (/android/i.test(userAgent)) return "android";
  if (/iphone|ipad|ipod/i.test(userAgent) || (/macintosh/i.test(userAgent) && touchPoints > 1)) return "iphone";
  return "desktop";
}
