"""Many rows at once, in statements of bounded size."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from rooms.ports import Refusal

T = TypeVar("T")
AT_ONCE = 500  # rows in one statement, or values in one list


def in_batches(items: Sequence[T], size: int = AT_ONCE) -> Iterator[Sequence[T]]:
    return (items[start : start + size] for start in range(0, len(items), size))


async def inserted(connection: AsyncConnection, statement: Insert, rows: Sequence[dict[str, Any]]) -> None:
    """Raises ``Refusal`` where another transaction has taken a login or a registration just now."""
    try:
        await connection.execute(statement, rows)
    except IntegrityError as error:
        message = "Something has changed since the file was tried. Try it again."
        raise Refusal("import_stale", message) from error
