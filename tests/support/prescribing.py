"""Prescriptions of a server that runs, written and signed by HTTP as the desk's page would."""

from dataclasses import dataclass
from typing import Any

from tests.support.opd import Department, Doctor, Household

PARACETAMOL: dict[str, Any] = {
    "id": "00000001",
    "medicine": "paracetamol-500-mg-tablet",
    "dosing": {"pattern": "times", "amounts": [1, 0, 1, 0], "days": 5, "food": "after_food"},
}
CETIRIZINE: dict[str, Any] = {
    "id": "00000002",
    "medicine": "cetirizine-10-mg-tablet",
    "dosing": {"pattern": "times", "amounts": [0, 0, 0, 1], "days": 3},
    "instructions": "It may make you sleepy",
}
HELD: dict[str, Any] = {
    "id": "00000009",
    "medicine": "amoxicillin-500-mg-capsule",
    "dosing": {"pattern": "times", "amounts": [1, 1, 1, 0], "days": 5, "food": "after_food"},
}
TOLD: dict[str, Any] = {
    "caller": {"relation": "self"},
    "complaint": "Fever for three days",
    "allergies": "none",
    "medicines": "none",
    "pregnancy": "no",
}


@dataclass
class Visit:
    """A consultation by video that goes on, with a diagnosis written down."""

    doctor: Doctor
    household: Household
    token: str

    @property
    def path(self) -> str:
        return f"/desk/consultations/{self.token}/prescription"

    async def write(self, *lines: dict[str, Any], status: int = 200, **fields: Any) -> dict[str, Any]:
        revision = (await self.doctor.get(self.path))["revision"]
        told = {**({"lines": list(lines)} if lines else {}), **fields}
        return await self.doctor.ask("PATCH", self.path, {"revision": revision, "fields": told}, status)

    async def sign(self, status: int = 200) -> dict[str, Any]:
        sheet = await self.doctor.get(self.path)
        told = {name: sheet[name] for name in ("patient", "revision", "notes_revision")}
        return await self.doctor.post(f"{self.path}/sign", {**told, "identifiers": ["name", "age"]}, status)

    async def amend(self, signed: dict[str, Any], *lines: dict[str, Any]) -> dict[str, Any]:
        told = {"prescription": signed["id"], "reason": "The days were too many"}
        await self.doctor.post(f"{self.path}/amend", told)
        await self.write(*lines)
        return await self.sign()

    async def cancel(self, signed: dict[str, Any]) -> None:
        told = {"prescription": signed["id"], "reason": "It was meant for somebody else"}
        await self.doctor.post(f"{self.path}/cancel", told)

    async def code(self, signed: dict[str, Any]) -> str:
        """The fragment of its QR code's address."""
        given = await self.household.get(f"/prescriptions/{signed['id']}")
        return str(given["verify"]).rpartition("#")[2]


async def visit(opd: Department, name: str = "Asha Devi", age: int = 34, *, told: Any = None, **wish: Any) -> Visit:
    doctor = await opd.doctor()
    household, token = await opd.waiting(name, age, told={**TOLD, **(told or {})}, **wish)
    await doctor.call_next()
    await household.does(token, "answer")
    await doctor.writes(token, diagnoses=[{"code": "R50.9"}], complaint="Fever for three days", advice="Rest")
    return Visit(doctor, household, token)
