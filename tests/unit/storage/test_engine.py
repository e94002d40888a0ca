import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from stat import S_IMODE

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, insert, select, text

from storage.engine import Database
from storage.errors import StorageError
from storage.schema import metadata
from storage.tables.rooms import rooms


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "paramarsh.sqlite")
    yield opened
    await opened.close()


def room(name: str) -> dict[str, object]:
    return {"id": name, "created_at": 0.0}


def modes(folder: Path) -> set[int]:
    return {S_IMODE(file.stat().st_mode) for file in folder.iterdir()}


async def names(database: Database) -> list[str]:
    async with database.reading() as connection:
        return sorted((await connection.execute(select(rooms.c.id))).scalars())


async def test_the_migrations_lead_to_the_tables_of_the_schema(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []


async def test_only_the_owner_can_read_the_files(database: Database, tmp_path: Path) -> None:
    async with database.writing() as connection:
        await connection.execute(insert(rooms).values(room("a")))
    assert modes(tmp_path) == {0o600}


async def test_what_raises_in_the_middle_leaves_nothing_behind(database: Database) -> None:
    async def write_and_fail() -> None:
        async with database.writing() as connection:
            await connection.execute(insert(rooms).values(room("a")))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await write_and_fail()
    assert await names(database) == []


async def test_a_reader_does_not_wait_for_a_writer_and_sees_what_was_there_before(database: Database) -> None:
    async with database.writing() as connection:
        await connection.execute(insert(rooms).values(room("a")))
        assert await names(database) == []
    assert await names(database) == ["a"]


async def test_many_writers_at_once_take_turns(database: Database) -> None:
    async def look_and_write(name: str) -> None:
        async with database.writing() as connection:
            assert name not in (await connection.execute(select(rooms.c.id))).scalars().all()
            await connection.execute(insert(rooms).values(room(name)))

    await asyncio.gather(*(look_and_write(f"room-{number:02}") for number in range(30)))
    assert len(await names(database)) == 30


async def test_two_servers_may_open_a_new_file_at_the_same_moment(tmp_path: Path) -> None:
    opened = await asyncio.gather(*(Database.open(tmp_path / "paramarsh.sqlite") for _ in range(4)))
    for database in opened:
        assert await names(database) == []
        await database.close()


async def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "paramarsh.sqlite"
    database = await Database.open(file)
    async with database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await database.close()
    with pytest.raises(StorageError, match="was written by a newer version of Paramarsh"):
        await Database.open(file)


async def test_a_file_that_is_no_database_is_said_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "paramarsh.sqlite"
    file.write_text("not a database " * 100)
    with pytest.raises(StorageError, match=r"cannot be used: file is not a database\."):
        await Database.open(file)


async def test_a_folder_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"cannot be opened: No such file or directory\."):
        await Database.open(tmp_path / "nowhere" / "paramarsh.sqlite")
