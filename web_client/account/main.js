// Puts the parts together.

import { mountPage } from "../parts/page.js";
import { html } from "../vendor/preact_htm.js";
import { AccountPage } from "./account_page.js";

mountPage(document.getElementById("app") ?? document.body, () => html`<${AccountPage} />`);
