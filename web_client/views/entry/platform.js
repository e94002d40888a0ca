// Which kind of device it is, as far as the way to its settings or out of an app differs. Pure.

/** @typedef {"android" | "iphone" | "desktop"} Platform */

/** An iPad calls itself a Mac, and is the only one that can be touched. @param {string} userAgent @param {number} touchPoints @returns {Platform} */
export function platformOf(userAgent, touchPoints) {
  if (/android/i.test(userAgent)) return "android";
  if (/iphone|ipad|ipod/i.test(userAgent) || (/macintosh/i.test(userAgent) && touchPoints > 1)) return "iphone";
  return "desktop";
}

/**
 * A link that opens this page in Chrome; null where no link can (iPhones have no such link).
 * Android cuts it at the last `#Intent;`, so that a fragment before it stays with the address.
 * @param {string} userAgent @param {string} href
 */
export function wayOut(userAgent, href) {
  if (!/android/i.test(userAgent)) return null;
  const { protocol, host, pathname, search, hash } = new URL(href);
  const back = encodeURIComponent(href);
  const scheme = protocol.slice(0, -1);
  return `intent://${host}${pathname}${search}${hash}#Intent;scheme=${scheme};package=com.android.chrome;S.browser_fallback_url=${back};end`;
}
