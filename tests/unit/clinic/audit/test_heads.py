"""A day's signature holds every chain's end, and the day before."""

from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from clinic.audit.heads import NO_FORMER_DAY, SealedHeads, signed
from clinic.audit.verification import SEALS, Fault, SealsCheck
from tests.unit.clinic.audit.trail import KEY

HEADS = {"state": (12, "a" * 64), "clinic-1": (3, "b" * 64)}


def three_days() -> list[SealedHeads]:
    first = signed("2026-09-21", HEADS, None, KEY)
    second = signed("2026-09-22", {**HEADS, "state": (20, "c" * 64)}, first.digest(), KEY)
    return [first, second, signed("2026-09-23", dict(second.heads), second.digest(), KEY)]


def faults(seals: list[SealedHeads], key: Ed25519PrivateKey = KEY) -> list[Fault]:
    check = SealsCheck(key.public_key())
    return [fault for seal in seals for fault in check.take(seal)]


def test_days_as_they_were_signed_have_no_faults() -> None:
    assert faults(three_days()) == []


def test_the_first_day_names_no_former_one() -> None:
    assert three_days()[0].previous == NO_FORMER_DAY


def test_an_altered_head_is_no_longer_signed() -> None:
    first, second, third = three_days()
    altered = replace(second, heads={**second.heads, "clinic-1": (3, "d" * 64)})
    assert faults([first, altered, third]) == [Fault(SEALS, 2, "seal_forged"), Fault(SEALS, 3, "seal_does_not_follow")]


def test_an_altered_day_is_no_longer_signed() -> None:
    first = replace(three_days()[0], day="2026-09-20")
    assert faults([first]) == [Fault(SEALS, 1, "seal_forged")]


def test_a_removed_day_is_found() -> None:
    first, _, third = three_days()
    assert faults([first, third]) == [Fault(SEALS, 2, "seal_does_not_follow")]


def test_a_signature_by_another_key_is_found() -> None:
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(32))
    assert faults(three_days()[:1], stranger) == [Fault(SEALS, 1, "seal_forged")]


def test_what_is_no_signature_at_all_is_found() -> None:
    assert faults([replace(three_days()[0], signature=b"")]) == [Fault(SEALS, 1, "seal_forged")]
