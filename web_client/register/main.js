// Puts the parts together.

import { api } from "../api.js";
import { mountPage } from "../parts/page.js";
import { html } from "../vendor/preact_htm.js";
import { keepBackButton } from "./back_button.js";
import { phoneMemory } from "./memory.js";
import { Registration } from "./registration.js";
import { RegisterPage } from "./register_page.js";

const registration = new Registration(api, phoneMemory());
keepBackButton(registration);
mountPage(document.getElementById("app") ?? document.body, () => html`<${RegisterPage} registration=${registration} />`, [registration]);
registration.begin().then(() => {
  const isAsked = location.hash === "#new" && registration.state.step.name === "who";
  if (isAsked) registration.someoneElse();
});
