// What is wrong with the page's layout as it stands: too wide, a control too small, covered or outside, as sentences.
(smallestPx) => {
  const root = document.documentElement;
  const found = [];
  if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth} px wide, its window ${root.clientWidth}`);

  const isInCall = document.body.dataset.screen === "call";
  if (isInCall && root.scrollHeight > root.clientHeight + 1) {
    found.push(`the call is ${root.scrollHeight} px high, its window ${root.clientHeight}`);
  }

  const modal = document.querySelector("dialog:modal");
  const within = modal ?? document.body;
  const scrollers = [within, ...within.querySelectorAll("*")].filter((each) => each.scrollHeight > each.clientHeight);
  const scrolled = scrollers.map((each) => [each, each.scrollTop]);
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const named = (element) => `“${(element.textContent || element.ariaLabel || element.id).trim().slice(0, 40)}”`;

  for (const control of within.querySelectorAll("button, a.big, select, input, summary")) {
    if (!isInCall || modal) control.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top, right, bottom, width, height } = control.getBoundingClientRect();
    if (!isShown(control) || width === 0 || control.closest(".unseen")) continue;
    if (height < smallestPx || width < smallestPx) {
      const label = control.closest("label")?.getBoundingClientRect();
      if (!label || label.height < smallestPx) found.push(`${named(control)} is ${Math.round(width)} × ${Math.round(height)} px`);
    }
    if (left < -1 || right > innerWidth + 1) found.push(`${named(control)} stands outside`);
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue; // scrolled away
    const there = document.elementFromPoint(x, y);
    if (there && there !== control && !control.contains(there) && !there.contains(control)) {
      found.push(`${named(control)} is covered by ${there.tagName.toLowerCase()}.${there.className}`);
    }
  }
  scrollTo(0, 0);
  for (const [each, top] of scrolled) each.scrollTop = top;
  return found;
};
