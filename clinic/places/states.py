"""The 28 states and 8 union territories, with the codes of the Local Government Directory: see ``states.json``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NewType

StateCode = NewType("StateCode", int)
StateKind = Literal["state", "union_territory"]
DATA = Path(__file__).with_name("states.json")


@dataclass(frozen=True, slots=True)
class OwnName:
    """In an official language of the state. ``language``: BCP 47. ``script``: ISO 15924."""

    name: str
    language: str
    script: str


@dataclass(frozen=True, slots=True)
class State:
    """A state or union territory. ``code``: LGD."""

    code: StateCode
    kind: StateKind
    english: str
    hindi: str
    own: OwnName


def _read(data: Path) -> Mapping[StateCode, State]:
    rows = json.loads(data.read_text(encoding="utf-8"))["states"]
    return MappingProxyType({state.code: state for state in map(_state, rows)})


def _state(row: Mapping[str, Any]) -> State:
    return State(StateCode(row["code"]), row["kind"], row["english"], row["hindi"], OwnName(**row["own"]))


STATES = _read(DATA)
"""In the order of their codes."""

_FORMER_NAMES = {
    "dadra and nagar haveli": StateCode(38),
    "daman and diu": StateCode(38),
    "nct of delhi": StateCode(7),
    "orissa": StateCode(21),
    "pondicherry": StateCode(34),
    "uttaranchal": StateCode(5),
}
_BY_NAME = {state.english.casefold(): state.code for state in STATES.values()} | _FORMER_NAMES
_DIGITS_OF_A_CODE = 2


def find_state(text: str) -> State | None:
    """By LGD code or English name, as lists write them: "27", "09", "MAHARASHTRA", "Orissa", "Jammu & Kashmir"."""
    written = " ".join(text.replace("&", " and ").split()).casefold().removeprefix("the ")
    if written.isdecimal() and len(written) <= _DIGITS_OF_A_CODE:
        return STATES.get(StateCode(int(written)))
    code = _BY_NAME.get(written)
    return None if code is None else STATES[code]
