"""A backup taken while others write, restored, and every way in which that must be refused."""

import asyncio
import json
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import obstore
import pytest
from obstore.store import ObjectStore
from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, func, insert, select, update

from clinic.uploads.blobs import BlobId
from storage.backup import Manifest, backup, restore
from storage.backup.databases import database_at
from storage.blobs.encrypted import EncryptedBlobs
from storage.blobs.objects import in_bucket, in_folder
from storage.engine import Database
from storage.errors import StorageError
from storage.vault import MasterKeys, open_vault
from tests.support.clocks import Clock
from tests.support.databases import ENGINES, empty_place
from tests.support.postgresql import PostgreSQL
from tests.support.s3 import new_bucket, running_s3

# Each transaction adds 1 to both counters and writes one entry: a state in between would show.
metadata = MetaData()
counters = Table("counters", metadata, Column("id", Integer, primary_key=True), Column("count", Integer))
entries = Table("entries", metadata, Column("id", Integer, primary_key=True), Column("first", Integer))
# So that copying takes long enough for others to write meanwhile.
ballast = Table("ballast", metadata, Column("id", Integer, primary_key=True), Column("bytes", LargeBinary))
BALLAST_BYTES = 4_000_000

BLOBS = [BlobId(f"{number:032x}") for number in range(0, 2**121, 2**116 + 1)]


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    with running_s3() as endpoint:
        yield endpoint


