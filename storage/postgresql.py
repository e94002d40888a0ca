"""PostgreSQL: for several server processes, and for what one file does not bear."""

import time
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

POOL_SIZE = 10
MOST_CONNECTIONS = 20
CONNECT_SECONDS = 10
IDLE_SECONDS = 0.5
"""Who was not used for longer is asked whether it is still there: a restart takes no less."""
USED_AT = "used_at"

SNAPSHOT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""A reader sees one snapshot, as in SQLite: said with the beginning of the transaction, in one step."""
GLANCE = {"isolation_level": "AUTOCOMMIT"}


def postgresql_engine(url: str) -> AsyncEngine:
    """``url`` as libpq writes it: ``postgresql://user:password@host:port/database``."""
    engine = create_async_engine(
        make_url(url).set(drivername="postgresql+asyncpg"),
        hide_parameters=True,
        pool_size=POOL_SIZE,
        max_overflow=MOST_CONNECTIONS - POOL_SIZE,
        connect_args={"timeout": CONNECT_SECONDS},
    )
    _ask_the_idle(engine.sync_engine)
    return engine


def _ask_the_idle(engine: Engine) -> None:
    """SQLAlchemy's own ``pool_pre_ping`` asks before every transaction: three steps to the server each."""

    def used(connection: Any, record: Any) -> None:
        record.info[USED_AT] = time.monotonic()

    def taken(connection: Any, record: Any, proxy: Any) -> None:
        if time.monotonic() - record.info.get(USED_AT, 0.0) < IDLE_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except (DBAPIError, engine.dialect.loaded_dbapi.Error) as error:
            raise DisconnectionError from error  # the pool takes another one

    event.listen(engine, "checkin", used)
    event.listen(engine, "checkout", taken)
