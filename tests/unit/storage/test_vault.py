"""Sealed values open where they belong and nowhere else; keys are made once, and rotated while others work."""

import asyncio
import hashlib
import hmac
import secrets
from pathlib import Path

import pytest
from sqlalchemy import select, update

from storage.data_keys import DataKey, make_first_keys
from storage.engine import Database
from storage.errors import StorageError
from storage.master_keys import MasterKeys
from storage.tables.data_keys import data_keys
from storage.vault import REFRESH_SECONDS, SETTLING_SECONDS, Vault, VaultError, open_vault, rotate, sealing_key
from tests.support.clocks import Clock

PLACE = "patients.name:9f"
OTHER_ROW = "patients.name:a0"


async def test_a_sealed_value_opens_in_its_place(vault: Vault) -> None:
    for text in ("आशा देवी", "", "\ud800", "x" * 10_000):
        assert vault.unseal(vault.seal(text, PLACE), PLACE) == text


async def test_nothing_of_the_text_is_to_be_seen_in_the_sealed_value(vault: Vault) -> None:
    first, second = vault.seal("Asha", PLACE), vault.seal("Asha", PLACE)
    assert b"Asha" not in first
    assert first != second


async def test_a_value_moved_to_another_row_does_not_open(vault: Vault) -> None:
    with pytest.raises(VaultError):
        vault.unseal(vault.seal("Asha", PLACE), OTHER_ROW)


