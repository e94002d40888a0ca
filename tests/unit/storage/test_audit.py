"""Entries stand in the same transaction as the change, and none is lost when many write at once."""

import asyncio

import pytest
from sqlalchemy import select

from clinic.actors import Actor
from clinic.audit.chain import Entry, beginning, following
from clinic.audit.event import Event
from clinic.audit.verification import verify
from storage.audit import BATCH
from storage.audit_seals import seals
from storage.store import Store
from storage.tables.audit import audit_entries, audit_sealed_heads
from storage.vault import Vault, VaultError
from tests.support.clocks import Clock
from tests.unit.clinic.audit.trail import KEY

DOCTOR = Actor("staff", "5" * 32, "clinic-1", "192.0.2.7")
REASON = "She was carried in unconscious."


def opened(patient: str, **changes: str) -> Event:
    return Event("record.opened", DOCTOR, f"patient:{patient}", patient=patient, **changes)  # type: ignore[arg-type]


async def append(store: Store, *events: Event) -> None:
    async with store.writing() as records:
        for event in events:
            await records.audit.append(event)


async def append_all(store: Store, *events: Event) -> None:
    async with store.writing() as records:
        await records.audit.append_all(events)


async def entries(store: Store, chain: str = "clinic-1", after: int = 0, limit: int = 1_000) -> list[Entry]:
    async with store.reading() as records:
        return await records.audit.entries(chain, after, limit)


async def test_an_entry_says_who_what_whom_when_and_from_where(store: Store, clock: Clock) -> None:
    changed = Event("patient.changed", DOCTOR, "patient:one", patient="one", fields=("name", "mobile"))
    await append(store, changed)
    (entry,) = await entries(store)
    assert (entry.chain, entry.sequence, entry.at) == ("clinic-1", 1, clock.now)
    assert (entry.action, entry.actor, entry.subject) == ("patient.changed", DOCTOR, "patient:one")
    assert (entry.patient, entry.fields, entry.reason) == ("one", ("name", "mobile"), b"")


async def test_a_chain_is_whole_as_it_is_read_back(store: Store, clock: Clock) -> None:
    for number in range(5):
        clock.advance(0.1)
        await append(store, opened(f"patient-{number}", reason=REASON if number % 2 else ""))
    async with store.reading() as records:
        (head,) = await records.audit.heads()
    assert verify(await entries(store), head) == []
    assert head.sequence == 5


async def test_an_entry_goes_when_its_change_goes(store: Store) -> None:
    async def fail() -> None:
        async with store.writing() as records:
            await records.audit.append(opened("two"))
            raise RuntimeError

    await append(store, opened("one"))
    with pytest.raises(RuntimeError):
        await fail()
    await append(store, opened("three"))
    assert [entry.patient for entry in await entries(store)] == ["one", "three"]


@pytest.mark.parametrize("chains", [1, 3])
async def test_of_writers_at_once_to_new_chains_no_entry_is_lost(store: Store, chains: int) -> None:
    events = [opened(f"patient-{number}", facility=f"clinic-{number % chains}") for number in range(30)]
    await asyncio.gather(*(append(store, event) for event in events))
    async with store.reading() as records:
        heads = await records.audit.heads()
    kept = {head.chain: await entries(store, head.chain) for head in heads}
    assert [verify(kept[head.chain], head) for head in heads] == [[]] * chains
    assert {entry.patient for each in kept.values() for entry in each} == {event.patient for event in events}


async def test_many_events_at_once_are_written_as_if_one_by_one(store: Store, clock: Clock) -> None:
    events = [opened(f"patient-{number}", facility=f"clinic-{number % 3}") for number in range(2 * BATCH)]
    heads = {chain: beginning(chain) for chain in ("clinic-0", "clinic-1", "clinic-2")}
    expected: dict[str, list[Entry]] = {chain: [] for chain in heads}
    for event in events:
        expected[event.chain].append(following(heads[event.chain], event, clock.now, b""))
        heads[event.chain] = expected[event.chain][-1].head
    await append_all(store, *events)
    for chain in heads:
        assert await entries(store, chain) == expected[chain]
    async with store.reading() as records:
        assert await records.audit.heads() == list(heads.values())


