// Two records side by side, and the reason as it is kept. No page is needed here.

/** Characters that the server keeps of a reason. */
export const REASON_LENGTH = 500;

/** @typedef {readonly (readonly [string, string | null | undefined])[]} Pairs the same facts in the same order */

/** Facts that neither record has are left out. What one of them does not tell is no difference, nor are capitals and spaces. @param {Pairs} left @param {Pairs} right */
export function compared(left, right) {
  const rows = left.map(([fact, one], at) => ({ fact, one: one || null, two: right[at][1] || null }));
  return rows.filter(({ one, two }) => one !== null || two !== null).map((row) => ({ ...row, differs: row.one !== null && row.two !== null && plain(row.one) !== plain(row.two) }));
}

/** A reason is kept on one line. @param {string} reason */
export function oneLine(reason) {
  return reason.trim().replace(/\s+/g, " ");
}

/** @param {string} text */
function plain(text) {
  return oneLine(text).normalize("NFC").toLowerCase();
}
