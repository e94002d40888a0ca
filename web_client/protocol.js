// Generated from signaling/messages.py by `python -m signaling.protocol_docs`. Do not edit.

export const PROTOCOL_VERSION = 2;

/**
 * One of the people whom an invitation is for.
 * @typedef {Object} InvitedPerson
 * @property {"doctor" | "patient" | "health_worker" | "specialist" | "companion" | "interpreter" | "observer"} role - What somebody is here.
 * @property {string | null} name - The name that the invitation gives her, or null.
 */

/**
 * One of the people for whom a seat stands: two may share one tablet.
 * @typedef {Object} NamedPerson
 * @property {string} name - The name that others see.
 * @property {"doctor" | "patient" | "health_worker" | "specialist" | "companion" | "interpreter" | "observer"} role - What somebody is here.
 */

/**
 * One seat of the room, yours included.
 * @typedef {Object} Person
 * @property {string} participant - A participant's id, unique over all rooms.
 * @property {NamedPerson[]} people - Who sits there: one or two people.
 * @property {"joining" | "connected" | "lost"} connection - `lost`: she is away, and her seat is kept for a while.
 * @property {number | null} lost_seconds - How long she has been away; null while she is here.
 * @property {"on" | "off" | "muted"} microphone - `muted`: switched off by somebody else.
 * @property {"on" | "off" | "muted"} camera - `muted`: switched off by somebody else.
 * @property {"off" | "screen" | "camera"} second - Her second video: a screen or another camera.
 */

/**
 * Somebody in the lobby.
 * @typedef {Object} WaitingPerson
 * @property {string} participant - A participant's id, unique over all rooms.
 * @property {NamedPerson[]} people - Who waits there.
 * @property {"waiting" | "announced" | "admitted"} admission - `waiting`: in the lobby. `announced`: an observer of whom everybody is being told.
 * @property {boolean} is_here - Whether her page is connected just now.
 */

/**
 * One line of the room's chat.
 * @typedef {Object} ChatMessage
 * @property {number} id - Grows by one with each message of the room.
 * @property {string} key - What its sender's page calls it: the same line sent twice is kept once.
 * @property {string} participant - A participant's id, unique over all rooms.
 * @property {NamedPerson[]} people - Who wrote it, as they were called then.
 * @property {string} text - Plain text.
 * @property {number} sent_at - When, in seconds since 1970 UTC.
 */

/**
 * What you may know of the room. All is empty while you wait in the lobby.
 * @typedef {Object} RoomView
 * @property {Person[]} people - Everybody in the room, you included.
 * @property {WaitingPerson[]} lobby - Who waits; empty for those who may not admit.
 * @property {ChatMessage[]} chat - What was written so far, the oldest first.
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
 * @property {"camera" | "second" | null} video - Which of her videos; her sound comes with `camera`. Null where the pair is free.
 */

/**
 * All pairs of this participant.
 * @typedef {Object} SlotsView
 * @property {number} revision - Grows with every change of this participant's slots.
 * @property {ShownPair[]} pairs - Every pair, in the order of its number.
 */

/**
 * Exchange an invitation for a join grant. May be done again and again while the invitation is good.
 * @typedef {Object} Redeem
 * @property {number} protocol - The version of this protocol that the page speaks: 2.
 * @property {string} invitation - The secret part of the invitation's link.
 */

/**
 * The invitation is good.
 * @typedef {Object} Redeemed
 * @property {string} grant - For `join`.
 * @property {number} expires_in_seconds - For how long the grant is good.
 * @property {InvitedPerson[]} people - Whom the invitation is for: one or two people.
 * @property {("publish" | "screen" | "admit" | "mute_others" | "end" | "record")[]} grants - What you may do in the room.
 * @property {boolean} waits - Whether you will wait in the lobby first.
 * @property {string | null} node - Where the room lives: connect with the query `node` to be brought there. Null: here.
 */

/**
 * Take the seat of a join grant, or take it over from another device. `open_media` may follow at once.
 * @typedef {Object} Join
 * @property {number} protocol - The version of this protocol that the page speaks: 2.
 * @property {string} grant - From `redeem`; good once and for a short time.
 * @property {string[]} names - One for each person of the invitation, in its order; given names stay.
 */

