// What became of the telephone call, in words: the gateway rings both, and neither sees the other's number.

import { api } from "../../api.js";
import { html, useEffect } from "../../vendor/preact_htm.js";
import { Icon } from "../../views/icons.js";
import { sayDuration } from "../../words/words.js";
import { useLoaded } from "../asking.js";
import { say, sayEither } from "../words.js";
import { useNow } from "./ticking.js";

/** `state`: of the provider. @typedef {{purpose: string, state: string, requested_at: number, answered_at: number | null, ended_at: number | null}} Call */

const LOOK_MS = 3000;
const GOING = ["requested", "ringing", "answered"];

/** @param {{consultation: import("./answers.js").Consultation}} props */
export function TelephoneState({ consultation: { id, state } }) {
  const calls = useLoaded(/** @returns {Promise<{calls: readonly Call[]}>} */ () => api.get(`/api/desk/consultations/${id}/telephone`), [id, state]);
  const last = calls.value?.calls.at(-1) ?? null;
  const isOver = last !== null && !GOING.includes(last.state);
  useEffect(() => {
    const timer = setInterval(calls.again, LOOK_MS * (isOver ? 3 : 1));
    return () => clearInterval(timer);
  }, [id, isOver]);
  const now = useNow(last?.state === "answered");
  const since = last?.state === "answered" && last.answered_at !== null ? sayDuration(now - last.answered_at) : "";
  return html`<div class="telephone" data-call=${last?.state ?? "none"}>
    <span class="telephone-sign" aria-hidden="true"><${Icon} name="phone" /></span>
    <p role="status"><strong>${last === null ? say("telephone_soon") : sayEither(`telephone_${last.purpose}_${last.state}`, "telephone_soon")}</strong></p>
    ${since && html`<span class="countdown" aria-hidden="true">${since}</span>`}
    <p class="soft">${say(isOver ? "telephone_again_means" : "telephone_means")}</p>
  </div>`;
}
