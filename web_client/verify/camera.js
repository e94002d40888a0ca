// Finding a QR code in a picture: by the browser itself where it can, else by a library that is loaded for it.

/** @typedef {(source: ImageBitmap | HTMLVideoElement) => Promise<string | null>} Scan */

/** Of the longer side, in pixels: a code that is small in a large photo needs many, a blurred one is found in few. */
const SIDES_OF_PHOTO = [1600, 2800, 800];
const SIDES_OF_FILM = [1600];

/** @returns {Promise<Scan>} */
export async function scanner() {
  const own = await browsersOwn();
  if (own !== null) return own;
  await import("../vendor/jsqr.js");
  const decode = /** @type {any} */ (globalThis).jsQR;
  const canvas = document.createElement("canvas");
  return async (source) => {
    for (const side of source instanceof HTMLVideoElement ? SIDES_OF_FILM : SIDES_OF_PHOTO) {
      const picture = drawn(source, canvas, side);
      const found = picture === null ? null : decode(picture.data, picture.width, picture.height);
      if (found?.data) return found.data;
    }
    return null;
  };
}

/** Else the library is needed. */
export async function canReadByItself() {
  return (await browsersOwn()) !== null;
}

/** @param {Blob} file @param {Scan} scan */
export async function codeInFile(file, scan) {
  const picture = await createImageBitmap(file);
  try {
    return await scan(picture);
  } finally {
    picture.close();
  }
}

/** @returns {Promise<Scan | null>} */
async function browsersOwn() {
  const Detector = /** @type {any} */ (globalThis).BarcodeDetector;
  try {
    if (Detector === undefined || !(await Detector.getSupportedFormats()).includes("qr_code")) return null;
    const detector = new Detector({ formats: ["qr_code"] });
    return async (source) => (await detector.detect(source))[0]?.rawValue ?? null;
  } catch {
    return null;
  }
}

/** @param {ImageBitmap | HTMLVideoElement} source @param {HTMLCanvasElement} canvas @param {number} side */
function drawn(source, canvas, side) {
  const [width, height] = source instanceof HTMLVideoElement ? [source.videoWidth, source.videoHeight] : [source.width, source.height];
  if (width === 0 || height === 0) return null;
  const scale = Math.min(1, side / Math.max(width, height));
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  brush?.drawImage(source, 0, 0, canvas.width, canvas.height);
  return brush?.getImageData(0, 0, canvas.width, canvas.height) ?? null;
}