@pytest.fixture(params=["folder", "s3"])
def objects(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    if request.param == "folder":
        return in_folder(tmp_path / "files")
    return in_bucket(replace(new_bucket(request.getfixturevalue("s3")), prefix="clinic"))


@pytest.fixture(params=ENGINES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | str]:
    """A database that nobody else ever uses: these tests change its tables, and replace it whole."""
    if request.param == "sqlite":
        yield empty_place(request, tmp_path)
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    name = server.create(request.getfixturevalue("postgresql_template"))
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def elsewhere(place: Path | str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | str]:
    """An empty place of the same kind."""
    if isinstance(place, Path):
        yield tmp_path / "elsewhere" / "paramarsh.sqlite"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    name = server.create()
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def other_objects(tmp_path: Path) -> ObjectStore:
    return in_folder(tmp_path / "elsewhere" / "files")


@pytest.fixture
async def counting(database: Database) -> Database:
    async with database.writing() as connection:
        await connection.run_sync(metadata.create_all)
        await connection.execute(insert(ballast), [{"id": 1, "bytes": os.urandom(BALLAST_BYTES)}])
        await connection.execute(insert(counters), [{"id": 1, "count": 0}, {"id": 2, "count": 0}])
    return database


async def count_once(database: Database) -> None:
    async with database.writing() as connection:
        for counter in (1, 2):
            one_more = update(counters).where(counters.c.id == counter).values(count=counters.c.count + 1)
            await connection.execute(one_more)
            await asyncio.sleep(0)
        first = select(counters.c.count).where(counters.c.id == 1).scalar_subquery()
        await connection.execute(insert(entries).values(first=first))


async def count_for_ever(database: Database) -> None:
    while True:
        await count_once(database)


async def state_of(database: Database) -> tuple[int, int, int, int]:
    async with database.reading() as connection:
        both = (await connection.execute(select(counters.c.count).order_by(counters.c.id))).scalars().all()
        found = (await connection.execute(select(func.count(), func.max(entries.c.first)).select_from(entries))).one()
    return both[0], both[1], found[0], found[1] or 0


async def parts(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def read(blobs: EncryptedBlobs, blob: BlobId) -> bytes:
    return b"".join([piece async for piece in blobs.open(blob)])


async def taken(place: Path | str, objects: ObjectStore, target: Path) -> Manifest:
    return await asyncio.to_thread(backup, place, objects, target, Clock().now)


async def restored(place: Path | str, objects: ObjectStore, source: Path, *, replace: bool = False) -> Manifest:
    return await asyncio.to_thread(restore, place, objects, source, replace=replace)


def listing(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*")}


async def test_a_backup_taken_under_load_is_one_state_that_was(
    counting: Database, place: Path | str, elsewhere: Path | str, other_objects: ObjectStore, tmp_path: Path
) -> None:
    writers = [asyncio.create_task(count_for_ever(counting)) for _ in range(4)]
    seen = []
    for number in range(3):
        before = await state_of(counting)
        await taken(place, in_folder(tmp_path / "files"), tmp_path / f"backup-{number}")
        seen.append((before, await state_of(counting)))
    for writer in writers:
        writer.cancel()
    await asyncio.gather(*writers, return_exceptions=True)
    for number, (before, after) in enumerate(seen):
        await restored(elsewhere, other_objects, tmp_path / f"backup-{number}", replace=True)
        opened = await Database.open(elsewhere)
        first, second, entered, last = await state_of(opened)
        await opened.close()
        assert first == second == entered == last
        assert before[0] <= first <= after[0]
        assert before[0] < after[0], "nobody wrote meanwhile"


async def test_files_come_back_and_open_with_the_restored_keys(
    database: Database,
    place: Path | str,
    objects: ObjectStore,
    elsewhere: Path | str,
    other_objects: ObjectStore,
    master_keys: MasterKeys,
    clock: Clock,
    tmp_path: Path,
) -> None:
    blobs = EncryptedBlobs(database, await open_vault(database, master_keys, clock), objects)
    contents = {blob: os.urandom(1000 * index) for index, blob in enumerate(BLOBS)}
    for blob, content in contents.items():
        await blobs.put(blob, parts(content))
    manifest = await taken(place, objects, tmp_path / "backup")
    await restored(elsewhere, other_objects, tmp_path / "backup")
    opened = await Database.open(elsewhere)
    again = EncryptedBlobs(opened, await open_vault(opened, master_keys, clock), other_objects)
    found = {blob: await read(again, blob) for blob in BLOBS}
    await opened.close()
    assert manifest.files == len(BLOBS)
    assert found == contents


async def test_a_file_that_is_deleted_while_the_backup_runs_does_no_harm(
    database: Database, place: Path | str, objects: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in ("00/" + "0" * 32, "11/" + "1" * 32):
        await obstore.put_async(objects, path, b"encrypted")
    get = obstore.get

    def gone_meanwhile(store: ObjectStore, path: str) -> object:
        if path.startswith("00"):
            obstore.delete(store, path)
        return get(store, path)

    monkeypatch.setattr(obstore, "get", gone_meanwhile)
    assert (await taken(place, objects, tmp_path / "backup")).files == 1


async def test_a_backup_is_its_owners_alone_and_can_be_checked_without_us(
    counting: Database, place: Path | str, objects: ObjectStore, tmp_path: Path
) -> None:
    await obstore.put_async(objects, "00/" + "0" * 32, b"encrypted")
    target = tmp_path / "backup"
    manifest = await taken(place, objects, target)
    checked = await asyncio.to_thread(
        subprocess.run, ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=target, capture_output=True, check=True
    )
    assert checked.stdout.decode().splitlines() == [f"{manifest.dump}: OK", f"files/00/{'0' * 32}: OK"]
    assert target.stat().st_mode & 0o777 == 0o700
    assert json.loads((target / "manifest.json").read_text())["made_at"].startswith("2026-09-")


async def test_a_backup_that_fails_leaves_nothing_behind(counting: Database, place: Path | str, tmp_path: Path) -> None:
    class Broken:
        pass

    folder = tmp_path / "here"
    folder.mkdir()
    with suppress(Exception):
        await taken(place, Broken(), folder / "backup")  # type: ignore[arg-type]
    with pytest.raises(StorageError):
        await taken(_without(place), in_folder(tmp_path / "files"), folder / "backup")
    assert listing(folder) == set()


def _without(place: Path | str) -> Path | str:
    return place.with_name("nowhere.sqlite") if isinstance(place, Path) else f"{place}_nowhere"


async def test_a_target_that_is_there_is_left_alone(counting: Database, place: Path | str, tmp_path: Path) -> None:
    (tmp_path / "backup").mkdir()
    with pytest.raises(StorageError, match="is there already"):
        await taken(place, in_folder(tmp_path / "files"), tmp_path / "backup")
    with pytest.raises(StorageError, match=r"cannot be made: No such file or directory\."):
        await taken(place, in_folder(tmp_path / "files"), tmp_path / "nowhere" / "backup")
    assert listing(tmp_path / "backup") == set()


async def test_a_database_in_use_is_not_replaced(counting: Database, place: Path | str, tmp_path: Path) -> None:
    objects = in_folder(tmp_path / "files")
    await taken(place, objects, tmp_path / "backup")
    await count_once(counting)
    with pytest.raises(StorageError, match="in use: stop the server first"):
        await restored(place, objects, tmp_path / "backup", replace=True)
    assert (await state_of(counting))[0] == 1
    await count_once(counting)


async def test_data_that_are_there_are_replaced_only_when_told_so(
    counting: Database, place: Path | str, objects: ObjectStore, tmp_path: Path
) -> None:
    kept, later = "00/" + "0" * 32, "11/" + "1" * 32
    await obstore.put_async(objects, kept, b"as it was")
    await taken(place, objects, tmp_path / "backup")
    await count_once(counting)
    async with counting.writing() as connection:
        await connection.exec_driver_sql("CREATE TABLE of_a_newer_version (id INTEGER)")
    await counting.close()
    await obstore.put_async(objects, kept, b"changed")
    await obstore.put_async(objects, later, b"one more")
    with pytest.raises(StorageError, match="There are data already"):
        await restored(place, objects, tmp_path / "backup")
    await restored(place, objects, tmp_path / "backup", replace=True)
    opened = await Database.open(place)
    assert (await state_of(opened))[0] == 0
    async with opened.writing() as connection:
        await connection.exec_driver_sql("CREATE TABLE of_a_newer_version (id INTEGER)")
    await opened.close()
    assert [entry["path"] for page in obstore.list(objects) for entry in page] == [kept]
    assert bytes(obstore.get(objects, kept).bytes()) == b"as it was"


async def test_files_alone_count_as_data_too(
    counting: Database, place: Path | str, elsewhere: Path | str, other_objects: ObjectStore, tmp_path: Path
) -> None:
    await taken(place, in_folder(tmp_path / "files"), tmp_path / "backup")
    await obstore.put_async(other_objects, "00/" + "0" * 32, b"somebody's")
    with pytest.raises(StorageError, match="There are data already"):
        await restored(elsewhere, other_objects, tmp_path / "backup")


def _flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def _write(file: Path, content: str) -> None:
    file.write_text(content)


def _point_outside(folder: Path) -> None:
    """With all checksums right, as an attacker would have them."""
    (folder.parent / "secret").write_bytes(b"secret")
    digest = subprocess.check_output(["sha256sum", folder.parent / "secret"], text=True)[:64]
    sums = (folder / "SHA256SUMS").read_text() + f"{digest}  files/../../secret\n"
    (folder / "SHA256SUMS").write_text(sums)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["sums_sha256"] = subprocess.check_output(["sha256sum", folder / "SHA256SUMS"], text=True)[:64]
    manifest["files"] += 1
    (folder / "manifest.json").write_text(json.dumps(manifest))


DAMAGE: dict[str, Callable[[Path], None]] = {
    "a bit of a file": lambda folder: _flip(folder / "files" / "00" / ("0" * 32)),
    "a file gone": lambda folder: (folder / "files" / "00" / ("0" * 32)).unlink(),
    "a bit of the database": lambda folder: _flip(next(folder.glob("database.*"))),
    "the database gone": lambda folder: next(folder.glob("database.*")).unlink(),
    "a checksum": lambda folder: _flip(folder / "SHA256SUMS"),
    "the checksums gone": lambda folder: (folder / "SHA256SUMS").unlink(),
    "the manifest gone": lambda folder: (folder / "manifest.json").unlink(),
    "the manifest is something else": lambda folder: _write(folder / "manifest.json", "[1]"),
    "a newer manifest": lambda folder: _write(folder / "manifest.json", '{"format": 2}'),
    "a path out of the folder": _point_outside,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
async def test_a_damaged_backup_replaces_nothing(
    counting: Database, place: Path | str, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    objects = in_folder(tmp_path / "files")
    await obstore.put_async(objects, "00/" + "0" * 32, b"encrypted")
    await taken(place, objects, tmp_path / "backup")
    await count_once(counting)
    await counting.close()
    damage(tmp_path / "backup")
    with pytest.raises(StorageError, match=r"is damaged|is no backup|newer version"):
        await restored(place, objects, tmp_path / "backup", replace=True)
    opened = await Database.open(place)
    assert (await state_of(opened))[0] == 1
    await opened.close()


async def test_a_dump_that_cannot_be_loaded_leaves_the_former_database(
    counting: Database, place: Path | str, tmp_path: Path
) -> None:
    await count_once(counting)
    await counting.close()
    (tmp_path / "dump").write_bytes(b"this is no dump")
    with pytest.raises(StorageError):
        await asyncio.to_thread(database_at(place).load, tmp_path / "dump")
    opened = await Database.open(place)
    assert (await state_of(opened))[0] == 1
    await opened.close()


@pytest.mark.parametrize("place", [ENGINES[1]], indirect=True)
async def test_one_kind_of_database_does_not_take_the_other_ones_backup(
    counting: Database, place: Path | str, tmp_path: Path
) -> None:
    objects = in_folder(tmp_path / "files")
    await taken(place, objects, tmp_path / "backup")
    with pytest.raises(StorageError, match="is a backup of postgresql, and the settings name sqlite"):
        await restored(tmp_path / "paramarsh.sqlite", objects, tmp_path / "backup")


async def test_an_sqlite_file_that_is_ruined_can_be_replaced(tmp_path: Path) -> None:
    file, objects = tmp_path / "paramarsh.sqlite", in_folder(tmp_path / "files")
    await (await Database.open(file)).close()
    await taken(file, objects, tmp_path / "backup")
    file.write_bytes(b"ruined" * 1000)
    with pytest.raises(StorageError, match="There are data already"):
        await restored(file, objects, tmp_path / "backup")
    await restored(file, objects, tmp_path / "backup", replace=True)
    await (await Database.open(file)).close()
    assert file.stat().st_mode & 0o777 == 0o600


async def test_a_damaged_sqlite_file_does_not_pass_for_a_backup(tmp_path: Path) -> None:
    file = tmp_path / "paramarsh.sqlite"
    await (await Database.open(file)).close()
    shutil.copyfile(file, tmp_path / "whole")
    content = bytearray(file.read_bytes())
    content[4096:8192] = bytes(4096)
    file.write_bytes(content)
    with pytest.raises(StorageError, match=r"damaged|cannot be read|cannot be copied"):
        await taken(file, in_folder(tmp_path / "files"), tmp_path / "backup")
    assert not (tmp_path / "backup").exists()
