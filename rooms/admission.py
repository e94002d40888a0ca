"""How somebody gets from the lobby into the room, as a table."""

from enum import Enum
from typing import Literal

AdmissionWord = Literal["waiting", "announced", "admitted"]


class Admission(Enum):
    WAITING = "waiting"
    ANNOUNCED = "announced"
    ADMITTED = "admitted"


class AdmissionEvent(Enum):
    LET_IN = "let in"
    ANNOUNCE = "announce"


TRANSITIONS: dict[tuple[Admission, AdmissionEvent], Admission] = {
    (Admission.WAITING, AdmissionEvent.LET_IN): Admission.ADMITTED,
    (Admission.WAITING, AdmissionEvent.ANNOUNCE): Admission.ANNOUNCED,
    (Admission.ANNOUNCED, AdmissionEvent.LET_IN): Admission.ADMITTED,
}

WORDS: dict[Admission, AdmissionWord] = {
    Admission.WAITING: "waiting",
    Admission.ANNOUNCED: "announced",
    Admission.ADMITTED: "admitted",
}