async def test_a_value_with_any_bit_flipped_does_not_open(vault: Vault) -> None:
    sealed = vault.seal("Asha", PLACE)
    for position in range(len(sealed) * 8):
        flipped = bytearray(sealed)
        flipped[position // 8] ^= 1 << position % 8
        with pytest.raises(VaultError):
            vault.unseal(bytes(flipped), PLACE)


async def test_a_truncated_value_does_not_open(vault: Vault) -> None:
    sealed = vault.seal("Asha", PLACE)
    for length in range(len(sealed)):
        with pytest.raises(VaultError):
            vault.unseal(sealed[:length], PLACE)


async def test_a_lookup_is_the_keyed_hash_of_kind_and_text(database: Database, clock: Clock) -> None:
    """Compared with another implementation of RFC 2104."""
    vault = _vault_of(database, clock, lookup=b"k" * 32)
    expected = hmac.new(b"k" * 32, b"mobile\x00+919812345678", hashlib.sha256).hexdigest()
    assert vault.lookup("mobile", "+919812345678") == expected


async def test_lookups_of_two_kinds_differ(vault: Vault) -> None:
    assert vault.lookup("mobile", "12") != vault.lookup("abha", "12")


async def test_a_value_sealed_by_the_first_version_opens_for_ever(database: Database, clock: Clock) -> None:
    """Made with AES-256-GCM alone: 32 bytes of 0x73, a nonce of zeros, the header and the place authenticated."""
    sealed = bytes.fromhex("01" + "ab" * 16 + "00" * 12 + "2e5c832c06a4433df096b4b491339bab3d83949e")
    vault = _vault_of(database, clock, seal=b"s" * 32)
    assert vault.unseal(sealed, PLACE) == "Asha"


def test_unwrapping_gives_the_published_answer() -> None:
    """McGrew and Viega, The Galois/Counter Mode of Operation, test case 14."""
    wrapped = bytes(12) + bytes.fromhex("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919")
    assert MasterKeys({"zero": bytes(32)}, "zero").unwrap(wrapped, "", "zero") == bytes(16)


async def test_the_same_keys_are_there_the_next_time(
    database: Database, vault: Vault, master_keys: MasterKeys, clock: Clock
) -> None:
    again = await open_vault(database, master_keys, clock)
    assert again.unseal(vault.seal("Asha", PLACE), PLACE) == "Asha"
    assert again.lookup("mobile", "1") == vault.lookup("mobile", "1")


async def test_of_processes_that_start_at_once_one_makes_the_keys(
    place: Path | str, database: Database, master_keys: MasterKeys, clock: Clock
) -> None:
    others = [await Database.open(place) for _ in range(4)]
    await asyncio.gather(*(make_first_keys(other, master_keys, clock) for other in others))
    for other in others:
        await other.close()
    assert sorted([kind for kind, _ in await _kept(database)]) == ["lookup", "seal"]


async def test_no_key_is_kept_in_the_clear(database: Database, vault: Vault) -> None:
    async with database.reading() as connection:
        wrapped = list(await connection.scalars(select(data_keys.c.wrapped)))
    assert wrapped
    assert all(vault.current_key.key not in each for each in wrapped)
    assert vault.current_key.key.hex() not in repr(vault.current_key)


@pytest.mark.usefixtures("vault")
async def test_a_missing_master_key_is_named(database: Database, clock: Clock) -> None:
    with pytest.raises(StorageError, match='needs the master key "first"'):
        await open_vault(database, _masters("second"), clock)


@pytest.mark.usefixtures("vault")
async def test_another_master_key_of_the_same_name_is_refused(database: Database, clock: Clock) -> None:
    with pytest.raises(StorageError, match='"first" is not the one'):
        await open_vault(database, _masters("first"), clock)


async def test_a_data_key_put_in_the_place_of_another_is_refused(
    database: Database, vault: Vault, master_keys: MasterKeys, clock: Clock
) -> None:
    await rotate(database, master_keys, clock)
    async with database.writing() as connection:
        foreign = select(data_keys.c.wrapped).where(data_keys.c.kind == "lookup").scalar_subquery()
        await connection.execute(
            update(data_keys).where(data_keys.c.id == vault.current_key.id).values(wrapped=foreign)
        )
    with pytest.raises(StorageError):
        await open_vault(database, master_keys, clock)


async def test_after_a_rotation_the_old_master_key_is_needed_no_more(
    database: Database, vault: Vault, master_keys: MasterKeys, clock: Clock
) -> None:
    sealed, looked_up = vault.seal("Asha", PLACE), vault.lookup("mobile", "1")
    new = _masters("second")
    await rotate(database, MasterKeys({**master_keys.keys, **new.keys}, "second"), clock)
    again = await open_vault(database, new, clock)
    assert again.unseal(sealed, PLACE) == "Asha"
    assert again.lookup("mobile", "1") == looked_up
    assert {master for _, master in await _kept(database)} == {"second"}


async def test_a_rotation_without_the_old_master_key_changes_nothing(
    database: Database, vault: Vault, clock: Clock
) -> None:
    before = await _kept(database)
    with pytest.raises(StorageError):
        await rotate(database, _masters("second"), clock)
    assert await _kept(database) == before


async def test_a_new_key_seals_only_when_every_process_has_seen_it(
    database: Database, vault: Vault, master_keys: MasterKeys, clock: Clock
) -> None:
    clock.advance(SETTLING_SECONDS)
    first = vault.current_key.id
    await rotate(database, master_keys, clock)
    clock.advance(REFRESH_SECONDS)
    await vault.refresh()
    assert sealing_key(vault.seal("Asha", PLACE)) == first
    clock.advance(SETTLING_SECONDS - REFRESH_SECONDS)
    assert sealing_key(vault.seal("Asha", PLACE)) != first


async def test_a_running_process_opens_what_another_sealed_with_a_new_key(
    database: Database, vault: Vault, master_keys: MasterKeys, clock: Clock
) -> None:
    clock.advance(1)
    await rotate(database, master_keys, clock)
    clock.advance(SETTLING_SECONDS)
    other = await open_vault(database, master_keys, clock)
    sealed = other.seal("Asha", PLACE)
    with pytest.raises(VaultError):
        vault.unseal(sealed, PLACE)
    await vault.refresh()
    assert vault.unseal(sealed, PLACE) == "Asha"


async def test_a_process_without_the_new_master_key_goes_on_with_the_keys_it_has(
    database: Database, vault: Vault, master_keys: MasterKeys, clock: Clock
) -> None:
    sealed = vault.seal("Asha", PLACE)
    await rotate(database, MasterKeys({**master_keys.keys, **_masters("second").keys}, "second"), clock)
    clock.advance(SETTLING_SECONDS)
    await vault.refresh()
    assert vault.unseal(sealed, PLACE) == "Asha"
    assert vault.unseal(vault.seal("Ravi", PLACE), PLACE) == "Ravi"


def _masters(name: str) -> MasterKeys:
    return MasterKeys({name: secrets.token_bytes(32)}, name)


def _vault_of(database: Database, clock: Clock, lookup: bytes = bytes(32), seal: bytes = bytes(32)) -> Vault:
    keys = {"lookup": DataKey("lookup", lookup, 0.0, False), "ab" * 16: DataKey("ab" * 16, seal, 0.0, False)}
    return Vault(database, _masters("first"), keys, clock)


async def _kept(database: Database) -> list[tuple[str, str]]:
    """Kind and master key of each."""
    async with database.reading() as connection:
        rows = await connection.execute(select(data_keys.c.kind, data_keys.c.master_key).order_by(data_keys.c.id))
        return [(row.kind, row.master_key) for row in rows]
