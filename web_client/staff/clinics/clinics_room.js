// The clinics that an administrator runs: how each stands now, and one of them open beside the list.

import { api } from "../../api.js";
import { Live } from "../../live.js";
import { html, useEffect, useRef } from "../../vendor/preact_htm.js";
import { useLoaded } from "../asking.js";
import { useChoices } from "../desk/choices.js";
import { Loading } from "../loading.js";
import { hashOf, hrefOf } from "../rooms.js";
import { say } from "../words.js";
import { withNews } from "./clinic.js";
import { ClinicForm } from "./clinic_form.js";
import { ClinicPanel } from "./clinic_panel.js";

/** @typedef {import("./clinic.js").Clinic} Clinic */
/** @typedef {{clinics: readonly Clinic[]}} Clinics */

/** In the address, in the place of a clinic. */
const NEW_CLINIC = "new";
const ALONE_MS = 15_000;
/** The server tells of so many at most; the others are looked at. */
const MOST_WATCHED = 30;

/** @param {{staff: import("../answers.js").StaffSelf, item: string | null}} props */
export function ClinicsRoom({ staff, item }) {
  const list = useLoaded(/** @returns {Promise<Clinics>} */ () => api.get("/api/clinics"), []);
  useLiveCounts(list, item);
  const clinics = list.value?.clinics ?? [];
  const shown = clinics.find(({ id }) => id === item) ?? null;
  const changed = (/** @type {Clinic} */ clinic) => {
    const isNew = !clinics.some(({ id }) => id === clinic.id);
    list.set({ clinics: isNew ? [...clinics, clinic] : clinics.map((one) => (one.id === clinic.id ? clinic : one)) });
    if (isNew) location.hash = hashOf("clinics", clinic.id);
  };
  return html`<div class="beside">
    <div class="list-column">
      <${Loading} loaded=${list} show=${(/** @type {Clinics} */ value) => html`<${Lines} clinics=${value.clinics} open=${item} />`} />
      <a class="quiet" data-add-clinic href=${hrefOf("clinics", NEW_CLINIC)} aria-current=${item === NEW_CLINIC ? "true" : undefined}>${say("clinic_add")}</a>
    </div>
    <div class="open-column">
      ${item === NEW_CLINIC && html`<a class="back-link" href=${hrefOf("clinics")}>${say("back_to_list")}</a><div class="sheet-of-one"><h2>${say("clinic_add")}</h2><${ClinicForm} clinic=${null} staff=${staff} onSaved=${changed} /></div>`}
      ${shown !== null && html`<a class="back-link" href=${hrefOf("clinics")}>${say("back_to_list")}</a><${ClinicPanel} key=${shown.id} clinic=${shown} staff=${staff} onChanged=${changed} />`}
      ${shown === null && item !== NEW_CLINIC && html`<p class="soft nothing-open">${say(item === null || list.value === null ? "clinic_choose" : "clinic_gone")}</p>`}
    </div>
  </div>`;
}

/** @param {{clinics: readonly Clinic[], open: string | null}} props */
function Lines({ clinics, open }) {
  const { speciality } = useChoices();
  if (clinics.length === 0) return html`<p class="nothing soft">${say("clinics_none")}</p>`;
  const sorted = [...clinics].sort((one, other) => one.name.localeCompare(other.name));
  return html`<ul class="picks">${sorted.map((one) => html`<li key=${one.id}><a href=${hrefOf("clinics", one.id)} aria-current=${one.id === open ? "true" : undefined}>
    <bdi class="name">${one.name}</bdi>
    <span class="soft">${speciality(one.speciality)} · <bdi>${one.facility_name}</bdi></span>
    <span class="clinic-stand"><span class="standing" data-phase=${one.phase}>${say(`phase_${one.phase}`)}</span> <${Counts} clinic=${one} /></span>
  </a></li>`)}</ul>`;
}

/** @param {{clinic: Clinic}} props */
export function Counts({ clinic: { waiting, doctors_on_duty: doctors } }) {
  return html`<span>${say("waiting_count", { count: waiting })} · ${say("doctors_count", { count: doctors })}</span>`;
}

/** How many wait is told at once, first of all of the open one; without a live line it is looked at now and then. @param {import("../asking.js").Loaded<Clinics>} list @param {string | null} open */
function useLiveCounts(list, open) {
  const latest = useRef(list);
  latest.current = list;
  const watched = watchedOf(list.value?.clinics ?? [], open).join();
  const line = useRef(/** @type {Live | null} */ (null));
  useEffect(() => {
    const live = new Live();
    line.current = live;
    live.on("queue", (news) => latest.current.value !== null && latest.current.set({ clinics: withNews(latest.current.value.clinics, news) }));
    for (const name of /** @type {const} */ (["clinics", "here"])) live.on(name, () => latest.current.value !== null && latest.current.again());
    const timer = setInterval(() => live.isHere || latest.current.again(), ALONE_MS);
    return () => {
      clearInterval(timer);
      live.leave();
    };
  }, []);
  useEffect(() => line.current?.watch(watched === "" ? [] : watched.split(",")), [watched]);
  useEffect(() => void (open !== null && latest.current.value !== null && latest.current.again()), [open]);
}

/** @param {readonly Clinic[]} clinics @param {string | null} open */
function watchedOf(clinics, open) {
  const ids = clinics.map(({ id }) => id);
  return [...ids.filter((id) => id === open), ...ids.filter((id) => id !== open)].slice(0, MOST_WATCHED);
}
