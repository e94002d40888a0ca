// What is written beside the talk. Text is text: links are not opened, nothing is interpreted.

import { html, useEffect, useLayoutEffect, useRef, useState } from "../../vendor/preact_htm.js";
import { say, sayTime } from "../../words/words.js";
import { Icon } from "../icons.js";
import { namesOf, roleWord } from "../names.js";
import { Panel } from "./panel.js";

/** @typedef {import("./call_view.js").CallProps} CallProps */
/** @typedef {import("../../protocol.js").ChatMessage} ChatMessage */

export const CHAT_LENGTH = 2000;

/** @param {CallProps} props */
export function ChatPanel({ call, actions, setPanel }) {
  return html`<${Panel} id="chat-panel" title=${say("chat")} onClose=${() => setPanel(null)}>
    <${Log} call=${call} actions=${actions} />
    <${Writing} actions=${actions} />
  <//>`;
}

/** @param {Pick<CallProps, "call" | "actions">} props */
function Log({ call, actions }) {
  /** @type {{current: HTMLElement}} */
  const log = useRef(null);
  const isAtEnd = useRef(true);
  const { chat, unsent, participant } = call;
  useLayoutEffect(() => {
    if (isAtEnd.current) log.current.scrollTop = log.current.scrollHeight;
  }, [chat.length, unsent.length]);
  const scrolled = () => {
    const { scrollTop, clientHeight, scrollHeight } = log.current;
    isAtEnd.current = scrollTop + clientHeight > scrollHeight - 40;
  };
  return html`<ol id="chat-log" class="chat-log" ref=${log} tabindex="0" aria-label=${say("chat_log")} onScroll=${scrolled}>
    ${chat.length + unsent.length === 0 && html`<li class="soft nothing">${say("chat_empty")}</li>`}
    ${chat.map((message, index) => html`<${Line} key=${message.key + message.id} message=${message} isOwn=${message.participant === participant} before=${chat[index - 1]} />`)}
    ${unsent.map(
      ({ key, text, state }) => html`<li key=${key} class="bubble own-line ${state}" data-state=${state}>
        <p dir="auto">${text}</p>
        ${state === "sending" ? html`<p class="when">${say("chat_sending")}</p>` : html`<p class="when">${say("chat_failed")}</p>
          <button class="small" type="button" onClick=${() => actions.sendAgain(key)}><${Icon} name="again" /> ${say("send_again")}</button>`}
      </li>`,
    )}
  </ol>`;
}

/** @param {{message: ChatMessage, isOwn: boolean, before?: ChatMessage}} props */
function Line({ message, isOwn, before }) {
  const isNew = before?.participant !== message.participant;
  return html`<li class="bubble ${isOwn ? "own-line" : ""}">
    ${isOwn ? html`<span class="unseen">${say("you")}: </span>` : html`<p class=${isNew ? "by" : "unseen"}><bdi>${namesOf(message.people)}</bdi> <span class="role">${message.people.map(({ role }) => roleWord(role)).join(", ")}</span></p>`}
    <p dir="auto" class="text">${message.text}</p>
    <p class="when">${sayTime(message.sent_at)}</p>
  </li>`;
}

/** Enter sends where there is a keyboard; on a phone it begins a line. @param {{actions: CallProps["actions"]}} props */
function Writing({ actions }) {
  const [text, setText] = useState("");
  /** @type {{current: HTMLTextAreaElement}} */
  const field = useRef(null);
  useEffect(() => {
    if (matchMedia("(pointer: fine)").matches) field.current.focus(); // on a phone the keyboard would hide what was written
  }, []);
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (text.trim() === "") return;
    actions.sendChat(text);
    setText("");
    field.current.focus();
  };
  const enter = (/** @type {KeyboardEvent} */ event) => {
    const isSending = event.key === "Enter" && !event.shiftKey && !event.isComposing && matchMedia("(pointer: fine)").matches;
    if (isSending) send(event);
  };
  return html`<form class="writing" onSubmit=${send}>
    <textarea
      id="chat-text" ref=${field} rows="1" dir="auto" maxlength=${CHAT_LENGTH} value=${text} aria-label=${say("chat_write")} placeholder=${say("chat_write")}
      onInput=${(/** @type {Event} */ event) => setText(/** @type {HTMLTextAreaElement} */ (event.target).value)} onKeyDown=${enter}
    ></textarea>
    <button id="chat-send" class="big" type="submit" aria-label=${say("send")} title=${say("send")}><${Icon} name="send" /></button>
  </form>`;
}
