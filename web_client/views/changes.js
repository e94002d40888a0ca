// What is new in a state that somebody who does not see the page must hear. Pure.

/** @typedef {import("../state.js").State} State */
/** @typedef {import("../state.js").CallState} CallState */
/** @typedef {readonly import("../protocol.js").NamedPerson[]} People */

/**
 * @typedef {{kind: "came" | "went" | "lost" | "back" | "waits" | "observer" | "wrote" | "shows", people: People}
 *   | {kind: "line", key: "reconnecting" | "line_back" | "you_are_muted" | "let_in"}
 *   | {kind: "notice", notice: NonNullable<State["notice"]>}} Change
 */

/** @param {State} before @param {State} after @returns {Change[]} */
export function changesBetween(before, after) {
  const notice = after.notice !== null && after.notice.id !== before.notice?.id ? after.notice : null;
  return [
    ...(before.screen === "lobby" && after.screen === "call" ? [letIn()] : []),
    ...(before.call !== null && after.call !== null ? inCall(before.call, after.call) : []),
    ...(notice === null ? [] : [/** @type {Change} */ ({ kind: "notice", notice })]),
  ];
}

/** @returns {Change} */
function letIn() {
  return { kind: "line", key: "let_in" };
}

/** @param {CallState} before @param {CallState} after @returns {Change[]} */
function inCall(before, after) {
  const last = before.chat.at(-1)?.id ?? -1;
  const written = after.chat.filter(({ id, participant }) => id > last && participant !== after.participant);
  return [
    ...ofPeople(before, after),
    ...added(before.lobby, after.lobby).map(({ people }) => told("waits", people)),
    ...added(before.observersComing, after.observersComing).map(({ people }) => told("observer", people)),
    ...written.slice(-1).map(({ people }) => told("wrote", people)),
    ...ofOwn(before, after),
  ];
}

/** @param {CallState} before @param {CallState} after @returns {Change[]} */
function ofPeople(before, after) {
  const others = (/** @type {CallState} */ { people, participant }) => people.filter((person) => person.participant !== participant);
  const were = new Map(others(before).map((person) => [person.participant, person]));
  const stayed = others(after).flatMap((person) => {
    const was = were.get(person.participant);
    if (was === undefined) return [told("came", person.people)];
    const [isLost, wasLost] = [person.connection === "lost", was.connection === "lost"];
    return [
      ...(isLost !== wasLost ? [told(isLost ? "lost" : "back", person.people)] : []),
      ...(person.second !== "off" && was.second === "off" ? [told("shows", person.people)] : []),
    ];
  });
  return [...stayed, ...added(others(after), others(before)).map(({ people }) => told("went", people))];
}

/** @param {CallState} before @param {CallState} after @returns {Change[]} */
function ofOwn(before, after) {
  const isMuted = (/** @type {CallState} */ { people, participant }) =>
    people.some((person) => person.participant === participant && person.microphone === "muted");
  /** @type {Change[]} */
  const changes = [];
  if (after.line !== before.line) changes.push({ kind: "line", key: after.line === "broken" ? "reconnecting" : "line_back" });
  if (isMuted(after) && !isMuted(before)) changes.push({ kind: "line", key: "you_are_muted" });
  return changes;
}

/** @template {{participant: string}} Seat @param {readonly Seat[]} before @param {readonly Seat[]} after */
function added(before, after) {
  const known = new Set(before.map(({ participant }) => participant));
  return after.filter(({ participant }) => !known.has(participant));
}

/** @param {Exclude<Change["kind"], "line" | "notice">} kind @param {People} people @returns {Change} */
function told(kind, people) {
  return { kind, people };
}
