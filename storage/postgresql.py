"""PostgreSQL: for several server processes, and for what one file does not bear."""

from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

POOL_SIZE = 10
MOST_CONNECTIONS = 20
CONNECT_SECONDS = 10


def postgresql_engine(url: str) -> AsyncEngine:
    """``url`` as libpq writes it: ``postgresql://user:password@host:port/database``."""
    engine = create_async_engine(
        make_url(url).set(drivername="postgresql+asyncpg"),
        hide_parameters=True,
        pool_size=POOL_SIZE,
        max_overflow=MOST_CONNECTIONS - POOL_SIZE,
        pool_pre_ping=True,
        connect_args={"timeout": CONNECT_SECONDS},
    )
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """A reader sees one snapshot, as in SQLite."""
    if not connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
