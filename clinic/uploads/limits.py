"""What may be sent for which purpose."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from rooms.ports import Refusal

Purpose = Literal["document", "photo", "voice", "signature"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)

KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True, slots=True)
class Limit:
    """``chunk_bytes``: what a bad line loses at most when it breaks."""

    most_bytes: int
    media_types: frozenset[str]
    chunk_bytes: int = 256 * KIB


PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})

LIMITS: Mapping[Purpose, Limit] = {
    "document": Limit(10 * MIB, PICTURES | {"application/pdf"}),
    "photo": Limit(10 * MIB, PICTURES),
    # Firefox records Ogg, Chromium WebM, Safari MP4.
    "voice": Limit(5 * MIB, frozenset({"audio/webm", "audio/ogg", "audio/mp4", "audio/wav"})),
    "signature": Limit(MIB, frozenset({"image/jpeg", "image/png"})),
}


def check(purpose: Purpose, media_type: str, size: int) -> None:
    """Raises ``Refusal``."""
    limit = LIMITS[purpose]
    if media_type not in limit.media_types:
        raise Refusal("upload_type", "Files of this kind cannot be sent here.")
    if size < 1:
        raise Refusal("upload_empty", "This file is empty.")
    if size > limit.most_bytes:
        raise Refusal("upload_too_large", f"This file is larger than {limit.most_bytes // MIB} MB.")


def essence(media_type: str) -> str:
    """Without its parameters: "audio/webm" of "audio/webm;codecs=opus"."""
    return media_type.partition(";")[0].strip().lower()
