"""Contents as they are printed, what poppler reads of a PDF, and keys to seal with."""

import struct
import subprocess
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from cryptography.x509 import Certificate
from numpy.typing import NDArray

from clinic.prescription.content import Content
from clinic.prescription.dosing import Dosing
from clinic.prescription.line import Line, Vitals
from clinic.prescription.medicine import Ingredient
from clinic.prescription.verifying import SealState
from gateways.document.check import check
from gateways.document.material import SealMaterial
from server.seal_key import seal_of
from tests.unit.clinic.prescription.builders import content, line

QR = "https://paramarsh.example/p#" + "Ab3-_xYz90" * 60
FIVE_SCRIPTS = "बुखार, காய்ச்சல், জ্বর, જવર, بخار, fever 🤒👩‍⚕️ <b>#*$ _x_ `y` @a \\ // [a] {b} = - + / '\" \u202eevil"

Picture = NDArray[np.uint8]


async def state_of(pdf: bytes, trusted: Sequence[Certificate]) -> SealState:
    return (await check(pdf, trusted)).state


def lines() -> tuple[Line, ...]:
    """Five, one of each kind: a pair, a combination, when needed, eye drops, once."""
    return (
        line(dosing=Dosing(amounts=(1, 0, 0, 1), days=5, food="after_food")),
        line(
            number=2,
            ingredients=(Ingredient("amoxicillin", "500 mg"), Ingredient("clavulanic acid", "125 mg")),
            dosing=Dosing(amounts=(1, 1, 0, 1), days=5, food="with_food"),
            instructions="Finish the whole course. पूरा कोर्स लें।",
        ),
        line(
            number=3,
            ingredients=(Ingredient("oral rehydration salts"),),
            form="sachet",
            unit="sachet",
            dosing=Dosing("sos", sos_amount=1, most_a_day=4, days=3),
        ),
        line(
            number=4,
            ingredients=(Ingredient("ciprofloxacin", "0.3 %"),),
            form="drops",
            route="eye",
            unit="drop",
            dosing=Dosing(amounts=(2, 2, 2, 2), days=7),
            purpose="refill",
        ),
        line(
            number=5,
            ingredients=(Ingredient("albendazole", "400 mg"),),
            dosing=Dosing("once", amounts=(0, 0, 0, 1), food="empty_stomach"),
        ),
    )


def full(language: str = "hi", **changes: object) -> Content:
    """All that can be printed is there."""
    plain = content()
    made = content(
        language=language,
        lines=lines(),
        held=1,
        vitals=Vitals(54, 158, 38.4, 92, 118, 76, 98, None),
        history="No cough. Came back from Nashik.",
        observations="Throat a little red.",
        investigations="Complete blood count",
        diet="Soft food, plenty of water",
        worse="Come at once if there is a rash.",
        referral="Sassoon hospital",
        follow_up_words="with the report",
        identified_by=("name", "birth_date"),
        patient=replace(plain.patient, address="At post Shirur, 412210", abha="12-3456-7890-1234"),
        prescriber=replace(plain.prescriber, speciality="General medicine", contact="Helpline 1800-000-0000"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def text_of(pdf: bytes, *options: str) -> str:
    """As poppler extracts it, each page ended by a form feed; the marks of direction (UAX 9) are taken out."""
    told = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return told.decode().translate(dict.fromkeys([0x200B, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]))


def pages(pdf: bytes, dots_per_inch: int) -> Sequence[Picture]:
    """Grey, 0 is black."""
    with TemporaryDirectory() as folder:
        command = ["pdftoppm", "-gray", "-r", str(dots_per_inch), "-", f"{folder}/page"]
        subprocess.run(command, input=pdf, capture_output=True, check=True)
        return [_pgm(file.read_bytes()) for file in sorted(Path(folder).iterdir())]


def _pgm(told: bytes) -> Picture:
    _, width, height, _ = told.split(maxsplit=4)[:4]
    return np.frombuffer(told[-int(width) * int(height) :], np.uint8).reshape(int(height), int(width))


def png(picture: Picture) -> bytes:
    """Grey, as small as zlib makes it (PNG, third edition)."""
    height, width = picture.shape
    rows = b"".join(b"\0" + row.tobytes() for row in picture)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    framed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)


@cache
def signature() -> bytes:
    """A scribble, black on white."""
    along = np.linspace(0, 6 * np.pi, 4_000)
    across, down = 20 + along * 13 + 12 * np.sin(2.3 * along), 45 + 28 * np.sin(along) * np.cos(0.37 * along)
    drawn = np.full((90, 300), 255, np.uint8)
    for thick in range(3):
        drawn[down.astype(int) + thick, across.astype(int)] = 0
    return png(drawn)


@cache
def development_seal() -> SealMaterial:
    return new_seal()


def new_seal() -> SealMaterial:
    with TemporaryDirectory() as folder:
        return seal_of(Path(folder), None, None, production=False, now=datetime.now(UTC))
