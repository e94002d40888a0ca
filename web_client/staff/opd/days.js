// Days on which a patient is to come again. No page is needed here.

/** ISO date in India, some days from now. @param {number} days @param {Date} [now] */
export function dayFromNow(days, now = new Date()) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Kolkata" }).format(now.getTime() + days * 86_400_000);
}

/** @param {string} text as it stood @param {string} day as it is said @param {string | null} before the day that was booked before */
export function withDay(text, day, before) {
  const rest = before !== null && text.startsWith(before) ? text.slice(before.length).replace(/^[.\s]+/, "") : text.trimStart();
  return rest === "" ? day : `${day}. ${rest}`;
}
