// Puts the parts together.

import { Consultation } from "./consultation.js";
import { OwnDevices } from "./devices/own_devices.js";
import { isEmbedded } from "./embedded.js";
import { Memory } from "./room/memory.js";
import { Network } from "./room/network.js";
import { Signaling } from "./room/signaling.js";
import { isLeaving } from "./start.js";
import { mountApp } from "./views/app.js";

const { node = null } = new Memory(location.hash.slice(1)).recall(); // after a reload: where the seat is
const consultation = new Consultation(new Signaling(node), new OwnDevices(), new Network());
if (!isLeaving) {
  const root = document.getElementById("app") ?? document.body;
  if (isEmbedded) import("./views/embedded/embedded_app.js").then(({ mountEmbedded }) => mountEmbedded(root, consultation));
  else mountApp(root, consultation);
  consultation.begin();
}
addEventListener("hashchange", () => location.reload()); // another link in the same tab
