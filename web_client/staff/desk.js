// Behind the way in: the rooms of whoever is signed in, each by its address.

import { api } from "../api.js";
import { BusyButton } from "../parts/busy_button.js";
import { Problem } from "../parts/notice.js";
import { Page } from "../parts/page.js";
import { unsubscribeFromPush } from "../parts/push.js";
import { html, useEffect, useRef, useState } from "../vendor/preact_htm.js";
import { currentLanguage } from "../words/words.js";
import { AccountRoom } from "./account/account_room.js";
import { HomeRoom } from "./account/home_room.js";
import { useAct } from "./asking.js";
import { ClinicsRoom } from "./clinics/clinics_room.js";
import { AlertsBanner, AlertsRoom } from "./desk/alerts_room.js";
import { ComplaintsRoom } from "./desk/complaints_room.js";
import { CountsRoom } from "./desk/counts_room.js";
import { ErasuresRoom } from "./desk/erasures_room.js";
import { FacilitiesRoom } from "./desk/facilities_room.js";
import { FindRoom } from "./desk/find_room.js";
import { ImportRoom } from "./desk/import_room.js";
import { MedicinesRoom } from "./desk/medicines_room.js";
import { QuestionsRoom } from "./desk/questions_room.js";
import { VerifyRoom } from "./desk/verify_room.js";
import { OpdRoom } from "./opd/opd_room.js";
import { hrefOf, may, placeOf, roomsOf } from "./rooms.js";
import { StatisticsDoor } from "./statistics/statistics_door.js";
import { say } from "./words.js";

/** @typedef {import("./answers.js").StaffSelf} StaffSelf */
/** @typedef {import("./rooms.js").RoomName} RoomName */
/** @typedef {{staff: StaffSelf, item: string | null, onLeft: () => void}} RoomProps */

/** @type {Record<Exclude<RoomName, "opd">, (props: RoomProps) => unknown>} */
const VIEWS = {
  home: HomeRoom, clinics: ClinicsRoom, verify: VerifyRoom, facilities: FacilitiesRoom, import: ImportRoom,
  complaints: ComplaintsRoom, erasures: ErasuresRoom, counts: CountsRoom, statistics: StatisticsDoor, find: FindRoom, alerts: AlertsRoom, questions: QuestionsRoom, medicines: MedicinesRoom, account: AccountRoom,
};

/** Where alerts stand on the page themselves. @type {readonly string[]} */
const WITH_PANEL = ["alerts", "opd"];

/** @param {{staff: StaffSelf, onLeft: () => void}} props */
export function Desk({ staff, onLeft }) {
  const rooms = roomsOf(staff);
  const { room, item } = placeOf(useHash(), rooms);
  const title = say(`room_${room}`);
  return html`<${Page} screen=${room} title=${title} kind="desk" stays beside=${html`<${Whose} staff=${staff} onLeft=${onLeft} />`}>
    <${Rooms} rooms=${rooms} room=${room} />
    <div class="room" data-room=${room} data-open=${item === null ? undefined : ""}>
      ${!WITH_PANEL.includes(room) && may(staff, "answer_alerts") && html`<${AlertsBanner} />`}
      <h1 id="title" tabindex="-1">${title}</h1>
      ${rooms.includes("opd") && html`<${OpdRoom} staff=${staff} isHere=${room === "opd"} />`}
      ${room !== "opd" && html`<${VIEWS[room]} key=${room} staff=${staff} item=${item} onLeft=${onLeft} />`}
    </div>
  <//>`;
}

/** @param {{rooms: readonly RoomName[], room: RoomName}} props */
function Rooms({ rooms, room }) {
  /** @type {{current: HTMLElement}} */
  const nav = useRef(null);
  // On a phone they stand in one line, of which only a part is seen.
  useEffect(() => nav.current.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center", behavior: "instant" }), [room, currentLanguage()]);
  return html`<nav class="rooms" ref=${nav} aria-label=${say("rooms")}>
    ${rooms.map((name) => html`<a key=${name} href=${hrefOf(name)} aria-current=${name === room ? "page" : undefined}>${say(`room_${name}`)}</a>`)}
  </nav>`;
}

/** Who is signed in, and the way out, on every page of hers. @param {{staff: StaffSelf, onLeft: () => void}} props */
function Whose({ staff, onLeft }) {
  const act = useAct();
  const leave = () => act.run(() => signOut()).then((isDone) => isDone && onLeft());
  return html`<div class="whose">
    <bdi class="name">${staff.name}</bdi>
    <${BusyButton} kind="quiet" type="button" word=${say("sign_out")} busy=${act.busy} onPress=${leave} />
    <${Problem} problem=${act.problem} />
  </div>`;
}

/** Others may use this computer: it tells them nothing of hers. */
async function signOut() {
  await unsubscribeFromPush(api).catch(() => {}); // it is no reason to stay
  await api.delete("/api/session");
}

function useHash() {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const look = () => setHash(location.hash);
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, []);
  return hash;
}
