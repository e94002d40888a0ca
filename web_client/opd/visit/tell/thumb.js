// A small picture of what is sent: drawn from the phone's own copy, or as the server has it.

import { html, useEffect, useRef } from "../../../vendor/preact_htm.js";

const SIDE_PX = 144;

/** @param {{item: import("./files.js").Item, files: import("./files.js").Files, title: string}} props */
export function Thumb({ item, files, title }) {
  const address = files.addressOf(item);
  if (item.blob === null && address !== null) return html`<img class="thumb" src=${address} alt=${title} width="72" height="72" loading="lazy" />`;
  return html`<${Drawn} blob=${item.blob} title=${title} />`;
}

/** @param {{blob: Blob | null, title: string}} props */
function Drawn({ blob, title }) {
  /** @type {{current: HTMLCanvasElement}} */
  const canvas = useRef(null);
  useEffect(() => {
    if (blob !== null) createImageBitmap(blob).then((picture) => draw(canvas.current, picture), () => {});
  }, [blob]);
  return html`<canvas class="thumb" ref=${canvas} width=${SIDE_PX} height=${SIDE_PX} role="img" aria-label=${title}></canvas>`;
}

/** Its middle. @param {HTMLCanvasElement | null} canvas @param {ImageBitmap} picture */
function draw(canvas, picture) {
  const side = Math.min(picture.width, picture.height);
  const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
  canvas?.getContext("2d")?.drawImage(picture, left, top, side, side, 0, 0, SIDE_PX, SIDE_PX);
  picture.close();
}
