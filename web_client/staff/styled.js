// Looks that are loaded with the room that needs them.

/** @param {string} href @returns {Promise<void>} */
export function styled(href) {
  if (document.querySelector(`link[href="${href}"]`) !== null) return Promise.resolve();
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  document.head.append(link);
  return new Promise((resolve) => {
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => (link.remove(), resolve())); // plainer, and everything is there
  });
}
