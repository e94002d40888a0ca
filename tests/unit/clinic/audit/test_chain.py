"""Whatever is done to a chain behind its back is found, and said where."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from clinic.actors import Actor
from clinic.audit.chain import CLOCKS_APART_SECONDS, Entry, beginning, canonical, following
from clinic.audit.event import Event
from clinic.audit.verification import Fault, What, verify
from tests.unit.clinic.audit.trail import DOCTOR, MORNING, chain_of, opened

Entries = list[Entry]


def rehashed(entries: Entries, start: int) -> Entries:
    """What one does who knows how the chain is made: every entry from the index ``start`` is linked anew."""
    done = entries[:start]
    for entry in entries[start:]:
        previous = done[-1].head if done else beginning(entry.chain)
        linked = replace(entry, sequence=previous.sequence + 1, previous_hash=previous.hash)
        done.append(replace(linked, hash=linked.digest()))
    return done


def edited(entries: Entries) -> Entries:
    return [replace(entry, subject="patient:other") if entry.sequence == 3 else entry for entry in entries]


def edited_with_its_hash(entries: Entries) -> Entries:
    return [replace(each, hash=each.digest()) for each in edited(entries)]


def swapped(entries: Entries) -> Entries:
    return [*entries[:2], entries[3], entries[2], *entries[4:]]


def backwards(entries: Entries) -> Entries:
    late = replace(entries[2], at=entries[3].at + 1)
    return rehashed([*entries[:2], late, *entries[3:]], 2)


TAMPERED: list[tuple[str, Callable[[Entries], Entries], set[tuple[int, What]]]] = [
    ("edited", edited, {(3, "edited")}),
    ("edited and hashed anew", edited_with_its_hash, {(4, "does_not_follow")}),
    ("removed in the middle", lambda them: [*them[:2], *them[3:]], {(3, "removed")}),
    ("removed at the start", lambda them: them[1:], {(1, "removed")}),
    ("inserted", lambda them: [*them[:2], chain_of(3)[2], *them[2:]], {(3, "duplicated")}),
    ("duplicated at the end", lambda them: [*them, them[0]], {(1, "reordered")}),
    ("swapped", swapped, {(3, "removed"), (3, "reordered")}),
    ("cut off", lambda them: them[:4], {(5, "truncated")}),
    ("emptied", lambda them: [], {(1, "truncated")}),
    ("lengthened", lambda them: chain_of(7), {(7, "beyond_head")}),
    ("of another chain", lambda them: [*them[:2], chain_of(3, "clinic-2")[2], *them[3:]], {(3, "of_another_chain")}),
    ("the tail hashed anew", lambda them: rehashed(edited(them), 2), {(6, "head_differs")}),
    ("backwards in time", backwards, {(4, "time_backwards")}),
]


def test_a_chain_as_it_was_written_has_no_faults() -> None:
    entries = chain_of(6)
    assert verify(entries, entries[-1].head) == []
    assert verify([], beginning("clinic-1")) == []


@pytest.mark.parametrize(("tamper", "found"), [each[1:] for each in TAMPERED], ids=[each[0] for each in TAMPERED])
def test_tampering_is_found(tamper: Callable[[Entries], Entries], found: set[tuple[int, What]]) -> None:
    entries = chain_of(6)
    faults = verify(tamper(entries), entries[-1].head)
    assert {Fault("clinic-1", sequence, what) for sequence, what in found} <= set(faults)


def test_a_chain_written_anew_with_its_head_is_found_by_a_signed_head() -> None:
    entries = chain_of(6)
    forged = rehashed(edited(entries), 2)
    sealed = [(2, entries[1].hash), (5, entries[4].hash)]
    assert verify(forged, forged[-1].head) == []
    assert verify(forged, forged[-1].head, sealed) == [Fault("clinic-1", 5, "differs_from_seal")]


def test_a_chain_shortened_with_its_head_is_found_by_a_signed_head() -> None:
    entries = chain_of(6)
    assert verify(entries[:4], entries[3].head, [(5, entries[4].hash)]) == [Fault("clinic-1", 5, "differs_from_seal")]


def test_each_part_of_an_entry_is_covered_by_its_hash() -> None:
    entry = chain_of(1)[0]
    others = [
        replace(entry, chain="x"),
        replace(entry, sequence=2),
        replace(entry, at=entry.at + 1e-6),
        replace(entry, action="x"),
        replace(entry, actor=replace(DOCTOR, kind="patient")),
        replace(entry, actor=replace(DOCTOR, id="x")),
        replace(entry, actor=replace(DOCTOR, facility=None)),
        replace(entry, actor=replace(DOCTOR, origin="x")),
        replace(entry, subject="x"),
        replace(entry, patient=None),
        replace(entry, reason=b"x"),
        replace(entry, fields=("x",)),
        replace(entry, previous_hash="x"),
    ]
    digests = {each.digest() for each in [entry, *others]}
    assert len(digests) == len(others) + 1


def test_the_canonical_form_is_sorted_json_without_spaces_in_utf8() -> None:
    assert canonical({"b": "आशा", "a": [1, 1.5], "c": None}) == '{"a":[1,1.5],"b":"आशा","c":null}'.encode()


def test_a_hash_can_be_computed_from_what_is_written_alone() -> None:
    entry = chain_of(2)[1]
    written = json.loads(entry.canonical())
    assert hashlib.sha256(canonical(written)).hexdigest() == entry.hash
    assert written["reason"] == b"sealed".hex()


def test_clocks_a_little_apart_do_not_run_the_chain_backwards() -> None:
    first = following(beginning("state"), opened("one"), MORNING, b"")
    assert following(first.head, opened("two"), MORNING - CLOCKS_APART_SECONDS, b"").at == MORNING


def test_a_clock_far_behind_is_written_as_it_is() -> None:
    first = following(beginning("state"), opened("one"), MORNING, b"")
    assert following(first.head, opened("two"), MORNING - 3600, b"").at == MORNING - 3600


def test_the_chain_is_that_of_the_event_then_of_the_actor_then_of_the_state() -> None:
    assert Event("a", DOCTOR, "s", facility="hub-2").chain == "hub-2"
    assert Event("a", DOCTOR, "s").chain == "clinic-1"
    assert Event("a", replace(DOCTOR, facility=None), "s").chain == "state"


def test_patients_who_act_by_themselves_do_not_all_wait_for_one_chain() -> None:
    chains = {Event("a", Actor("patient", f"{digit:x}" * 32, None, "phone"), "s").chain for digit in range(16)}
    assert len(chains) == 16
    assert Event("a", Actor("patient", "a" * 32, None, "phone"), "s", facility="spoke").chain == "spoke"
