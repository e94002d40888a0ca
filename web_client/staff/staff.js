// The staff's page: the way in, and behind it what each may do.

import { mountPage } from "../parts/page.js";
import { StaffApp } from "./staff_app.js";

mountPage(document.getElementById("app") ?? document.body, StaffApp);
