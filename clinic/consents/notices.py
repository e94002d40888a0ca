"""The notices that people are shown: ``texts/PURPOSE.VERSION.LANGUAGE.txt``. A published text is never changed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from clinic.consents.consent import PURPOSES, Agreed
from rooms.ports import Refusal

TEXTS = Path(__file__).with_name("texts")
FALLBACK_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Notice:
    """``sha256``: of the text in UTF-8, 64 hexadecimal characters."""

    purpose: str
    version: int
    language: str
    text: str
    sha256: str


Notices = Mapping[tuple[str, int, str], Notice]


def read_notices(folder: Path = TEXTS) -> Notices:
    notices = [_notice(file) for file in sorted(folder.glob("*.txt"))]
    return MappingProxyType({(notice.purpose, notice.version, notice.language): notice for notice in notices})


def _notice(file: Path) -> Notice:
    purpose, version, language = file.stem.split(".")
    content = file.read_bytes()
    return Notice(purpose, int(version), language, content.decode(), hashlib.sha256(content).hexdigest())


NOTICES = read_notices()


def newest(purpose: str, language: str, notices: Notices = NOTICES) -> Notice:
    """The text to show, in English where the language is missing. Raises ``Refusal`` for an unknown purpose."""
    texts = [notice for notice in notices.values() if notice.purpose == purpose]
    if not texts:
        raise Refusal("purpose_unknown", "There is no such consent to give.")
    version = max(text.version for text in texts)
    same = {text.language: text for text in texts if text.version == version}
    return same.get(language) or same[FALLBACK_LANGUAGE]


def shown(agreed: Agreed, notices: Notices = NOTICES) -> Notice:
    """The text that she agreed to. Raises ``Refusal``."""
    notice = notices.get((agreed.purpose, agreed.version, agreed.language))
    if notice is None or agreed.purpose not in PURPOSES:
        raise Refusal("notice_unknown", "There is no such text to agree to.")
    if agreed.how not in PURPOSES[agreed.purpose].ways:
        raise Refusal("consent_not_so", "Consent to this cannot be given in this way.")
    return notice
