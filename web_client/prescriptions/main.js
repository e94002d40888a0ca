// Puts the parts together.

import { mountPage } from "../parts/page.js";
import { html } from "../vendor/preact_htm.js";
import { PrescriptionsPage } from "./prescriptions_page.js";

mountPage(document.getElementById("app") ?? document.body, () => html`<${PrescriptionsPage} />`);
