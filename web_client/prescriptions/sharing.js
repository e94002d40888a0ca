// The document as a file, given on by the phone's own means.

/** @typedef {Pick<Navigator, "canShare" | "share">} Sharer */
/** @typedef {"shared" | "closed" | "press_again" | "cannot"} Shared */

const IN_INDIA = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Kolkata", day: "2-digit", month: "2-digit", year: "numeric" });

/** As the server calls it too: no name of a person. @param {number} signedAt seconds since 1970 */
export function nameOf(signedAt) {
  return `prescription-${IN_INDIA.format(signedAt * 1000).replaceAll("/", "-")}.pdf`;
}

/** @param {Blob} document @param {number} signedAt */
export function fileOf(document, signedAt) {
  return new File([document], nameOf(signedAt), { type: "application/pdf" });
}

/** A press is good for a few seconds: where the file was longer on its way, another one is needed. @param {File} file @param {Sharer} sharer @returns {Promise<Shared>} */
export async function shared(file, sharer) {
  const files = [file];
  if (!sharer.canShare?.({ files })) return "cannot";
  try {
    await sharer.share({ files });
    return "shared";
  } catch (thrown) {
    return /** @type {Error} */ (thrown).name === "NotAllowedError" ? "press_again" : "closed";
  }
}
