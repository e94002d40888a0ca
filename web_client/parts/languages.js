// The languages of the Eighth Schedule of the Constitution, and English: as BCP 47 tags, each with its own name.

import { currentLanguage } from "../words/words.js";

/** @type {Readonly<Record<string, string>>} */
export const OWN_NAMES = Object.freeze({
  as: "অসমীয়া",
  bn: "বাংলা",
  brx: "बर'",
  doi: "डोगरी",
  en: "English",
  gu: "ગુજરાતી",
  hi: "हिन्दी",
  kn: "ಕನ್ನಡ",
  kok: "कोंकणी",
  ks: "کٲشُر",
  mai: "मैथिली",
  ml: "മലയാളം",
  mni: "মৈতৈলোন্",
  mr: "मराठी",
  ne: "नेपाली",
  or: "ଓଡ଼ିଆ",
  pa: "ਪੰਜਾਬੀ",
  sa: "संस्कृतम्",
  sat: "ᱥᱟᱱᱛᱟᱲᱤ",
  sd: "سنڌي",
  ta: "தமிழ்",
  te: "తెలుగు",
  ur: "اردو",
});

/** In their own names and the reader's; `first`: likely ones. @param {readonly string[]} [first] */
export function languageOptions(first = []) {
  const name = new Intl.DisplayNames(currentLanguage().locale, { type: "language" });
  const tags = [...new Set([...first.filter((tag) => tag in OWN_NAMES), ...Object.keys(OWN_NAMES)])];
  return tags.map((value) => ({ value, word: [...new Set([OWN_NAMES[value], name.of(value) ?? value])].join(" · ") }));
}
