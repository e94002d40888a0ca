"""Ciphertexts that are kept to be sent again."""

from struct import pack

from media.webrtc.kept import KEPT_SECONDS, MAX_KEPT, KeptCiphertexts


def ciphertext(sequence: int, ssrc: int = 7, body: bytes = b"sealed") -> bytes:
    return pack("!BBHLL", 0x80, 96, sequence, 0, ssrc) + body


def test_a_ciphertext_is_found_by_source_and_sequence() -> None:
    kept = KeptCiphertexts()
    kept.keep(ciphertext(5), now=1.0)
    assert kept.find(7, 5, now=1.5) == ciphertext(5)
    assert kept.find(7, 6, now=1.5) is None
    assert kept.find(8, 5, now=1.5) is None


def test_it_is_forgotten_after_two_seconds() -> None:
    kept = KeptCiphertexts()
    kept.keep(ciphertext(5), now=1.0)
    assert kept.find(7, 5, now=1.0 + KEPT_SECONDS) is not None
    assert kept.find(7, 5, now=1.1 + KEPT_SECONDS) is None


def test_the_store_is_bounded() -> None:
    kept = KeptCiphertexts()
    for sequence in range(MAX_KEPT + 10):
        kept.keep(ciphertext(sequence), now=1.0)
    assert kept.find(7, 0, now=1.0) is None
    assert kept.find(7, MAX_KEPT + 9, now=1.0) is not None
    assert len(kept._packets) <= MAX_KEPT
