"""Writes ``docs/protocol.md`` and ``web_client/protocol.js`` from ``signaling.messages``.

``python -m signaling.protocol_docs`` writes both; a test fails when they are stale.
"""

import inspect
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from signaling.messages import COMMANDS, EVENTS, PROTOCOL_VERSION, REFUSALS, Message

ROOT = Path(__file__).resolve().parent.parent
_JAVASCRIPT = {str: "string", int: "number", float: "number", bool: "boolean", NoneType: "null"}
_HOW = """\
Socket.IO over WebSocket, at `/socket.io/` of the server that served the page. Every command takes exactly one object,
and nothing but the fields named here. It is acknowledged with `{ok: true, …}` and the fields of its reply, or with
`{ok: false, code, message}`: the code is stable, the message is a sentence for a person. Only the client offers; the
server answers with all of its candidates, and the client sends none."""
_JOIN = """\
An invitation's link is `https://HOST/#SECRET`: the fragment never leaves the browser but in `redeem`, which
exchanges it for a join grant and says whom it is for. `join` takes the seat. The commands of one socket are served
in their order, so a page that will not wait in the lobby sends `open_media` right behind `join`, and both cost one
round trip; the same holds for `set_media` between them, which is heard in the lobby already. Who waits is told
`admitted` and then sends `open_media`. One invitation is one seat: on a second device it takes the seat over, and
the first one is told. A lost socket or a reload comes back by `resume`, with the token of the latest `join` or
`resume`; the one before stays good for 30 seconds, in case its reply was lost."""
_SLOTS = """\
An offer has the sections by which you send (one audio, one camera, and one more video that rests until `set_media`
switches `second` on; all `sendonly`), then as many pairs of `recvonly` audio and video sections as the welcome says:
the i-th audio and the i-th video one are pair i. The server says whose `camera` or `second` video is shown in which
pair; her sound comes with her camera, and a pair with a second video is silent. Events about people come before the
slots that show them. After each `slots` event, and after each reply that holds `slots`: take away what no longer
belongs, then send `acknowledge_slots`. Only then is a changed pair fed, so that no face ever stands over another's
name. What is off or muted is stopped in the server; its pair stays."""


def protocol_markdown() -> str:
    """The page for people who write a client."""
    return "\n".join(_markdown_lines()) + "\n"


def protocol_javascript() -> str:
    """JSDoc types of every record, for ``tsc --checkJs`` and for editors."""
    lines = [
        "// Generated from signaling/messages.py by `python -m signaling.protocol_docs`. Do not edit.",
        "",
        f"export const PROTOCOL_VERSION = {PROTOCOL_VERSION};",
    ]
    for record in _records():
        lines += ["", *_typedef(record)]
    for name, sentence, entries in (
        ("Commands", "Every command's payload and the fields of its reply, by its name.", _command_entries()),
        ("Events", "Every event's payload, by its name.", _event_entries()),
    ):
        lines += ["", f"/**\n * {sentence}\n * @typedef {{Object}} {name}", *entries, " */"]
    return "\n".join(lines) + "\n"


def _markdown_lines() -> Iterator[str]:
    yield f"# The socket's protocol, version {PROTOCOL_VERSION}"
    yield "\nGenerated from `signaling/messages.py` by `python -m signaling.protocol_docs`. Do not edit."
    yield from (f"\n{prose}" for prose in (_HOW, _JOIN, _SLOTS))
    yield "\n## Commands (client to server)"
    for name, kind in COMMANDS.items():
        yield from _section(name, kind.command)
        yield f"\nReply `{kind.reply.__name__}`: {_sentence(kind.reply)}"
        yield from _table(kind.reply)
    yield "\n## Events (server to client)"
    for name, record in EVENTS.items():
        yield from _section(name, record)
    yield "\n## Records inside them"
    for record in _nested_records():
        yield from _section(record.__name__, record)
    yield "\n## Refusals\n\n| code | |\n|---|---|"
    yield from (f"| `{code}` | {meaning} |" for code, meaning in REFUSALS.items())


def _section(name: str, record: type[Message]) -> Iterator[str]:
    yield f"\n### `{name}`\n\n{_sentence(record)}"
    yield from _table(record)


def _table(record: type[Message]) -> Iterator[str]:
    if record.model_fields:
        yield "\n| field | type | |\n|---|---|---|"
    for name, field in record.model_fields.items():
        shown = _type(_annotation(field)).replace("|", "\\|")
        yield f"| `{name}` | {shown} | {field.description} |"


def _typedef(record: type[Message]) -> Iterator[str]:
    yield f"/**\n * {_sentence(record)}\n * @typedef {{Object}} {record.__name__}"
    for name, field in record.model_fields.items():
        yield f" * @property {{{_type(_annotation(field))}}} {name} - {field.description}"
    yield " */"


def _command_entries() -> Iterator[str]:
    for name, kind in COMMANDS.items():
        yield f" * @property {{{{command: {kind.command.__name__}, reply: {kind.reply.__name__}}}}} {name}"


def _event_entries() -> Iterator[str]:
    return (f" * @property {{{record.__name__}}} {name}" for name, record in EVENTS.items())


def _records() -> list[type[Message]]:
    return list(dict.fromkeys([*_nested_records(), *_spoken_records()]))


def _spoken_records() -> list[type[Message]]:
    return [*(record for kind in COMMANDS.values() for record in (kind.command, kind.reply)), *EVENTS.values()]


def _nested_records() -> list[type[Message]]:
    """Those inside others, each before the ones that hold it."""
    found = (inner for record in _spoken_records() for inner in _inside(record))
    return [record for record in dict.fromkeys(found) if record not in _spoken_records()]


def _inside(annotation: Any) -> Iterator[type[Message]]:
    """The records that a type is made of, the innermost first; a record itself comes last."""
    if not (inspect.isclass(annotation) and issubclass(annotation, Message)):
        yield from (record for argument in get_args(annotation) for record in _inside(argument))
        return
    for field in annotation.model_fields.values():
        yield from _inside(field.annotation)
    yield annotation


def _sentence(record: type[Message]) -> str:
    return inspect.cleandoc(record.__doc__ or "")


def _annotation(field: FieldInfo) -> Any:
    return field.annotation


def _type(annotation: Any) -> str:
    """The JavaScript type of a field: what JSON makes of it."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(arguments[0])
    if origin is Literal:
        return _either(f'"{value}"' for value in arguments)
    if origin in (Union, UnionType):
        return _either(_type(argument) for argument in arguments)
    if origin is tuple:
        item = _type(arguments[0])
        return f"({item})[]" if "|" in item else f"{item}[]"
    return _JAVASCRIPT.get(annotation) or str(annotation.__name__)


def _either(types: Iterable[str]) -> str:
    return " | ".join(types)


def main() -> None:
    (ROOT / "docs" / "protocol.md").write_text(protocol_markdown(), encoding="utf-8")
    (ROOT / "web_client" / "protocol.js").write_text(protocol_javascript(), encoding="utf-8")


if __name__ == "__main__":
    main()
