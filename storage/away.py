"""Telling a database that does not answer from one that refuses: ``clinic.ports.DatabaseAway``."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from clinic.ports import DatabaseAway

STARTING_OR_ENDING = ("57P", "08")
"""Of PostgreSQL's codes: operator intervention, and connection exceptions (appendix A)."""


@contextmanager
def database_here() -> Iterator[None]:
    """Raises ``DatabaseAway`` in the place of what a driver says when nobody answers."""
    try:
        yield
    except DBAPIError as error:
        if _is_away(error):
            raise DatabaseAway from error
        raise
    except (ConnectionError, NoConnectionLeft) as error:
        raise DatabaseAway from error


def _is_away(error: DBAPIError) -> bool:
    code = str(getattr(error.orig, "sqlstate", None) or "")
    return error.connection_invalidated or isinstance(error, InterfaceError) or code.startswith(STARTING_OR_ENDING)
