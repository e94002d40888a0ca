"""After a rotation every sealed value comes under the new key, while the service goes on reading and writing."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import Column, Integer, LargeBinary, MetaData, String, Table, insert, select, update

from storage.engine import Database
from storage.master_keys import MasterKeys
from storage.reseal import reseal
from storage.schema import metadata
from storage.tables.data_keys import data_keys
from storage.tables.sealed import Sealed, sealed_columns
from storage.vault import REFRESH_SECONDS, SETTLING_SECONDS, Vault, VaultError, rotate, sealing_key
from tests.support.clocks import Clock

cards = Table("cards", MetaData(), Column("id", String(32), primary_key=True), Column("holder", LargeBinary))
pages = Table(
    "pages",
    cards.metadata,
    Column("card", String(32), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("text", LargeBinary, nullable=False),
)
HOLDER = Sealed(cards, cards.c.holder)
PAGE = Sealed(pages, pages.c.text)


@pytest.fixture
async def rotated(database: Database, vault: Vault, master_keys: MasterKeys, clock: Clock) -> AsyncIterator[Database]:
    """Seven cards and six pages, sealed before the rotation."""
    async with database.writing() as connection:
        await connection.run_sync(cards.metadata.create_all)
        await connection.execute(insert(cards), [_card(vault, number) for number in range(7)])
        await connection.execute(insert(cards).values(id="nobody", holder=None))
        await connection.execute(insert(pages), [_page(vault, f"{card}", page) for card in (1, 2) for page in range(3)])
    clock.advance(REFRESH_SECONDS)
    await rotate(database, master_keys, clock)
    clock.advance(SETTLING_SECONDS)
    await vault.refresh()
    yield database
    async with database.writing() as connection:
        await connection.run_sync(cards.metadata.drop_all)


async def test_every_value_comes_under_the_new_key_and_says_the_same(
    rotated: Database, vault: Vault, clock: Clock
) -> None:
    assert await reseal(rotated, vault, clock, (HOLDER, PAGE), batch=2) == 13
    holders = await _values(rotated, HOLDER)
    assert {vault.unseal(sealed, f"cards.holder:{key}") for key, sealed in holders.items()} == {
        f"holder {number}" for number in range(7)
    }
    assert {sealing_key(sealed) for sealed in holders.values()} == {vault.current_key.id}


async def test_the_second_time_there_is_nothing_to_do(rotated: Database, vault: Vault, clock: Clock) -> None:
    await reseal(rotated, vault, clock, (HOLDER, PAGE))
    assert await reseal(rotated, vault, clock, (HOLDER, PAGE)) == 0


async def test_older_keys_are_retired_and_still_open_what_they_sealed(
    rotated: Database, vault: Vault, clock: Clock
) -> None:
    kept_elsewhere = (await _values(rotated, HOLDER))["card-3"]
    await reseal(rotated, vault, clock, (HOLDER, PAGE))
    async with rotated.reading() as connection:
        seal_keys = select(data_keys.c.retired_at).where(data_keys.c.kind == "seal").order_by(data_keys.c.created_at)
        assert list(await connection.scalars(seal_keys)) == [clock.now, None]
    assert vault.unseal(kept_elsewhere, "cards.holder:card-3") == "holder 3"


async def test_an_altered_value_stops_it_and_no_key_is_retired(rotated: Database, vault: Vault, clock: Clock) -> None:
    async with rotated.writing() as connection:
        moved = select(cards.c.holder).where(cards.c.id == "card-1").scalar_subquery()
        await connection.execute(update(cards).where(cards.c.id == "card-2").values(holder=moved))
    with pytest.raises(VaultError):
        await reseal(rotated, vault, clock, (HOLDER,))
    async with rotated.reading() as connection:
        assert set(await connection.scalars(select(data_keys.c.retired_at))) == {None}


async def test_what_the_service_writes_meanwhile_is_not_lost(rotated: Database, vault: Vault, clock: Clock) -> None:
    async def write(number: int) -> None:
        async with rotated.writing() as connection:
            changed = vault.seal(f"changed {number}", f"cards.holder:card-{number}")
            await connection.execute(update(cards).where(cards.c.id == f"card-{number}").values(holder=changed))

    await asyncio.gather(reseal(rotated, vault, clock, (HOLDER,), batch=1), *(write(number) for number in range(7)))
    holders = await _values(rotated, HOLDER)
    assert {vault.unseal(sealed, f"cards.holder:{key}") for key, sealed in holders.items()} == {
        f"changed {number}" for number in range(7)
    }


def test_every_column_of_bytes_is_taken_for_a_sealed_one() -> None:
    assert sealed_columns(cards.metadata) == [HOLDER, PAGE]


def test_what_a_chain_has_hashed_is_left_as_it_is() -> None:
    names = {sealed.name for sealed in sealed_columns(metadata)}
    assert {"patients.name", "mobiles.number", "staff.totp_secret"} <= names
    assert not names & {"data_keys.wrapped", "audit_entries.reason", "audit_seals.signature"}


def _card(vault: Vault, number: int) -> dict[str, Any]:
    return {"id": f"card-{number}", "holder": vault.seal(f"holder {number}", f"cards.holder:card-{number}")}


def _page(vault: Vault, card: str, number: int) -> dict[str, Any]:
    return {"card": card, "number": number, "text": vault.seal("text", f"pages.text:{card}:{number}")}


async def _values(database: Database, sealed: Sealed) -> dict[str, bytes]:
    async with database.reading() as connection:
        rows = await connection.execute(select(sealed.table).where(sealed.column.is_not(None)))
        return {row.id: row._mapping[sealed.column.name] for row in rows}
