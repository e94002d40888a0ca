"""Consents and requests for erasure in the database: ``clinic.patients.rights.ConsentsAndErasures``."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.consents.consent import Consent
from clinic.patients.patient import PatientId
from clinic.patients.ports import ErasureRequest, RequestState
from storage.dialect import upsert
from storage.tables.consents import consents, erasure_requests
from storage.tables.patients import patients
from storage.vault import Vault

CONSENT_FIELDS = tuple(Consent.__dataclass_fields__)
REQUEST_FIELDS = tuple(ErasureRequest.__dataclass_fields__)


class ConsentTable:
    """Within the transaction of ``connection``. The text agreed to stands in a file: only its hash is here."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        """Nothing here is sealed: ids, purposes and times."""
        self._connection = connection

    async def add_consent(self, consent: Consent) -> None:
        row = {name: getattr(consent, name) for name in CONSENT_FIELDS}
        await self._connection.execute(insert(consents), row)

    async def consents_of(self, patient: PatientId) -> Sequence[Consent]:
        rows = await self._connection.execute(
            select(consents).where(_is_hers(consents.c.patient, patient)).order_by(consents.c.at, consents.c.id)
        )
        return [Consent(**{name: getattr(row, name) for name in CONSENT_FIELDS}) for row in rows]

    async def withdraw(self, patient: PatientId, purpose: str | None, now: float) -> int:
        living = update(consents).where(_is_hers(consents.c.patient, patient), consents.c.withdrawn_at.is_(None))
        if purpose is not None:
            living = living.where(consents.c.purpose == purpose)
        return (await self._connection.execute(living.values(withdrawn_at=now))).rowcount

    async def add_request(self, request: ErasureRequest) -> bool:
        new = upsert(self._connection, erasure_requests).values(**_row(request), waiting=request.patient)
        done = await self._connection.execute(new.on_conflict_do_nothing(index_elements=[erasure_requests.c.waiting]))
        return done.rowcount == 1

    async def waiting_request(self, patient: PatientId) -> ErasureRequest | None:
        found = await self._requests(erasure_requests.c.waiting == patient, 1)
        return found[0] if found else None

    async def request(self, request: str) -> ErasureRequest | None:
        found = await self._requests(erasure_requests.c.id == request, 1)
        return found[0] if found else None

    async def requests(self, state: RequestState, limit: int) -> Sequence[ErasureRequest]:
        return await self._requests(erasure_requests.c.state == state, limit)

    async def requests_of(self, patient: PatientId) -> Sequence[ErasureRequest]:
        return await self._requests(_is_hers(erasure_requests.c.patient, patient))

    async def decide(self, request: ErasureRequest) -> bool:
        undecided = (erasure_requests.c.id == request.id) & (erasure_requests.c.state == "asked")
        decided = update(erasure_requests).where(undecided).values(**_row(request), waiting=None)
        return (await self._connection.execute(decided)).rowcount == 1

    async def _requests(self, condition: ColumnElement[bool], limit: int | None = None) -> list[ErasureRequest]:
        query = select(erasure_requests).where(condition)
        ordered = query.order_by(erasure_requests.c.asked_at, erasure_requests.c.id).limit(limit)
        return [_request(row) for row in await self._connection.execute(ordered)]


def _is_hers(column: ColumnElement[str], patient: PatientId) -> ColumnElement[bool]:
    """Of the patient as a whole: whichever of the merged records is named, each one's count."""
    asked, part = patients.alias(), patients.alias()
    whole = select(asked.c.merged_into).where(asked.c.id == patient, asked.c.merged_into.is_not(None)).scalar_subquery()
    parts = select(part.c.id).where(
        or_(part.c.id == patient, part.c.merged_into == patient, part.c.id == whole, part.c.merged_into == whole)
    )
    return column.in_(parts)


def _row(request: ErasureRequest) -> dict[str, Any]:
    return {name: getattr(request, name) for name in REQUEST_FIELDS}


def _request(row: Row[Any]) -> ErasureRequest:
    return ErasureRequest(**{name: getattr(row, name) for name in REQUEST_FIELDS})
