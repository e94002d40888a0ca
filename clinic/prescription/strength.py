"""Strengths as they are written: "500 mg", "125 mg/5 ml"; and how much of an ingredient is in one unit of the form."""

import re
import unicodedata
from collections.abc import Mapping

from clinic.prescription.medicine import Unit

_PLAIN = re.compile(r"(?P<amount>\d+(?:\.\d+)?) (?P<of>mg|g|mcg)")
_IN_LIQUID = re.compile(rf"{_PLAIN.pattern}/(?:(?P<per>\d+(?:\.\d+)?) )?ml")
_NONE = re.compile(r"0+(?:\.0+)?\D*")
_IN_MG: Mapping[str, float] = {"mg": 1.0, "g": 1_000.0, "mcg": 0.001}
_WHOLE: frozenset[Unit] = frozenset({"tablet", "capsule", "puff", "sachet", "lozenge", "piece"})
_SPELT: Mapping[str, str] = {"gm": "g", "gms": "g", "\u03bcg": "mcg", "ug": "mcg", "iu": "IU"}
_MEASURE = re.compile("(?:(?<=\\d)|(?<=\\d )|(?<=/))(?:mg|gms?|g|mcg|\u03bcg|ug|ml|iu)\\b", re.IGNORECASE)


def written(strength: str) -> str:
    """In one spelling: "500mg" as "500 mg", "125 MG / 5ML" as "125 mg/5 ml", "0.1 %" as "0.1%"."""
    told = re.sub(r"\s*/\s*", "/", " ".join(unicodedata.normalize("NFKC", strength).split()))
    spelt = _MEASURE.sub(lambda found: _SPELT.get(found[0].lower(), found[0].lower()), told)
    return re.sub(r"(?<=\d)(?=(?:mg|g|mcg|ml|IU)\b)", " ", re.sub(r"(?<=\d) %", "%", spelt))


def is_nothing(strength: str) -> bool:
    return _NONE.fullmatch(strength) is not None


def mg_per_unit(strength: str, unit: Unit) -> float | None:
    """``None`` where the strength does not tell: per cent, international units; per ml of what is counted in drops."""
    form = _PLAIN if unit in _WHOLE else _IN_LIQUID if unit == "ml" else None
    found = form.fullmatch(written(strength)) if form else None
    if found is None:
        return None
    amount, per = float(found["amount"]) * _IN_MG[found["of"]], float(found.groupdict().get("per") or 1)
    return amount / per if amount > 0 and per > 0 else None
