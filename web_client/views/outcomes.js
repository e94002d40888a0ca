// Why the page has come to an end, or a join did not succeed: which words say it, and what can be done.

/** @typedef {"closed_no_link" | "closed_left" | "closed_ended" | "closed_removed" | "closed_taken_over" | "closed_seat_lost" | "closed_no_media" | "closed_no_answer" | "closed_unknown_link" | "closed_expired" | "closed_revoked" | "closed_full" | "closed_lobby_full" | "closed_outdated" | "closed_too_fast" | "closed_other"} Sentence */

/**
 * @typedef {Object} Outcome
 * @property {Sentence} sentence its key among the words; `<key>_title` stands over it
 * @property {"way_again" | "way_join_again" | "way_here" | "way_reload" | "way_opd" | null} way what the button says; null where only others can help
 * @property {import("./icons.js").IconName} icon
 */

/** @type {Readonly<Record<string, Outcome>>} */
export const OUTCOMES = Object.freeze({
  no_link: { sentence: "closed_no_link", way: "way_opd", icon: "copy" },
  left: { sentence: "closed_left", way: "way_join_again", icon: "done" },
  ended: { sentence: "closed_ended", way: null, icon: "done" },
  room_closed: { sentence: "closed_ended", way: null, icon: "done" },
  removed: { sentence: "closed_removed", way: null, icon: "door" },
  taken_over: { sentence: "closed_taken_over", way: "way_here", icon: "devices" },
  seat_lost: { sentence: "closed_seat_lost", way: "way_join_again", icon: "no_line" },
  unknown_seat: { sentence: "closed_seat_lost", way: "way_join_again", icon: "no_line" },
  no_media: { sentence: "closed_no_media", way: "way_again", icon: "no_line" },
  no_answer: { sentence: "closed_no_answer", way: "way_again", icon: "no_line" },
  places_unknown: { sentence: "closed_no_answer", way: "way_again", icon: "no_line" },
  room_elsewhere: { sentence: "closed_no_answer", way: "way_again", icon: "no_line" },
  media_unavailable: { sentence: "closed_no_answer", way: "way_again", icon: "no_line" },
  invitation_unknown: { sentence: "closed_unknown_link", way: null, icon: "copy" },
  room_unknown: { sentence: "closed_unknown_link", way: null, icon: "copy" },
  invitation_expired: { sentence: "closed_expired", way: null, icon: "clock" },
  invitation_revoked: { sentence: "closed_revoked", way: null, icon: "door" },
  room_full: { sentence: "closed_full", way: "way_again", icon: "people" },
  lobby_full: { sentence: "closed_lobby_full", way: "way_again", icon: "people" },
  protocol_mismatch: { sentence: "closed_outdated", way: "way_reload", icon: "again" },
  too_many_messages: { sentence: "closed_too_fast", way: "way_again", icon: "clock" },
});

/** Everything else is a mistake of ours, of which a person needs to know only how to go on. @type {Outcome} */
const OTHER = { sentence: "closed_other", way: "way_again", icon: "again" };

/** @param {string | null} reason */
export function outcomeOf(reason) {
  return (reason === null ? undefined : OUTCOMES[reason]) ?? OTHER;
}
