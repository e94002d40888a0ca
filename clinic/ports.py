"""What the clinic needs of a database: transactions over the records that a service names."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeVar

R_co = TypeVar("R_co", covariant=True)


class DatabaseAway(Exception):
    """It does not answer just now: nothing was changed, and a later try may do."""


class Store(Protocol[R_co]):
    """Gives a service its records, all in one transaction. All raise ``DatabaseAway``."""

    def reading(self) -> AbstractAsyncContextManager[R_co]:
        """One snapshot."""

    def glancing(self) -> AbstractAsyncContextManager[R_co]:
        """For one look, or for some that need no common snapshot."""

    def writing(self) -> AbstractAsyncContextManager[R_co]:
        """All of it is kept, or nothing when the block raises."""
