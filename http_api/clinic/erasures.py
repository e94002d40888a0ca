"""What patients asked to have erased, and what becomes of it."""

from typing import Annotated, Any

from pydantic import Field

from clinic.patients.rights import Rights
from clinic.staff.permissions import Permission
from http_api.bodies import Body
from http_api.clinic.household import NothingToSay
from http_api.clinic.permits import Permits
from http_api.operations import Answer, Call, Operations, Who


class ErasureRequestAnswer(Answer):
    reference: str
    patient: str
    asked_at: float


class ErasureRequests(Answer):
    requests: list[ErasureRequestAnswer]


class KeptAnswer(Answer):
    """``years``: for how long; null: no end is set."""

    what: str
    why: str
    years: int | None


class ErasedAnswer(Answer):
    erased: list[str]
    kept: list[KeptAnswer]


class RefuseErasure(Body):
    reason: Annotated[str, Field(max_length=500)]


def add_erasures(operations: Operations, rights: Rights, permits: Permits) -> None:
    async def list_erasures(call: Call) -> ErasureRequests:
        await permits.require_at(call, Permission.DECIDE_ERASURE, None)
        found = await rights.waiting()
        return ErasureRequests(
            requests=[
                ErasureRequestAnswer(reference=one.id, patient=one.patient, asked_at=one.asked_at) for one in found
            ]
        )

    async def erase(call: Call, body: NothingToSay) -> ErasedAnswer:
        actor = await permits.require_at(call, Permission.DECIDE_ERASURE, None)
        done = await rights.erase(call.named("reference"), actor)
        kept = [KeptAnswer(what=one.what, why=one.why, years=one.years) for one in done.kept]
        return ErasedAnswer(erased=list(done.erased), kept=kept)

    async def refuse_erasure(call: Call, body: RefuseErasure) -> None:
        actor = await permits.require_at(call, Permission.DECIDE_ERASURE, None)
        await rights.refuse_erasure(call.named("reference"), actor, body.reason)

    staff: dict[str, Any] = {"who": Who.STAFF}
    refused = ("not_permitted", "erasure_unknown", "erasure_decided", "patient_not_yours")
    operations.add(
        "GET",
        "/erasures",
        list_erasures,
        "Requests that wait, the oldest first",
        gives=ErasureRequests,
        refuses=("not_permitted",),
        **staff,
    )
    operations.add(
        "POST",
        "/erasures/{reference}/erase",
        erase,
        "Erase what is personal",
        takes=NothingToSay,
        gives=ErasedAnswer,
        refuses=refused,
        **staff,
    )
    operations.add(
        "POST",
        "/erasures/{reference}/refuse",
        refuse_erasure,
        "Refuse, with a reason",
        takes=RefuseErasure,
        refuses=(*refused, "reason_invalid"),
        **staff,
    )
