import re
from pathlib import Path

import pytest

from signaling.messages import COMMANDS, EVENTS, REFUSALS
from signaling.protocol_docs import ROOT, protocol_javascript, protocol_markdown

STALE = "stale: run `python -m signaling.protocol_docs`"


@pytest.mark.parametrize(
    ("path", "text"),
    [(ROOT / "docs/protocol.md", protocol_markdown()), (ROOT / "web_client/protocol.js", protocol_javascript())],
    ids=["protocol.md", "protocol.js"],
)
def test_the_generated_file_is_up_to_date(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text, STALE


def test_the_page_names_every_command_event_and_refusal() -> None:
    page = protocol_markdown()
    assert [name for name in (*COMMANDS, *EVENTS, *REFUSALS) if f"`{name}`" not in page] == []


def test_types_are_written_as_javascript_knows_them() -> None:
    script = protocol_javascript()
    assert "@property {ShownPair[]} pairs" in script
    assert "@property {string | null} participant" in script
    assert '@property {"kept" | "lost"} media' in script
    assert '@property {"camera" | "second" | null} video' in script
    assert '@property {("publish" | "screen" |' in script


def test_every_record_that_can_be_met_is_described() -> None:
    script = protocol_javascript()
    names = set(re.findall(r"[A-Z]\w+", " ".join(re.findall(r"@property \{+(.*?)\}+ ", script))))
    assert names
    assert [name for name in sorted(names) if f"@typedef {{Object}} {name}\n" not in script] == []
