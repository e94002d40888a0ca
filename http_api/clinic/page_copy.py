"""Writes ``web_client/opd/danger_signs.js``: signs and numbers in the page's own files, for a phone without a line.

``python -m http_api.clinic.page_copy`` writes it; a test fails when it is stale.
"""

import json
from pathlib import Path
from typing import Any

from clinic.triage.emergency_numbers import BY_STATE, EVERYWHERE
from clinic.triage.question_set import DANGER_SIGNS, Sign, newest

FILE = Path(__file__).resolve().parents[2] / "web_client" / "opd" / "danger_signs.js"
_HEAD = """\
// Generated from clinic/triage by `python -m http_api.clinic.page_copy`. Do not edit.

/** @typedef {"adult" | "child" | "pregnant"} Person */
/** @typedef {{en: string, hi: string}} Words */
/** @typedef {{words: Words, people: readonly Person[]}} Included */
/** @typedef {{number: string, name: string, words: Words}} Helpline */
/** @typedef {{en: readonly string[], hi: readonly string[]}} Sentences */
/**
 * `meanwhile`: what to do until help is there.
 * @typedef {{id: string, picture: string, words: Words, people: readonly Person[], meanwhile: Sentences,
 *   includes: readonly Included[], helpline: Helpline | null}} Sign
 */
"""
_SIGNS = "/** @type {{version: number, signs: readonly Sign[]}} */"
_NUMBERS = "/** `byState`: by LGD code. @type {{everywhere: string, byState: Readonly<Record<string, string>>}} */"


def page_copy() -> str:
    questions = newest(DANGER_SIGNS)
    signs = {"version": questions.version, "signs": [_sign(sign) for sign in questions.signs]}
    numbers = {"everywhere": EVERYWHERE, "byState": {str(code): number for code, number in BY_STATE.items()}}
    parts = (
        _HEAD,
        _SIGNS,
        f"export const DANGER_SIGNS = {_written(signs)};\n",
        _NUMBERS,
        f"export const EMERGENCY_NUMBERS = {_written(numbers)};\n",
    )
    return "\n".join(parts)


def _written(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)


def _sign(sign: Sign) -> dict[str, Any]:
    line = sign.helpline
    return {
        "id": sign.id,
        "picture": sign.picture,
        "words": dict(sign.words),
        "people": list(sign.people),
        "meanwhile": {language: list(said) for language, said in sign.meanwhile.items()},
        "includes": [{"words": dict(one.words), "people": list(one.people)} for one in sign.includes],
        "helpline": None if line is None else {"number": line.number, "name": line.name, "words": dict(line.words)},
    }


def main() -> None:
    FILE.write_text(page_copy(), encoding="utf-8")


if __name__ == "__main__":
    main()
