"""Which addresses a client is told."""

import pytest

from media.webrtc.candidates import Candidate, candidate_lines, priority, reachable_candidates

PRIVATE = ("10.0.0.5", 40000)
PUBLIC_6 = ("2001:db8::5", 40000)


def test_bound_addresses_are_candidates() -> None:
    assert reachable_candidates([PRIVATE, PUBLIC_6], []) == (Candidate(*PRIVATE), Candidate(*PUBLIC_6))


def test_an_announced_address_stands_in_for_those_of_its_family() -> None:
    found = reachable_candidates([PRIVATE, PUBLIC_6], ["203.0.113.7"])
    assert found == (Candidate("203.0.113.7", 40000), Candidate(*PUBLIC_6))


def test_several_announced_addresses_are_all_told() -> None:
    found = reachable_candidates([PRIVATE], ["203.0.113.7", "10.0.0.5"])
    assert found == (Candidate("203.0.113.7", 40000), Candidate("10.0.0.5", 40000))


@pytest.mark.parametrize("wildcard", ["0.0.0.0", "::"])
def test_a_wildcard_is_no_candidate(wildcard: str) -> None:
    assert reachable_candidates([(wildcard, 40000)], []) == ()


def test_an_announced_address_without_a_socket_of_its_family_is_not_told() -> None:
    assert reachable_candidates([PRIVATE], ["2001:db8::9"]) == (Candidate(*PRIVATE),)


def test_priorities_follow_rfc_8445() -> None:
    """Section 5.1.2.1: 2^24 · 126 + 2^8 · 65535 + 255."""
    assert priority(65535) == 2130706431
    first, second = candidate_lines([Candidate(*PRIVATE), Candidate(*PUBLIC_6)])
    assert int(first.split()[3]) > int(second.split()[3])
