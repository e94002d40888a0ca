"""What of somebody's sound and pictures is on: her own wish, her grants, and what others have switched off."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from rooms.ports import Source
from rooms.roles import Grant

SourceState = Literal["on", "off", "muted"]
Second = Literal["off", "screen", "camera"]
Mutable = Literal["microphone", "camera"]


@dataclass(frozen=True, slots=True)
class MediaChoice:
    """What she has switched on herself."""

    microphone: bool
    camera: bool
    second: Second = "off"

    @property
    def sources(self) -> frozenset[Source]:
        switched: dict[Source, bool] = {
            "microphone": self.microphone,
            "camera": self.camera,
            "second": self.second != "off",
        }
        return frozenset(source for source, is_on in switched.items() if is_on)


EVERYTHING_OFF = MediaChoice(microphone=False, camera=False)
AT_FIRST = MediaChoice(microphone=True, camera=True)


def granted_sources(grants: Collection[Grant]) -> frozenset[Source]:
    """The second video is more than taking part: it needs both grants."""
    if Grant.PUBLISH not in grants:
        return frozenset()
    return frozenset({"microphone", "camera", "second"} if Grant.SCREEN in grants else {"microphone", "camera"})


def state_of(source: Mutable, choice: MediaChoice, muted: Collection[Source]) -> SourceState:
    """As the others are told."""
    if source in muted:
        return "muted"
    return "on" if source in choice.sources else "off"


def asks_for_muted(choice: MediaChoice, before: MediaChoice, muted: frozenset[Source]) -> bool:
    """Whether she wants on what somebody else switched off. What she had on may stay so beside another change."""
    added = choice.sources - before.sources
    return bool(muted & added) or (choice == before and bool(muted & choice.sources))
