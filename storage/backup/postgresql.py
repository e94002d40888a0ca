"""A PostgreSQL database, copied by its own programs: ``pg_dump`` sees one snapshot while others write."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from sqlalchemy.engine import make_url

from storage.errors import StorageError

# Where the former tables wait until the restored ones are there.
ASIDE = "replaced_by_restore"

TABLES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


@dataclass(frozen=True, slots=True)
class PostgresqlDatabase:
    """``url`` as libpq writes it. Its tables are in the schema "public"."""

    kind: ClassVar[str] = "postgresql"
    url: str

    def dump(self, target: Path) -> None:
        self._run("pg_dump", "--format=custom", f"--exclude-schema={ASIDE}", "--file", str(target))
        _run(["pg_restore", "--list", str(target)], os.environ)

    def is_in_use(self) -> bool:
        return self._ask(OTHERS) != "0"

    def is_empty(self) -> bool:
        return not self._ask(TABLES)

    def load(self, dump: Path) -> None:
        tables = self._ask(TABLES).split()
        self._do(f"DROP SCHEMA IF EXISTS {ASIDE} CASCADE", f"CREATE SCHEMA {ASIDE}", *_moved(tables, "public", ASIDE))
        try:
            self._run("pg_restore", "--single-transaction", "--no-owner", "--no-privileges", str(dump))
        except StorageError:
            self._do(*_moved(tables, ASIDE, "public"), f"DROP SCHEMA {ASIDE}")
            raise
        self._do(f"DROP SCHEMA {ASIDE} CASCADE")

    def _ask(self, query: str) -> str:
        return self._run("psql", *PSQL, "--command", query).strip()

    def _do(self, *statements: str) -> None:
        """All of them or none."""
        self._run("psql", *PSQL, "--single-transaction", *(f"--command={statement}" for statement in statements))

    def _run(self, program: str, *arguments: str) -> str:
        url = make_url(self.url)
        password = {} if url.password is None else {"PGPASSWORD": url.password}
        target = url.set(drivername="postgresql")._replace(password=None).render_as_string()
        return _run([program, "--no-password", "--dbname", target, *arguments], {**os.environ, **password})


PSQL = ("--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", "--set=VERBOSITY=terse")


def _moved(tables: list[str], source: str, target: str) -> list[str]:
    return [f"ALTER TABLE {source}.{table} SET SCHEMA {target}" for table in tables]


def _run(command: list[str], environment: "os._Environ[str] | dict[str, str]") -> str:
    """What it prints. A password goes by the environment: other users of the machine can read a command line."""
    try:
        done = subprocess.run(  # noqa: S603 - programs of ours, with arguments of ours
            command, env={**environment, "PGCONNECT_TIMEOUT": "10"}, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise StorageError(f"{command[0]} is not there: run  sudo apt-get install postgresql-client.") from error
    if done.returncode:
        raise StorageError(f"{command[0]} failed: {_first_line(done.stderr)}")
    return done.stdout


def _first_line(said: str) -> str:
    """What comes after it may quote rows of the database."""
    return next(iter(said.splitlines()), "it did not say why.")
