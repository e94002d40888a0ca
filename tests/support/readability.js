// Every text on the page that cannot be read in full, even by scrolling: cut off, under something else, or too wide.
() => {
  const textsOf = (element) =>
    [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");

  function isMeantToBeSeen(element) {
    const isShown = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    return isShown && !element.closest(".unseen, [aria-hidden]");
  }

  /** The corners of each line of text, a little inside. */
  function* cornersOf(text) {
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      for (const x of [left + 2, right - 2]) for (const y of [top + 4, bottom - 4]) yield [x, y];
    }
  }

  function isCovered(element) {
    for (const [x, y] of textsOf(element).flatMap((text) => [...cornersOf(text)])) {
      const there = document.elementFromPoint(x, y);
      if (there === null || (there !== element && !element.contains(there))) return true;
    }
    return false;
  }

  function isLost(element) {
    element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    const fits = element.scrollWidth <= element.clientWidth + 1 || getComputedStyle(element).display === "inline";
    return !fits || isCovered(element);
  }

  const read = [...document.body.querySelectorAll("*")].filter((element) => textsOf(element).length > 0);
  const lost = read.filter(isMeantToBeSeen).filter(isLost);
  const sentences = lost.map((element) => element.textContent.trim());
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) sentences.push(`the page is ${root.scrollWidth} wide`);
  return sentences;
};
