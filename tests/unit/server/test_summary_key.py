"""The keys of QR codes: made once, readable to their owner alone, and old codes hold after a rotation."""

import json
from pathlib import Path
from stat import S_IMODE

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, SECP384R1, EllipticCurve, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from server.cannot_start import CannotStart
from server.phrases import FOLDER, catalogues_of
from server.summary_key import FILE, rotate, summary_keys_of


def clock() -> float:
    return 1_790_000_000.0


def a_key(curve: EllipticCurve) -> str:
    private = generate_private_key(curve)
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def test_they_are_made_once_for_the_owner_alone(tmp_path: Path) -> None:
    first = summary_keys_of(tmp_path, clock, is_development=True)
    assert summary_keys_of(tmp_path, clock, is_development=True).present == first.present
    assert S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_after_a_rotation_another_signs_and_of_the_old_one_only_the_public_half_is_kept(tmp_path: Path) -> None:
    first = summary_keys_of(tmp_path, clock, is_development=True)
    rotate(tmp_path, lambda: clock() + 60)
    now = summary_keys_of(tmp_path, clock, is_development=True)
    assert now.present.id != first.present.id
    old = now.find(first.present.id)
    assert old is not None
    assert (old.point, old.until) == (first.present.point, clock() + 60)
    assert (tmp_path / FILE).read_text(encoding="utf-8").count("PRIVATE KEY") == 2  # of one key, begin and end


def test_of_two_processes_that_start_at_once_both_sign_with_the_key_that_is_kept(tmp_path: Path) -> None:
    faster = []

    def while_the_other_is_faster() -> float:
        faster.append(summary_keys_of(tmp_path, clock, is_development=True).present)
        return clock()

    assert summary_keys_of(tmp_path, while_the_other_is_faster, is_development=True).present == faster[0]
    assert [file.name for file in tmp_path.iterdir()] == [FILE]


def test_codes_of_before_hold_after_two_rotations(tmp_path: Path) -> None:
    ids = []
    for minutes in range(3):
        ring = summary_keys_of(tmp_path, clock, is_development=False)
        ids.append(ring.present.id)
        rotate(tmp_path, lambda minutes=minutes: clock() + 60 * minutes)  # type: ignore[misc]
    ring = summary_keys_of(tmp_path, clock, is_development=False)
    assert [one.id for one in ring.published[1:]] == ids[::-1]
    assert S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_of_a_stolen_key_nothing_is_published_any_more_and_those_before_it_are(tmp_path: Path) -> None:
    first = summary_keys_of(tmp_path, clock, is_development=False).present
    stolen = rotate(tmp_path, clock).present
    ring = rotate(tmp_path, clock, is_stolen=True)
    assert [one.id for one in ring.published] == [ring.present.id, first.id]
    assert stolen.id not in (ring.present.id, first.id)
    assert summary_keys_of(tmp_path, clock, is_development=True).published == ring.published


def test_what_was_never_made_cannot_be_rotated(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="cannot be read"):
        rotate(tmp_path, clock)


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "{}",
        "[]",
        '{"key": "x", "since": 0, "retired": []}',
        json.dumps({"key": a_key(SECP256R1()), "since": 0, "retired": [{"point": "04", "since": 0, "until": 1}]}),
        json.dumps({"key": a_key(SECP384R1()), "since": 0, "retired": []}),
    ],
    ids=["empty", "nothing", "list", "no-key", "no-point", "other-curve"],
)
def test_a_damaged_file_stops_the_start_with_a_sentence(tmp_path: Path, damage: str) -> None:
    (tmp_path / FILE).write_text(damage, encoding="utf-8")
    with pytest.raises(CannotStart, match="damaged"):
        summary_keys_of(tmp_path, clock, is_development=True)


def test_the_key_is_never_shown(tmp_path: Path) -> None:
    assert "PRIVATE" not in repr(summary_keys_of(tmp_path, clock, is_development=True))


def test_a_departments_phrases_that_cannot_be_read_stop_the_start(tmp_path: Path) -> None:
    assert catalogues_of(tmp_path).of("hi") is not None
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "ta.json").write_text(json.dumps({"language": "ta"}), encoding="utf-8")
    with pytest.raises(CannotStart, match="phrases"):
        catalogues_of(tmp_path)
