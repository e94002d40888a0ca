"""Whoever can write to the database itself, past the server, is found out."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text

from clinic.actors import Actor
from clinic.audit.chain import Entry, beginning
from clinic.audit.event import Event
from clinic.audit.heads import SealedHeads
from clinic.audit.verification import SEALS, Fault
from storage.audit_check import Report, check
from storage.audit_seals import seals
from storage.store import Store
from tests.support.clocks import Clock
from tests.unit.clinic.audit.trail import KEY

DOCTOR = Actor("staff", "5" * 32, "clinic-1", "192.0.2.7")
WHOSE = "chain = 'clinic-1' AND sequence"
COLUMNS = (
    "at, action, actor_kind, actor_id, actor_facility, origin, subject, patient, reason, fields, previous_hash, hash"
)


@pytest.fixture
async def audited(store: Store, clock: Clock) -> Store:
    """Eight entries of one chain and three of another; signed after the first five and two, then all of it."""
    await _append(store, clock, "clinic-1", 5)
    await _append(store, clock, "hub-2", 2)
    await _sign(store, "2026-09-21")
    await _append(store, clock, "clinic-1", 3)
    await _append(store, clock, "hub-2", 1)
    await _sign(store, "2026-09-22")
    return store


async def test_a_database_as_it_was_written_has_no_faults(audited: Store) -> None:
    assert await checked(audited) == Report(chains=2, entries=11, seals=2, faults=())


async def test_an_empty_database_has_no_faults(store: Store) -> None:
    assert await checked(store) == Report(chains=0, entries=0, seals=0, faults=())


async def test_batches_of_any_size_give_the_same_answer(audited: Store) -> None:
    await _do(audited, f"DELETE FROM audit_entries WHERE {WHOSE} IN (3, 4)")
    reports = [await check(audited.database, KEY.public_key(), batch=size) for size in (1, 2, 3, 1_000)]
    assert reports == [reports[0]] * 4
    assert reports[0].faults == (Fault("clinic-1", 3, "removed"),)


SQL: dict[str, tuple[str, Fault]] = {
    "edited": (
        f"UPDATE audit_entries SET subject = 'patient:other' WHERE {WHOSE} = 3",
        Fault("clinic-1", 3, "edited"),
    ),
    "time edited": (f"UPDATE audit_entries SET at = at - 1 WHERE {WHOSE} = 3", Fault("clinic-1", 3, "edited")),
    "removed": (f"DELETE FROM audit_entries WHERE {WHOSE} = 3", Fault("clinic-1", 3, "removed")),
    "removed at the start": (f"DELETE FROM audit_entries WHERE {WHOSE} = 1", Fault("clinic-1", 1, "removed")),
    "cut off": (f"DELETE FROM audit_entries WHERE {WHOSE} > 6", Fault("clinic-1", 7, "truncated")),
    "a copy put at the end": (
        f"INSERT INTO audit_entries (chain, sequence, {COLUMNS}) SELECT chain, 9, {COLUMNS} FROM audit_entries "
        f"WHERE {WHOSE} = 3",
        Fault("clinic-1", 9, "edited"),
    ),
    "a copy put before the start": (
        f"INSERT INTO audit_entries (chain, sequence, {COLUMNS}) SELECT chain, 0, {COLUMNS} FROM audit_entries "
        f"WHERE {WHOSE} = 3",
        Fault("clinic-1", 0, "edited"),
    ),
    "moved to another chain": (
        f"UPDATE audit_entries SET chain = 'hub-2', sequence = 4 WHERE {WHOSE} = 8",
        Fault("hub-2", 4, "edited"),
    ),
    "taken from its chain": (
        f"UPDATE audit_entries SET chain = 'hub-2', sequence = 4 WHERE {WHOSE} = 8",
        Fault("clinic-1", 8, "truncated"),
    ),
    "a chain renamed": (
        "UPDATE audit_entries SET chain = 'clinic-9' WHERE chain = 'clinic-1'",
        Fault("clinic-9", 1, "edited"),
    ),
    "a head removed": ("DELETE FROM audit_heads WHERE chain = 'hub-2'", Fault("hub-2", 3, "head_missing")),
    "a head altered": (
        "UPDATE audit_heads SET hash = 'x' WHERE chain = 'hub-2'",
        Fault("hub-2", 3, "head_differs"),
    ),
    "a head set back": (
        "UPDATE audit_heads SET sequence = 2 WHERE chain = 'hub-2'",
        Fault("hub-2", 3, "beyond_head"),
    ),
    "a day's signature removed": (
        "DELETE FROM audit_seals WHERE day = '2026-09-21'",
        Fault(SEALS, 1, "seal_does_not_follow"),
    ),
    "a day's signature altered": (
        "UPDATE audit_seals SET signature = '' WHERE day = '2026-09-22'",
        Fault(SEALS, 2, "seal_forged"),
    ),
    "a signed head altered": (
        "UPDATE audit_sealed_heads SET hash = 'x' WHERE day = '2026-09-21' AND chain = 'hub-2'",
        Fault(SEALS, 1, "seal_forged"),
    ),
    "a signed head removed": (
        "DELETE FROM audit_sealed_heads WHERE day = '2026-09-21' AND chain = 'hub-2'",
        Fault(SEALS, 1, "seal_forged"),
    ),
}


@pytest.mark.parametrize(("statement", "fault"), SQL.values(), ids=SQL.keys())
async def test_tampering_by_one_statement_is_found(audited: Store, statement: str, fault: Fault) -> None:
    await _do(audited, statement)
    assert fault in (await checked(audited)).faults


async def test_a_reason_taken_away_is_found(audited: Store) -> None:
    await _do(audited, f"UPDATE audit_entries SET reason = :nothing WHERE {WHOSE} = 3", nothing=b"")
    assert (await checked(audited)).faults == (Fault("clinic-1", 3, "edited"),)


async def test_two_entries_in_each_others_place_are_found(audited: Store) -> None:
    for old, new in ((3, 99), (4, 3), (99, 4)):
        await _do(audited, f"UPDATE audit_entries SET sequence = {new} WHERE {WHOSE} = {old}")
    assert {Fault("clinic-1", 3, "edited"), Fault("clinic-1", 4, "edited")} <= set((await checked(audited)).faults)


async def test_an_entry_put_in_between_is_found(audited: Store) -> None:
    for sequence in range(8, 3, -1):
        await _do(audited, f"UPDATE audit_entries SET sequence = {sequence + 1} WHERE {WHOSE} = {sequence}")
    await _do(
        audited,
        f"INSERT INTO audit_entries (chain, sequence, {COLUMNS}) SELECT chain, 4, {COLUMNS} FROM audit_entries "
        f"WHERE {WHOSE} = 3",
    )
    faults = set((await checked(audited)).faults)
    assert {Fault("clinic-1", 4, "edited"), Fault("clinic-1", 9, "beyond_head")} <= faults


async def test_an_edited_entry_with_a_hash_of_its_own_is_found_by_the_next(audited: Store) -> None:
    await _write_anew(audited, start=3, end=3)
    assert (await checked(audited)).faults == (Fault("clinic-1", 4, "does_not_follow"),)


async def test_a_tail_written_anew_is_found_by_the_head(audited: Store) -> None:
    await _write_anew(audited, start=7, end=8)
    assert Fault("clinic-1", 8, "head_differs") in (await checked(audited)).faults


async def test_a_tail_written_anew_with_its_head_is_found_by_the_days_signature(audited: Store) -> None:
    await _write_anew(audited, start=3, end=8, with_head=True)
    faults = (await checked(audited)).faults
    assert faults == (Fault("clinic-1", 5, "differs_from_seal"), Fault("clinic-1", 8, "differs_from_seal"))


async def test_a_tail_cut_off_with_its_head_is_found_by_the_days_signature(audited: Store) -> None:
    last = (await _entries(audited))[5]
    await _do(audited, f"DELETE FROM audit_entries WHERE {WHOSE} > 6")
    await _do(
        audited,
        "UPDATE audit_heads SET sequence = 6, hash = :hash, at = :at WHERE chain = 'clinic-1'",
        hash=last.hash,
        at=last.at,
    )
    assert (await checked(audited)).faults == (Fault("clinic-1", 8, "differs_from_seal"),)


async def test_a_chain_that_is_gone_altogether_is_found(audited: Store) -> None:
    for table in ("audit_entries", "audit_heads"):
        await _do(audited, f"DELETE FROM {table} WHERE chain = 'hub-2'")
    faults = set((await checked(audited)).faults)
    assert faults == {Fault("hub-2", 2, "differs_from_seal"), Fault("hub-2", 3, "differs_from_seal")}


async def test_time_that_runs_backwards_is_found(store: Store, clock: Clock) -> None:
    await _append(store, clock, "clinic-1", 2)
    clock.advance(-86_400)
    await _append(store, clock, "clinic-1", 1)
    assert (await checked(store)).faults == (Fault("clinic-1", 3, "time_backwards"),)


async def test_a_database_written_anew_with_all_its_signatures_is_found_by_an_exported_one(audited: Store) -> None:
    exported = await _last_seal(audited)
    await _forget_signatures(audited)
    await _write_anew(audited, start=3, end=8, with_head=True)
    assert (await checked(audited)).faults == ()
    assert (await checked(audited, exported)).faults == (
        Fault(SEALS, 0, "seal_does_not_follow"),
        Fault("clinic-1", 8, "differs_from_seal"),
    )


async def test_an_exported_signature_of_a_database_as_it_was_written_finds_nothing(audited: Store) -> None:
    assert (await checked(audited, await _last_seal(audited))).faults == ()


async def test_signatures_made_with_another_key_are_found(audited: Store) -> None:
    report = await check(audited.database, Ed25519PrivateKey.generate().public_key())
    assert report.faults == (Fault(SEALS, 1, "seal_forged"), Fault(SEALS, 2, "seal_forged"))


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
@pytest.mark.parametrize("column", ["at", "reason", "sequence"])
async def test_what_is_no_entry_any_more_is_a_fault_and_stops_nothing(audited: Store, column: str) -> None:
    """Only SQLite takes text in a column of numbers or bytes; PostgreSQL refuses it."""
    await _do(audited, f"UPDATE audit_entries SET {column} = 'nonsense' WHERE {WHOSE} = 3")
    report = await checked(audited)
    assert report.entries == 11
    assert "unreadable" in {fault.what for fault in report.faults}


async def checked(store: Store, exported: SealedHeads | None = None) -> Report:
    return await check(store.database, KEY.public_key(), exported, batch=4)


async def _append(store: Store, clock: Clock, chain: str, count: int) -> None:
    for number in range(count):
        clock.advance(60)
        async with store.writing() as records:
            patient = f"patient-{number}"
            event = Event("glass.broken", DOCTOR, f"patient:{patient}", patient=patient, facility=chain, reason="Why.")
            await records.audit.append(event)


async def _sign(store: Store, day: str) -> None:
    async with store.writing() as records:
        assert await records.audit.seal_day(day, KEY)


async def _do(store: Store, statement: str, **values: object) -> None:
    async with store.database.writing() as connection:
        await connection.execute(text(statement), values)


async def _entries(store: Store) -> list[Entry]:
    async with store.reading() as records:
        return await records.audit.entries("clinic-1")


async def _write_anew(store: Store, start: int, end: int, with_head: bool = False) -> None:
    """What one does who knows how a chain is made: the first of these is another now, each links to the one before."""
    entries = await _entries(store)
    head = entries[start - 2].head if start > 1 else beginning("clinic-1")
    for entry in entries[start - 1 : end]:
        subject = "patient:other" if entry.sequence == start else entry.subject
        anew = replace(entry, subject=subject, previous_hash=head.hash)
        head = replace(anew, hash=anew.digest()).head
        change = "subject = :subject, previous_hash = :previous, hash = :hash"
        values = {"subject": subject, "previous": anew.previous_hash, "hash": head.hash}
        await _do(store, f"UPDATE audit_entries SET {change} WHERE {WHOSE} = {entry.sequence}", **values)
    if with_head:
        await _do(store, "UPDATE audit_heads SET hash = :hash WHERE chain = 'clinic-1'", hash=head.hash)


async def _last_seal(store: Store) -> SealedHeads:
    async with store.database.reading() as connection:
        return [seal async for seal in seals(connection)][-1]


async def _forget_signatures(store: Store) -> None:
    for table in ("audit_seals", "audit_sealed_heads"):
        await _do(store, f"DELETE FROM {table}")