async def test_many_events_follow_what_is_there_and_others_follow_them(store: Store, clock: Clock) -> None:
    await append(store, opened("first"))
    clock.advance(1)
    await append_all(store, *(opened(f"patient-{number}", reason=REASON) for number in range(BATCH + 1)))
    await append(store, opened("last"))
    async with store.reading() as records:
        (head,) = await records.audit.heads()
        written = await records.audit.entries("clinic-1", limit=2 * BATCH)
        assert {records.audit.reason(entry) for entry in written[1:-1]} == {REASON}
    assert head.sequence == BATCH + 3
    assert verify(written, head) == []


async def test_of_no_events_nothing_is_written(store: Store) -> None:
    await append_all(store)
    async with store.reading() as records:
        assert await records.audit.heads() == []


async def test_writers_of_many_events_at_once_do_not_wait_for_one_another_for_ever(store: Store) -> None:
    chains = [f"clinic-{number}" for number in range(5)]
    await asyncio.gather(
        *(
            append_all(store, *(opened("one", facility=chain) for chain in chains[turn:] + chains[:turn]))
            for turn in range(len(chains))
        )
    )
    async with store.reading() as records:
        heads = await records.audit.heads()
    assert [(head.chain, head.sequence) for head in heads] == [(chain, len(chains)) for chain in chains]
    assert [verify(await entries(store, head.chain), head) for head in heads] == [[]] * len(chains)


async def test_a_reason_is_sealed_at_rest_and_opens_for_who_may_read_it(store: Store) -> None:
    await append(store, opened("one", reason=REASON), opened("two"))
    first, second = await entries(store)
    assert REASON.encode() not in first.reason
    async with store.reading() as records:
        assert (records.audit.reason(first), records.audit.reason(second)) == (REASON, "")


async def test_a_reason_does_not_open_in_another_entry(store: Store, vault: Vault) -> None:
    await append(store, opened("one", reason=REASON))
    (entry,) = await entries(store)
    with pytest.raises(VaultError):
        vault.unseal(entry.reason, "audit_entries.reason:clinic-1:2")


async def test_a_patient_sees_who_opened_hers_newest_first_and_nobody_elses(store: Store, clock: Clock) -> None:
    for patient, facility in (("one", "clinic-1"), ("two", "clinic-1"), ("one", "hub-2"), ("one", "clinic-1")):
        clock.advance(60)
        await append(store, opened(patient, facility=facility))
    async with store.reading() as records:
        hers = await records.audit.of_patient("one", limit=2)
    assert [(entry.chain, entry.at) for entry in hers] == [("clinic-1", clock.now), ("hub-2", clock.now - 60)]


async def test_a_chain_is_read_page_by_page(store: Store) -> None:
    await append(store, *(opened(f"patient-{number}") for number in range(5)))
    assert [entry.sequence for entry in await entries(store, after=2, limit=2)] == [3, 4]


async def test_a_day_is_signed_once(store: Store) -> None:
    await append(store, opened("one"))
    async with store.writing() as records:
        first = await records.audit.seal_day("2026-09-21", KEY)
        assert await records.audit.seal_day("2026-09-21", KEY) is None
        assert await records.audit.seal_day("2026-09-20", KEY) is None
    assert first is not None
    assert first.heads.keys() == {"clinic-1"}


async def test_of_processes_that_sign_at_once_one_does(store: Store) -> None:
    async def seal() -> bool:
        async with store.writing() as records:
            return await records.audit.seal_day("2026-09-21", KEY) is not None

    await append(store, opened("one"))
    assert sorted(await asyncio.gather(*(seal() for _ in range(4)))) == [False, False, False, True]


async def test_each_day_is_read_back_with_all_its_heads_though_only_moved_ones_are_kept(store: Store) -> None:
    made = []
    for day, chain in (("2026-09-21", "clinic-1"), ("2026-09-22", "hub-2"), ("2026-09-23", "clinic-1")):
        await append(store, opened("one", facility=chain))
        async with store.writing() as records:
            made.append(await records.audit.seal_day(day, KEY))
    async with store.database.reading() as connection:
        assert [seal async for seal in seals(connection)] == made
        assert len((await connection.execute(select(audit_sealed_heads))).all()) == 3


async def test_nothing_that_was_given_as_reason_stands_in_the_table(store: Store) -> None:
    await append(store, opened("one", reason=REASON))
    async with store.database.reading() as connection:
        (row,) = (await connection.execute(select(audit_entries))).all()
    assert REASON not in repr(tuple(row))