/**
 * The seat is yours.
 * @typedef {Object} Joined
 * @property {string} participant - A participant's id, unique over all rooms.
 * @property {string} resume_token - The secret with which this seat can be resumed once.
 * @property {"waiting" | "announced" | "admitted"} admission - `waiting`: in the lobby. `announced`: an observer of whom everybody is being told.
 * @property {("publish" | "screen" | "admit" | "mute_others" | "end" | "record")[]} grants - What you may do in the room.
 * @property {RoomView} room - The room as you may know it now.
 */

/**
 * Open the media connection of the seat that you have, or replace it, with the offer of a new one.
 * @typedef {Object} OpenMedia
 * @property {string} offer - The SDP offer (RFC 3264) of a new connection, at most 65,536 bytes.
 */

/**
 * Your offer is answered. Acknowledge the slots to be fed.
 * @typedef {Object} MediaOpened
 * @property {string} answer - The SDP answer; it holds all of the server's candidates.
 * @property {PairMids[]} pairs - Your pairs of receive slots.
 * @property {SlotsView} slots - Who is shown in which pair.
 */

/**
 * Come back to a seat on a new socket. The socket that held it before is told `taken_over`.
 * @typedef {Object} Resume
 * @property {number} protocol - The version of this protocol that the page speaks: 2.
 * @property {string} participant - A participant's id, unique over all rooms.
 * @property {string} resume_token - The secret with which this seat can be resumed once.
 */

/**
 * You have your seat again. Acknowledge the slots, in case you missed a change.
 * @typedef {Object} Resumed
 * @property {string} resume_token - For the next time; the one that you used is not good any more.
 * @property {"waiting" | "announced" | "admitted"} admission - `waiting`: in the lobby. `announced`: an observer of whom everybody is being told.
 * @property {("publish" | "screen" | "admit" | "mute_others" | "end" | "record")[]} grants - What you may do in the room.
 * @property {RoomView} room - The room as you may know it now.
 * @property {SlotsView} slots - Who is shown in which pair.
 * @property {"kept" | "lost"} media - `lost`: there is no connection on our side, send `open_media`.
 */

/**
 * RFC 8445 section 9: an ICE restart of the connection that you have, on the same DTLS association.
 * @typedef {Object} Restart
 * @property {string} offer - The same connection's offer with new ICE credentials.
 */

/**
 * The restart is agreed.
 * @typedef {Object} Restarted
 * @property {string} answer - The SDP answer with the server's new credentials.
 */

/**
 * You have taken away what no longer belongs: the pairs changed up to this revision may be fed.
 * @typedef {Object} AcknowledgeSlots
 * @property {number} revision - Grows with every change of this participant's slots.
 */

/**
 * Nothing more to say.
 * @typedef {Object} Done
 */

/**
 * What of yours is on. The relay forwards nothing of what is off.
 * @typedef {Object} SetMedia
 * @property {boolean} microphone - Whether you can be heard.
 * @property {boolean} camera - Whether you can be seen.
 * @property {"off" | "screen" | "camera"} second - Your second video.
 */

/**
 * Write a line to everybody in the room.
 * @typedef {Object} SendChat
 * @property {string} text - 1 to 2000 characters after trimming.
 * @property {string} key - Yours; sent again, the line is kept once.
 */

/**
 * The line is in the room's chat.
 * @typedef {Object} Sent
 * @property {ChatMessage} message - As everybody sees it.
 */

/**
 * Let somebody in from the lobby. Needs `admit`.
 * @typedef {Object} Admit
 * @property {string} participant - A participant's id, unique over all rooms.
 */

/**
 * Turn somebody away, or show her out of the room. Needs `admit`; for one who has `end`, that as well.
 * @typedef {Object} Remove
 * @property {string} participant - A participant's id, unique over all rooms.
 */

/**
 * Stop somebody's sound or picture in the relay, or let it flow again. Needs `mute_others`.
 * @typedef {Object} Mute
 * @property {string} participant - A participant's id, unique over all rooms.
 * @property {"microphone" | "camera"} source - What of hers.
 * @property {boolean} muted - While true she cannot switch it on herself.
 */

