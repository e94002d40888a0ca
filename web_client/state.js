// What the page knows: one plain record, replaced and never changed. `consultation.js` makes it, `views/` show it.

/** @typedef {import("./protocol.js").Person} Person */
/** @typedef {import("./protocol.js").WaitingPerson} WaitingPerson */
/** @typedef {import("./protocol.js").ChatMessage} ChatMessage */
/** @typedef {import("./protocol.js").NamedPerson} NamedPerson */

/**
 * `opening`: the link is being looked at. `closed`: nothing can be done here, `reason` says why. `entry`: before joining.
 * @typedef {"opening" | "entry" | "joining" | "lobby" | "call" | "closed"} Screen
 */

/**
 * Why the page stands at `closed`, or at `entry` why a join did not succeed: a refusal's code of docs/protocol.md, or one of
 * these. `name_missing` stands at `entry` until a name is written.
 * @typedef {"no_link" | "left" | "ended" | "removed" | "taken_over" | "seat_lost" | "no_media" | "no_answer"
 *   | "name_missing" | string} Reason
 */

/**
 * Why a camera or microphone cannot be had. `denied`: the person or her phone said no. `blocked`: the browser does not ask any
 * more for this site. `busy`: another app has it. `missing`: none is there. `insecure`: not https. `in_app`: a messenger's own browser.
 * @typedef {"denied" | "blocked" | "busy" | "missing" | "insecure" | "in_app" | "unknown"} Trouble
 */

/** @typedef {{id: string, label: string}} Device `label` is empty where the browser does not tell it */

/**
 * @typedef {Object} Devices
 * @property {"closed" | "asking" | "open"} state
 * @property {Trouble | null} trouble of the last try; with `open`: what is missing beside what is there
 * @property {MediaStream | null} stream what you look like now; a new one whenever a track changes; null while closed
 * @property {boolean} hasCamera a camera track is there and is live
 * @property {boolean} hasMicrophone
 * @property {Device[]} cameras
 * @property {Device[]} microphones
 * @property {Device[]} speakers empty where the browser cannot choose
 * @property {{camera: string, microphone: string, speaker: string}} chosen ids; "" is the browser's choice
 * @property {"user" | "environment" | null} facing which side of the phone; null where it is not known
 * @property {boolean} canTurn a front and a back camera are there
 * @property {boolean} canShareScreen the browser can
 * @property {boolean} canAskForSpeaker the browser has a window of its own for speakers: `choose("speaker", "?")` opens it
 */

/**
 * Somebody's picture in a pair of slots.
 * @typedef {Object} Tile
 * @property {string} key stands for person and video: another pair of the same person is another tile
 * @property {string} participant
 * @property {"camera" | "second"} video
 * @property {MediaStream | null} stream null until it may be shown
 * @property {boolean} paused your line cannot carry this picture just now
 */

/**
 * Something that happened: `notice_<code>` of the words. Besides the refusals' codes of single actions:
 * `headset_on`, `device_gone` with the device's `name`; `camera_lost`, `microphone_lost`: gone, and there is no other one;
 * `camera_failed`, `microphone_failed`, `camera_denied`, `microphone_denied`: it could not be switched on; `screen_failed`: no
 * screen or second camera could be had; `microphone_muted`, `camera_muted` and `…_unmuted`: somebody switched yours off or on
 * again; `no_media`: sound and picture have not come through so far, it is being tried.
 * @typedef {{id: number, code: string, name?: string}} Notice
 */

/** @typedef {Person & {lostSince: number | null}} Present `lostSince`: performance.now() of when her line broke */

/**
 * @typedef {Object} CallState
 * @property {string} participant who you are
 * @property {Present[]} people everybody, you included
 * @property {Tile[]} tiles
 * @property {WaitingPerson[]} lobby who waits; empty where you may not admit
 * @property {{people: NamedPerson[], participant: string}[]} observersComing announced and not in yet
 * @property {ChatMessage[]} chat
 * @property {number} unread lines of others since the chat was open last
 * @property {{key: string, text: string, state: "sending" | "failed"}[]} unsent your lines that the server has not yet
 * @property {"kept" | "broken"} line whether your own connection is being mended
 * @property {"unknown" | "good" | "weak" | "bad"} quality of your line
 * @property {{microphone: boolean, camera: boolean, second: "off" | "screen" | "camera"}} wish what you want to have on
 */

/**
 * @typedef {Object} State
 * @property {Screen} screen
 * @property {Reason | null} reason
 * @property {boolean} isServerHere
 * @property {boolean} isPrepared a join would cost one round trip now, with camera and microphone or after it was said why
 *   not. One may join without it
 * @property {import("./protocol.js").InvitedPerson[]} people whom the invitation is for
 * @property {import("./protocol.js").Joined["grants"]} grants
 * @property {boolean} waits
 * @property {string[]} names one for each of `people`
 * @property {Devices} devices
 * @property {CallState | null} call from the moment of being let in
 * @property {Notice | null} notice gone after a while
 */

/**
 * What a person can do. None of these throws; what goes wrong shows in the state.
 * @typedef {Object} Actions
 * @property {() => Promise<void>} openDevices ask for camera and microphone
 * @property {() => Promise<void>} openMicrophoneOnly
 * @property {(kind: "camera" | "microphone" | "speaker", id: string) => Promise<void>} choose
 * @property {() => Promise<void>} testSpeaker plays a short sound on the chosen speaker
 * @property {(act: (level: number) => void) => () => void} watchLevel 0 to 1, some ten times a second; returns how to stop
 * @property {(index: number, name: string) => void} setName
 * @property {() => Promise<void>} join with what is open, be it nothing
 * @property {() => void} leave
 * @property {() => void} end for everybody
 * @property {() => Promise<void>} toggleMicrophone
 * @property {() => Promise<void>} toggleCamera
 * @property {() => Promise<void>} turnCamera front or back
 * @property {() => Promise<void>} shareScreen
 * @property {(id: string) => Promise<void>} shareSecondCamera
 * @property {() => Promise<void>} stopSecond
 * @property {(text: string) => Promise<void>} sendChat
 * @property {(key: string) => Promise<void>} sendAgain
 * @property {(isOpen: boolean) => void} setChatOpen
 * @property {(participant: string) => Promise<void>} admit
 * @property {(participant: string) => Promise<void>} remove
 * @property {(participant: string, source: "microphone" | "camera", muted: boolean) => Promise<void>} mute
 * @property {() => void} startAgain after `closed`: look at the link anew
 */

/** @type {Devices} */
export const NO_DEVICES = Object.freeze({
  state: "closed",
  trouble: null,
  stream: null,
  hasCamera: false,
  hasMicrophone: false,
  cameras: [],
  microphones: [],
  speakers: [],
  chosen: { camera: "", microphone: "", speaker: "" },
  facing: null,
  canTurn: false,
  canShareScreen: false,
  canAskForSpeaker: false,
});

/** @type {State} */
export const INITIAL_STATE = Object.freeze({
  screen: "opening",
  reason: null,
  isServerHere: false,
  isPrepared: false,
  people: [],
  grants: [],
  waits: false,
  names: [],
  devices: NO_DEVICES,
  call: null,
  notice: null,
});
