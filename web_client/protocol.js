// Generated from signaling/messages.py by `python -m signaling.protocol_docs`. Do not edit.

export const PROTOCOL_VERSION = 1;

/**
 * One person of the room, you included.
 * @typedef {Object} Person
 * @property {string} participant - A participant's id, unique over all rooms.
 * @property {string} name - The name that she gave.
 * @property {"joining" | "connected" | "lost"} connection - `lost`: she is away, and her seat is kept for a while.
 */

/**
 * The sections of one pair of receive slots.
 * @typedef {Object} PairMids
 * @property {number} pair - The pair's number: its audio and video sections, counted from 0.
 * @property {string} audio_mid - `a=mid` of its audio section.
 * @property {string} video_mid - `a=mid` of its video section.
 */

/**
 * Who is shown in a pair.
 * @typedef {Object} ShownPair
 * @property {number} pair - The pair's number: its audio and video sections, counted from 0.
 * @property {string | null} participant - Who is shown there; null where it is free.
 * @property {string | null} name - Her name; null where it is free.
 */

/**
 * All pairs of this participant.
 * @typedef {Object} SlotsView
 * @property {number} revision - Grows with every change of this participant's slots.
 * @property {ShownPair[]} pairs - Every pair, in the order of its number.
 */

/**
 * Take a seat in a room, with the first offer.
 * @typedef {Object} Join
 * @property {number} protocol - The version of this protocol that the page speaks: 1.
 * @property {string} room - 1 to 64 small letters, digits and hyphens.
 * @property {string} name - 1 to 80 characters after trimming, no control characters.
 * @property {string} offer - The SDP offer (RFC 3264) of a new connection, at most 65,536 bytes.
 */

/**
 * Replace the media connection of the seat that you have, with the offer of a new one.
 * @typedef {Object} Rejoin
 * @property {string} offer - The SDP offer (RFC 3264) of a new connection, at most 65,536 bytes.
 */

/**
 * Come back to a seat on a new socket. The socket that held it before is told `taken_over`.
 * @typedef {Object} Resume
 * @property {number} protocol - The version of this protocol that the page speaks: 1.
 * @property {string} participant - A participant's id, unique over all rooms.
 * @property {string} resume_token - The secret with which this seat can be resumed on another socket.
 */

/**
 * RFC 8445 section 9: an ICE restart of the connection that you have, on the same DTLS association.
 * @typedef {Object} Restart
 * @property {string} offer - The same connection's offer with new ICE credentials.
 */

/**
 * You have taken away what no longer belongs: the pairs changed up to this revision may be fed.
 * @typedef {Object} AcknowledgeSlots
 * @property {number} revision - Grows with every change of this participant's slots.
 */

/**
 * Leave the room for good.
 * @typedef {Object} Leave
 */

/**
 * You are in the room. Acknowledge the slots to be fed.
 * @typedef {Object} Seated
 * @property {string} participant - A participant's id, unique over all rooms.
 * @property {string} resume_token - The secret with which this seat can be resumed on another socket.
 * @property {string} answer - The SDP answer; it holds all of the server's candidates.
 * @property {PairMids[]} pairs - Your pairs of receive slots.
 * @property {Person[]} people - Everybody in the room, you included.
 * @property {SlotsView} slots - Who is shown in which pair.
 */

/**
 * You have your seat again. Acknowledge the slots, in case you missed a change.
 * @typedef {Object} Resumed
 * @property {Person[]} people - Everybody in the room, you included.
 * @property {SlotsView} slots - Who is shown in which pair.
 * @property {"kept" | "lost"} media - `lost`: your connection is gone on our side, send `rejoin`.
 */

/**
 * The restart is agreed.
 * @typedef {Object} Restarted
 * @property {string} answer - The SDP answer with the server's new credentials.
 */

/**
 * Nothing more to say.
 * @typedef {Object} Done
 */

/**
 * The first word on every socket. Pages that speak another version load themselves anew.
 * @typedef {Object} Welcome
 * @property {number} protocol - The version of this protocol that the server speaks.
 * @property {number} slot_pairs - How many pairs of receive slots to offer, and at most.
 */

/**
 * Your slots have changed: take away what no longer belongs, then acknowledge the revision.
 * @typedef {Object} Slots
 * @property {number} revision - Grows with every change of this participant's slots.
 * @property {ShownPair[]} pairs - Every pair, in the order of its number.
 */

/**
 * Somebody came, went, or her line changed.
 * @typedef {Object} People
 * @property {Person[]} people - Everybody in the room, you included.
 */

/**
 * Your line cannot carry the picture of a pair just now, or can again. Its sound goes on.
 * @typedef {Object} VideoPaused
 * @property {number} pair - The pair's number: its audio and video sections, counted from 0.
 * @property {boolean} paused - Whether the picture rests.
 */

/**
 * The media worker was replaced: send `rejoin` with the offer of a new connection. Your seat is kept.
 * @typedef {Object} RejoinNeeded
 */

/**
 * Your sound and picture did not come back in time, and your seat was given up. You may join again.
 * @typedef {Object} SeatLost
 */

/**
 * Another socket has resumed your seat; this one has none any more.
 * @typedef {Object} TakenOver
 */

/**
 * Every command's payload and the fields of its reply, by its name.
 * @typedef {Object} Commands
 * @property {{command: Join, reply: Seated}} join
 * @property {{command: Rejoin, reply: Seated}} rejoin
 * @property {{command: Resume, reply: Resumed}} resume
 * @property {{command: Restart, reply: Restarted}} restart
 * @property {{command: AcknowledgeSlots, reply: Done}} acknowledge_slots
 * @property {{command: Leave, reply: Done}} leave
 */

/**
 * Every event's payload, by its name.
 * @typedef {Object} Events
 * @property {Welcome} welcome
 * @property {Slots} slots
 * @property {People} people
 * @property {VideoPaused} video_paused
 * @property {RejoinNeeded} rejoin_needed
 * @property {SeatLost} seat_lost
 * @property {TakenOver} taken_over
 */
