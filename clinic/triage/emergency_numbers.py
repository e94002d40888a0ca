"""Whom to call: 112 everywhere, and first the number of the state's ambulances where we know one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from clinic.places.states import StateCode

DATA = Path(__file__).with_name("emergency_numbers.json")
_TOLD = json.loads(DATA.read_text(encoding="utf-8"))
EVERYWHERE: str = _TOLD["everywhere"]
BY_STATE: Mapping[StateCode, str] = MappingProxyType(
    {StateCode(int(code)): number for code, number in _TOLD["by_state"].items()}
)


@dataclass(frozen=True, slots=True)
class EmergencyNumbers:
    """``own``: what an operator has set, shown first to everybody in place of the state's; empty: none."""

    own: str = ""

    def first(self, state: StateCode | None) -> str:
        if self.own:
            return self.own
        return EVERYWHERE if state is None else BY_STATE.get(state, EVERYWHERE)
