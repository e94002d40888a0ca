"""Which columns the vault seals, for a rotation of keys to find them all: every one of bytes, but those named here."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, LargeBinary, MetaData, Row, Table

NOT_SEALED_ANEW = frozenset(
    {
        "data_keys.wrapped",  # by the master key
        "audit_entries.reason",  # the chain's hashes cover the sealed bytes
        "audit_seals.signature",
    }
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """Each value's place is "<table>.<column>:<primary key>", with a colon between the parts of the key."""

    table: Table
    column: Column[Any]

    @property
    def name(self) -> str:
        return f"{self.table.name}.{self.column.name}"

    def key(self, row: Row[Any]) -> tuple[Any, ...]:
        return tuple(row._mapping[column.name] for column in self.table.primary_key)

    def place(self, row: Row[Any]) -> str:
        return f"{self.name}:{':'.join(str(part) for part in self.key(row))}"


def sealed_columns(tables: MetaData) -> list[Sealed]:
    columns = [Sealed(table, column) for table in tables.sorted_tables for column in table.columns]
    return [each for each in columns if isinstance(each.column.type, LargeBinary) and each.name not in NOT_SEALED_ANEW]
