// The page on which a doctor applies.

import { mountPage } from "../../parts/page.js";
import { ApplyApp } from "./apply_view.js";

mountPage(document.getElementById("app") ?? document.body, ApplyApp);
