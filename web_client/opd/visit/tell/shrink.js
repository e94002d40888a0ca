// A photo as it is sent: large enough for a doctor to read a report from, small enough for a slow line.

const LONGEST_PX = 2000;
const QUALITY = 0.82;
/** What is smaller goes as it is. */
const SMALL_BYTES = 350 * 1024;
const AS_IT_IS = ["image/jpeg", "image/png", "image/webp", "application/pdf"];

/** `null`: it is no picture that can be shown. A phone's own format (HEIC) becomes JPEG where the browser reads it. @param {File} file @returns {Promise<Blob | null>} */
export async function shrunk(file) {
  const isKnown = AS_IT_IS.includes(file.type);
  if (file.type === "application/pdf" || (isKnown && file.size <= SMALL_BYTES)) return file;
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return isKnown ? file : null;
  const small = await drawn(picture);
  picture.close();
  return small !== null && (small.size < file.size || !isKnown) ? small : isKnown ? file : null;
}

/** @param {ImageBitmap} picture @returns {Promise<Blob | null>} */
function drawn(picture) {
  const scale = Math.min(1, LONGEST_PX / Math.max(picture.width, picture.height));
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}
