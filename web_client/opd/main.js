// Puts the parts together.

import { api } from "../api.js";
import { mountPage } from "../parts/page.js";
import { html } from "../vendor/preact_htm.js";
import { keepForLater } from "../views/installation.js";
import { keepBackButton } from "./back_button.js";
import { VisitMemory } from "./memory.js";
import { OpdPage } from "./opd_page.js";
import { OpdVisit, SAFE } from "./opd_visit.js";
import { Memory } from "./visit/memory.js";
import { hashOf } from "./visit/places.js";
import { loadVisit } from "./visit/stage.js";

/** The first screen comes first, and is read for longer than that. */
const VISIT_AFTER_MS = 2500;

const visit = new OpdVisit(api, new VisitMemory());
/** Whoever waits already comes back to her number, where "I am worse" leads to the same signs; nobody else does. */
const memory = new Memory();
const waiting = memory.live;
const hash = location.hash === "" && waiting !== null ? hashOf({ name: "token", id: waiting, card: null }) : location.hash;
visit.on("changed", () => visit.state.step.name === "safe" && visit.state.step.household === null && memory.keepLive(null));
if (hash === SAFE) history.replaceState(history.state, "", location.pathname); // it holds for this once
keepBackButton(visit);
mountPage(document.getElementById("app") ?? document.body, () => html`<${OpdPage} visit=${visit} />`, [visit]);
visit.begin(hash, document.documentElement.lang);
keepForLater();
setTimeout(loadVisit, VISIT_AFTER_MS);
