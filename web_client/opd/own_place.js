// Where this phone is, asked only when she presses the button. A refusal is no harm: she may write it.

import { ApiProblem } from "../api.js";

const PATIENCE_MS = 20_000;
const DENIED = 1; // GeolocationPositionError.PERMISSION_DENIED

/** `metres`: within which she is, most probably. @typedef {{latitude: number, longitude: number, metres: number}} OwnPlace */

/** Raises `ApiProblem`: "place_denied" or "place_unknown". @param {Pick<Geolocation, "getCurrentPosition"> | undefined} [geolocation] @returns {Promise<OwnPlace>} */
export function askOwnPlace(geolocation = navigator.geolocation) {
  return new Promise((found, refuse) => {
    if (geolocation === undefined) return refuse(new ApiProblem("place_unknown"));
    geolocation.getCurrentPosition(
      ({ coords }) => found({ latitude: coords.latitude, longitude: coords.longitude, metres: Math.ceil(coords.accuracy) }),
      ({ code }) => refuse(new ApiProblem(code === DENIED ? "place_denied" : "place_unknown")),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 60_000 },
    );
  });
}
