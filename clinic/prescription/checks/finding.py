"""What comes of one check of one line; and what medicines and allergies were told in words."""

from dataclasses import dataclass

from clinic.consultation.intake import NONE_KNOWN
from clinic.prescription.finding import words_of
from clinic.prescription.formulary import Formulary
from clinic.prescription.verdict import Caution, CheckName, CheckResult

LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Finding:
    """``is_known``: whether the data could say anything at all."""

    cautions: tuple[Caution, ...] = ()
    is_known: bool = True

    @property
    def result(self) -> CheckResult:
        if self.cautions:
            return "warned"
        return "fine" if self.is_known else "not_checked"


def caution(check: CheckName, about: str, english: str, hindi: str) -> Caution:
    return Caution(f"{check}:{about}", check, {"en": english, "hi": hindi})


def is_told(words: str | None) -> bool:
    """Something was told, and it is not that there is none."""
    return words is not None and words.strip() != "" and words != NONE_KNOWN


def names_in(told: str, formulary: Formulary) -> frozenset[str]:
    """The generic names of the ingredients that are told of, by any of their names or brands in any script."""
    return frozenset(name for each in phrases_of(told) for name in formulary.spoken.get(each, ()))


def phrases_of(text: str) -> set[str]:
    """Every run of up to ``LONGEST_NAME`` words, in small letters, whatever signs stand around them."""
    words = words_of(text)
    lengths = range(1, LONGEST_NAME + 1)
    return {" ".join(words[start : start + length]) for length in lengths for start in range(len(words))}