/**
 * End the meeting for everybody and close the room. Needs `end`.
 * @typedef {Object} End
 */

/**
 * Leave the room for good.
 * @typedef {Object} Leave
 */

/**
 * The first word on every socket. Pages that speak another version load themselves anew.
 * @typedef {Object} Welcome
 * @property {number} protocol - The version of this protocol that the server speaks.
 * @property {number} slot_pairs - How many pairs of receive slots to offer, and at most.
 * @property {string | null} node - Which node of the server speaks; null where there is one.
 */

/**
 * Your slots have changed: take away what no longer belongs, then acknowledge the revision.
 * @typedef {Object} Slots
 * @property {number} revision - Grows with every change of this participant's slots.
 * @property {ShownPair[]} pairs - Every pair, in the order of its number.
 */

/**
 * Somebody came, went, or something of hers changed.
 * @typedef {Object} People
 * @property {Person[]} people - Everybody in the room, you included.
 */

/**
 * Who waits. Only those who may admit are told.
 * @typedef {Object} Lobby
 * @property {WaitingPerson[]} waiting - The one who waits longest first.
 */

/**
 * You were let in: send `open_media`.
 * @typedef {Object} Admitted
 * @property {RoomView} room - The room as you may know it now.
 */

/**
 * Somebody will watch: everybody is told before she is let in.
 * @typedef {Object} ObserverComing
 * @property {string} participant - A participant's id, unique over all rooms.
 * @property {NamedPerson[]} people - Who it is.
 * @property {number} in_seconds - When she is let in.
 */

/**
 * A new line of the chat; your own ones come back too.
 * @typedef {Object} Chat
 * @property {ChatMessage} message - The line.
 */

/**
 * Your line cannot carry the picture of a pair just now, or can again. Its sound goes on.
 * @typedef {Object} VideoPaused
 * @property {number} pair - The pair's number: its audio and video sections, counted from 0.
 * @property {boolean} paused - Whether the picture rests.
 */

/**
 * The media worker was replaced: send `open_media` with the offer of a new connection. Your seat is kept.
 * @typedef {Object} MediaNeeded
 */

/**
 * Your seat was given up: you did not come back in time, or the room lives elsewhere now. You may join again.
 * @typedef {Object} SeatLost
 */

/**
 * Another socket has your seat now; this one has none any more.
 * @typedef {Object} TakenOver
 */

/**
 * You were turned away, shown out, or your invitation was revoked. You have no seat any more.
 * @typedef {Object} Removed
 */

/**
 * The meeting is over for everybody.
 * @typedef {Object} Ended
 */

/**
 * Every command's payload and the fields of its reply, by its name.
 * @typedef {Object} Commands
 * @property {{command: Redeem, reply: Redeemed}} redeem
 * @property {{command: Join, reply: Joined}} join
 * @property {{command: OpenMedia, reply: MediaOpened}} open_media
 * @property {{command: Resume, reply: Resumed}} resume
 * @property {{command: Restart, reply: Restarted}} restart
 * @property {{command: AcknowledgeSlots, reply: Done}} acknowledge_slots
 * @property {{command: SetMedia, reply: Done}} set_media
 * @property {{command: SendChat, reply: Sent}} send_chat
 * @property {{command: Admit, reply: Done}} admit
 * @property {{command: Remove, reply: Done}} remove
 * @property {{command: Mute, reply: Done}} mute
 * @property {{command: End, reply: Done}} end
 * @property {{command: Leave, reply: Done}} leave
 */

/**
 * Every event's payload, by its name.
 * @typedef {Object} Events
 * @property {Welcome} welcome
 * @property {Slots} slots
 * @property {People} people
 * @property {Lobby} lobby
 * @property {Admitted} admitted
 * @property {ObserverComing} observer_coming
 * @property {Chat} chat
 * @property {VideoPaused} video_paused
 * @property {MediaNeeded} media_needed
 * @property {SeatLost} seat_lost
 * @property {TakenOver} taken_over
 * @property {Removed} removed
 * @property {Ended} ended
 */
