"""Bringing a database to the present tables, whatever version it comes from."""

import logging
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parent / "migrations"
TURN = 7_226_352
"""Of PostgreSQL's advisory locks: of two servers that start at once the second finds all done."""


def upgrade(connection: Connection) -> None:
    """In the transaction of that connection: all of it or nothing."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({TURN})")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    if set(MigrationContext.configure(connection).get_current_heads()) != _newest():
        command.upgrade(configuration(connection), "head")


def configuration(connection: Connection) -> Config:
    """Alembic's, without a file of its own."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@cache
def _newest() -> frozenset[str]:
    """Every migration is read for it: once a process."""
    return frozenset(ScriptDirectory(str(MIGRATIONS)).get_heads())
