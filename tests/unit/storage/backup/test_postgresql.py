"""How PostgreSQL's programs are called, shown by programs that write down how."""

from pathlib import Path

import pytest

from storage.backup.postgresql import PostgresqlDatabase
from storage.errors import StorageError

DATABASE = PostgresqlDatabase("postgres://clinic:p%40ss@db.example.org:5433/paramarsh?sslmode=require")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are looked for."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(folder: Path, name: str, script: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o700)


def test_the_password_goes_by_the_environment_alone(programs: Path, tmp_path: Path) -> None:
    program(programs, "pg_dump", f'echo "$@" >{tmp_path}/arguments; echo "$PGPASSWORD" >{tmp_path}/password')
    program(programs, "pg_restore", "true")
    DATABASE.dump(tmp_path / "dump")
    arguments = (tmp_path / "arguments").read_text()
    assert "--dbname postgresql://clinic@db.example.org:5433/paramarsh?sslmode=require" in arguments
    assert "p@ss" not in arguments
    assert "p%40ss" not in arguments
    assert (tmp_path / "password").read_text() == "p@ss\n"


def test_of_what_went_wrong_only_the_first_line_is_passed_on(programs: Path, tmp_path: Path) -> None:
    program(programs, "pg_dump", "echo 'pg_dump: error: out of memory' >&2; echo 'CONTEXT: COPY patients' >&2; exit 1")
    with pytest.raises(StorageError) as error:
        DATABASE.dump(tmp_path / "dump")
    assert error.value.message == "pg_dump failed: pg_dump: error: out of memory"


def test_a_program_that_is_not_there_is_named_with_its_package(programs: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="pg_dump is not there: run  sudo apt-get install postgresql-client"):
        DATABASE.dump(tmp_path / "dump")


def test_a_dump_that_cannot_be_listed_is_no_dump(programs: Path, tmp_path: Path) -> None:
    program(programs, "pg_dump", "true")
    program(programs, "pg_restore", "echo 'pg_restore: error: input file is too short' >&2; exit 1")
    with pytest.raises(StorageError, match="pg_restore failed: pg_restore: error: input file is too short"):
        DATABASE.dump(tmp_path / "dump")
