// A keyboard on an iPhone lies over the page: the call keeps to the part that is seen.

import { useEffect } from "../../vendor/preact_htm.js";

export function useSeenHeight() {
  useEffect(() => {
    const seen = window.visualViewport;
    if (!seen) return;
    const root = document.documentElement.style;
    const look = () => {
      root.setProperty("--seen-height", `${seen.height * seen.scale}px`);
      if (seen.scale === 1) scrollTo(0, 0);
    };
    seen.addEventListener("resize", look);
    look();
    return () => {
      seen.removeEventListener("resize", look);
      root.removeProperty("--seen-height");
    };
  }, []);
}
