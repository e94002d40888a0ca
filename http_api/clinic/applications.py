"""A doctor applies; and what she can choose from."""

from http import HTTPStatus
from typing import Annotated, Literal

from pydantic import Field

from clinic.facilities.facilities import Facilities
from clinic.identity.guard import Guard
from clinic.staff.application import System, councils
from clinic.staff.applications import ApplicationForm, Applications
from clinic.staff.choices import LANGUAGES, SPECIALITIES
from http_api.bodies import Body
from http_api.clinic.staff_sign_in import PASSWORD_PROBLEMS
from http_api.clinic.uploads import owner_of
from http_api.operations import Answer, Call, Operations

INVALID = (
    "name_invalid",
    "mobile_invalid",
    "email_invalid",
    "council_invalid",
    "registration_invalid",
    "year_invalid",
    "qualification_invalid",
    "system_invalid",
    "speciality_invalid",
    "languages_invalid",
    "gender_invalid",
    "document_missing",
)
Line = Annotated[str, Field(min_length=1, max_length=254)]


class Named(Answer):
    code: str
    name_en: str
    name_hi: str


class CouncilAnswer(Answer):
    """``systems``: of medicine, whose practitioners it registers."""

    code: str
    name: str
    systems: list[str]


class Choices(Answer):
    councils: list[CouncilAnswer]
    specialities: list[Named]
    systems: list[str]
    languages: list[Named]


class Apply(Body):
    """``document``: a finished upload of this browser. ``login`` is the e-mail address."""

    name: Line
    mobile: Annotated[str, Field(max_length=40)]
    email: Line
    password: Annotated[str, Field(max_length=200)]
    role: Literal["doctor", "specialist"] = "doctor"
    council: Line
    registration_number: Line
    registration_year: int
    qualification: Line
    system: Line
    speciality: Line
    languages: Annotated[list[Line], Field(max_length=25)]
    gender: Line
    facility_code: Line
    document: Annotated[str, Field(max_length=64)]


class Applied(Answer):
    reference: str


def add_applications(operations: Operations, applications: Applications, facilities: Facilities, guard: Guard) -> None:
    async def get_choices(call: Call) -> Choices:
        return _CHOICES

    async def apply(call: Call, body: Apply) -> Applied:
        await guard.take("application", call.device, call.origin)
        facility = await facilities.by_code(body.facility_code)
        return Applied(reference=await applications.apply(_form(body, facility.id), call.origin, owner_of(call)))

    operations.add("GET", "/staff/choices", get_choices, "What can be chosen in an application", gives=Choices)
    operations.add(
        "POST",
        "/staff/applications",
        apply,
        "Apply as a doctor",
        takes=Apply,
        gives=Applied,
        status=HTTPStatus.CREATED,
        refuses=("already_applied", "facility_unknown", "upload_unknown", "too_many", *INVALID, *PASSWORD_PROBLEMS),
    )


def _form(body: Apply, facility: str) -> ApplicationForm:
    return ApplicationForm(
        login=body.email,
        password=body.password,
        name=body.name,
        facility=facility,
        council=body.council,
        registration_number=body.registration_number,
        year=body.registration_year,
        qualification=body.qualification,
        system=body.system,
        speciality=body.speciality,
        languages=tuple(body.languages),
        gender=body.gender,
        document=body.document,
        role=body.role,
        email=body.email,
        mobile=body.mobile,
    )


_CHOICES = Choices(
    councils=[CouncilAnswer(code=one.id, name=one.name, systems=sorted(one.systems)) for one in councils().values()],
    specialities=[Named(code=one.code, name_en=one.english, name_hi=one.hindi) for one in SPECIALITIES],
    systems=[one.value for one in System],
    languages=[Named(code=one.code, name_en=one.english, name_hi=one.hindi) for one in LANGUAGES],
)
