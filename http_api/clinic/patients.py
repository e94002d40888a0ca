"""One patient: registering her, what is told of her later, and what she may ask of us."""

import json
from http import HTTPStatus
from typing import Annotated, Any, cast

from aiohttp import web
from pydantic import Field

from clinic.consents.consent import Agreed
from clinic.patients.patient import Changes, NewPatient, Patient, PatientId
from clinic.patients.registration import Patients
from http_api.bodies import Body
from http_api.clinic.household import (
    Age,
    Gender,
    NothingToSay,
    Relation,
    WrittenDate,
    age_years,
    birth_date,
    missing,
)
from http_api.operations import Answer, Call, Operations, Who
from rooms.ports import Refusal

PATIENT_HEADER = "X-Patient"
Text = Annotated[str, Field(max_length=400)]


class NoticeSeen(Body):
    """The text that was shown and agreed to."""

    purpose: Annotated[str, Field(max_length=32)]
    version: int
    language: Annotated[str, Field(max_length=16)]


class RegisterPatient(Body):
    """An age or a date of birth, one of both."""

    name: Text
    age: Age | None = None
    birth_date: WrittenDate | None = None
    gender: Gender
    relation: Relation = "self"
    notice: NoticeSeen


class ChangePatient(Body):
    """What is given is changed; null empties what may be empty."""

    name: Text | None = None
    age: Age | None = None
    birth_date: WrittenDate | None = None
    gender: Gender | None = None
    relation: Relation | None = None
    address: Text | None = None
    pin_code: Text | None = None
    state: int | None = None
    district: Text | None = None
    language: Text | None = None
    abha_number: Text | None = None
    abha_address: Text | None = None


class PatientAnswer(Answer):
    id: str
    name: str
    age: int
    birth_date: str | None
    gender: Gender
    relation: Relation
    address: str | None
    pin_code: str | None
    state: int | None
    district: str | None
    language: str | None
    abha_number: str | None
    abha_address: str | None
    missing: list[str]


def add_patients(operations: Operations, patients: Patients) -> None:
    async def register_patient(call: Call, body: RegisterPatient) -> PatientAnswer:
        told = NewPatient(body.name, body.gender, body.relation, body.age, body.birth_date)
        notice = body.notice
        agreed = Agreed(notice.purpose, notice.version, notice.language, "ticked on page")
        return shown(await patients.register(told, agreed, call.actor), call.now)

    async def get_patient(call: Call) -> PatientAnswer:
        return shown(await patients.choose(named(call), call.actor), call.now)

    async def change_patient(call: Call, body: ChangePatient) -> PatientAnswer:
        return shown(await patients.update(current(call), _changes(body), call.actor), call.now)

    async def remove_patient(call: Call) -> None:
        await patients.remove(current(call), call.actor)

    async def restore_patient(call: Call, body: NothingToSay) -> PatientAnswer:
        return shown(await patients.restore(named(call), call.actor), call.now)

    mine: dict[str, Any] = {"who": Who.PATIENT}
    one: dict[str, Any] = mine | {"gives": PatientAnswer}
    yours = ("patient_not_yours",)
    operations.add(
        "POST",
        "/patients",
        register_patient,
        "Register who is ill",
        takes=RegisterPatient,
        status=HTTPStatus.CREATED,
        refuses=(
            "name_invalid",
            "birth_invalid",
            "notice_unknown",
            "consent_not_so",
            "patient_already_here",
            "household_full",
            "household_ended",
            "second_fact_needed",
        ),
        **one,
    )
    operations.add("GET", "/patients/{patient}", get_patient, "All that was told of her", refuses=yours, **one)
    operations.add(
        "PATCH",
        "/patients/{patient}",
        change_patient,
        "Tell more, or otherwise",
        takes=ChangePatient,
        refuses=(*yours, "not_current_patient", "field_invalid", "pin_code_invalid", "abha_number_invalid"),
        **one,
    )
    operations.add(
        "DELETE",
        "/patients/{patient}",
        remove_patient,
        "The wrong person: take her off the list",
        refuses=(*yours, "not_current_patient"),
        **mine,
    )
    operations.add(
        "POST",
        "/patients/{patient}/restore",
        restore_patient,
        "Put her back on the list",
        takes=NothingToSay,
        refuses=yours,
        **one,
    )


def named(call: Call) -> PatientId:
    return PatientId(call.named("patient"))


def current(call: Call) -> PatientId:
    """The patient of the address, who must be the one that the page shows. Raises ``Refusal``."""
    if call.request.headers.get(PATIENT_HEADER) != call.named("patient"):
        raise Refusal("not_current_patient", "This page shows somebody else by now. Please look again.")
    return named(call)


def shown(patient: Patient, now: float) -> PatientAnswer:
    return PatientAnswer(
        id=patient.id,
        name=patient.name,
        age=age_years(patient, now),
        birth_date=birth_date(patient),
        gender=patient.gender,
        relation=patient.relation,
        address=patient.address,
        pin_code=patient.pin_code,
        state=patient.state,
        district=patient.district,
        language=patient.language,
        abha_number=patient.abha_number,
        abha_address=patient.abha_address,
        missing=missing(patient),
    )


def json_file(name: str, content: object) -> web.Response:
    """To be kept, not shown."""
    return web.Response(
        text=json.dumps(content, ensure_ascii=False, indent=2),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _changes(body: ChangePatient) -> Changes:
    given = {name: getattr(body, name) for name in body.model_fields_set}
    if "age" in given:
        given["age_years"] = given.pop("age")
    return cast(Changes, given)
