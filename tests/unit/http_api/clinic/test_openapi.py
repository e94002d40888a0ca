"""The description of the API, and whether the API keeps to it: fuzzed by schemathesis over a real socket."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, CheckContext
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.core import NOT_SET
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.core.result import Ok
from schemathesis.core.transport import Response
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from http_api.clinic.patients import PATIENT_HEADER
from http_api.cookies import CSRF_HEADER
from http_api.problems import CONTENT_TYPE, status_of
from tests.support.clinic_api import Browser, ClinicApi
from tests.support.opd_api import opened_opd

Operation = APIOperation[Any, Any, Any, Any]
EXAMPLES = 6
"""Of each operation that somebody may use, of good and of bad data; of all others she is tried at the door once."""
PATIENTS = re.compile(
    r"/api/(opd|patients|household|codes|registration|sessions?|uploads|notices|triage|push|places)\b"
)
DOCTORS = re.compile(r"/api/(desk|icd10|laboratory-results)\b")
ENDS_ITS_SESSION = ("DELETE", "/api/session")
NOT_OF_THE_CLINIC = ("/api/docs", "/api/openapi.json")
ASHA = "98765 43210"
CONFIGURATION = {
    "generation": {"with-security-parameters": False},
    "checks": {"negative_data_rejection": {"expected-statuses": ["4xx"]}},
}


def the_code_of_a_problem_is_described(context: CheckContext, response: Response, case: Case[Any]) -> None:
    """Not its status alone: pages choose their words by it."""
    if response.headers.get("content-type", [""])[0].startswith(CONTENT_TYPE):
        code = response.json()["code"]
        described = case.operation.definition.raw["responses"].get(str(response.status_code), {})
        assert code in described.get("description", "").split(", "), f"{response.status_code} {code} is not described"


CHECKS = [
    the_code_of_a_problem_is_described,
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
CHECKS_OF_ANSWERS = CHECKS[:-1]
JSON = "application/json"
ANYTHING = ({"type": "string"}, {"type": "string", "format": "binary"})
"""A piece of a path and a file, where no data are bad: hypothesis would look for some a thousand times."""


@dataclass
class Caller:
    """``known``: by the names of fields, what exists here: with random ids alone nothing is ever found.

    ``uses``: whether an address is one that she has business at.
    """

    browser: Browser
    known: dict[str, Any]
    uses: Callable[[str], bool]

    def headers(self) -> dict[str, str]:
        shown = {} if self.browser.patient is None else {PATIENT_HEADER: self.browser.patient}
        return {CSRF_HEADER: self.browser.csrf} | shown

    def connection(self) -> requests.Session:
        """With her cookies, by which she is known."""
        session = requests.Session()
        for cookie in self.browser.client.session.cookie_jar:
            session.cookies.set(cookie.key, cookie.value)
        return session


async def described(api: ClinicApi) -> dict[str, Any]:
    return await (await api.browser()).get("/openapi.json")


async def a_patient(api: ClinicApi) -> Caller:
    """With a token in a clinic."""
    phone, opd = await api.browser(), await opened_opd(api)
    await phone.sign_in(ASHA)
    asha = await phone.register()
    wish = {"clinic": opd.clinic, "patient": asha["id"], "language": "hi", "key": "a-key-of-hers"}
    token = await phone.post("/opd/tokens", wish, status=201)
    notice = await phone.get("/notices/registration")
    seen = {name: notice[name] for name in ("purpose", "version", "language")}
    challenge = await phone.post("/codes", {"mobile": "91234 56789"}, status=202)
    upload = await phone.post(
        "/uploads", {"purpose": "voice", "media_type": "audio/ogg", "size": 9, "sha256": "0" * 64}, status=201
    )
    return Caller(
        phone,
        {
            "patient": asha["id"],
            "notice": seen,
            "purpose": "registration",
            "challenge": challenge["challenge"],
            "upload": upload["id"],
            "mobile": "9876500000",
            "pin_code": "560001",
            "pin": "560001",
            "state": 27,
            "clinic": opd.clinic,
            "token": token["id"],
            "consultation": token["id"],
            "language": "hi",
        },
        lambda path: PATIENTS.match(path) is not None,
    )


async def a_doctor(api: ClinicApi) -> Caller:
    """With a patient in her hands, another one who waits, and one who is done."""
    opd = await opened_opd(api)
    doctor, colleague = await opd.doctor(), await opd.doctor()
    for number in range(3):
        mother, token = await opd.waiting(f"Patient {number}")
        if number < 2:
            await doctor.call_next()
            await mother.does(token, "answer")
        if number < 1:
            await doctor.does(token, "end")
    current = (await doctor.desk())["current"]["id"]
    template = await doctor.browser.post("/desk/templates", {"name": "Fever", "fields": {"advice": "Rest."}}, 201)
    known = {
        "consultation": current,
        "clinic": opd.clinic,
        "doctor": colleague.id,
        "facility": opd.facility,
        "template": template["id"],
        "reason": "She knows her well.",
        "revision": 0,
        "day": "2026-12-01",
    }
    return Caller(doctor.browser, known, lambda path: DOCTORS.match(path) is not None)


async def an_administrator(api: ClinicApi) -> Caller:
    desk = await api.administrator()
    state = await desk.post("/facilities", {"code": "MH", "name": "Maharashtra", "kind": "state", "state": 27}, 201)
    asha = await a_patient(api)
    complaint = await desk.post("/complaints", {"kind": "other", "text": "No chairs."}, status=201)
    job = await desk.send("POST", "/imports/staff", data=b"name,login,role,facility\nRavi,9123456780,doctor,MH\n")
    return Caller(
        desk,
        {
            "facility": state["id"],
            "parent": state["id"],
            "patient": asha.known["patient"],
            "reference": complaint["reference"],
            "job": (await job.json())["id"],
            "reason": "The ward asks for her blood group at once.",
            "clinic": asha.known["clinic"],
        },
        lambda path: PATIENTS.match(path) is None and DOCTORS.match(path) is None,
    )


async def test_the_description_is_valid_and_every_reference_in_it_leads_somewhere(api: ClinicApi) -> None:
    document = await described(api)
    schemathesis.openapi.from_dict(document).validate()
    assert document["openapi"].startswith("3.1")
    references = set(re.findall(r'"\$ref": "#/components/schemas/([^"]+)"', json.dumps(document)))
    assert references
    assert references <= document["components"]["schemas"].keys()


async def test_every_route_is_described_and_nothing_else(api: ClinicApi) -> None:
    document = await described(api)
    routes = {
        (route.method.lower(), re.sub(r"\{(\w+):[^}]*\}", r"{\1}", route.resource.canonical))
        for app in api.server.app._subapps
        for route in app.router.routes()
        if route.method != "HEAD" and route.resource is not None
    }
    shown = {(method, path) for path, methods in document["paths"].items() for method in methods}
    assert {one for one in routes if one[1] not in NOT_OF_THE_CLINIC} == shown
    assert len(shown) > 50


async def test_each_operation_has_a_name_of_its_own_and_each_problem_its_status(api: ClinicApi) -> None:
    document = await described(api)
    operations = [one for methods in document["paths"].values() for one in methods.values()]
    names = [one["operationId"] for one in operations]
    assert sorted(set(names)) == sorted(names)
    for operation in operations:
        for status, answer in operation["responses"].items():
            codes = answer["description"].split(", ") if CONTENT_TYPE in answer.get("content", {}) else []
            assert {str(status_of(code).value) for code in codes} <= {status}


async def test_the_page_for_people_shows_every_operation_and_every_record(api: ClinicApi) -> None:
    document = await described(api)
    page = await (await (await api.browser()).send("GET", "/docs")).text()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert f"<code>{method.upper()} {escape(path)}</code>" in page
            assert escape(operation["summary"]) in page
    for name in document["components"]["schemas"]:
        assert f'id="{name}"' in page


@pytest.mark.parametrize(
    ("path", "status"), [("/facilities?text=a%00", 422), ("/facilities?parent=%00", 422), ("/places/pin/%00", 404)]
)
async def test_a_zero_character_is_refused_before_a_database_sees_it(api: ClinicApi, path: str, status: int) -> None:
    assert (await (await api.browser()).send("GET", path)).status == status


@pytest.mark.parametrize("caller", [a_patient, a_doctor, an_administrator], ids=["patient", "doctor", "administrator"])
async def test_whatever_is_sent_the_answer_is_as_described(
    api: ClinicApi, caller: Callable[[ClinicApi], Awaitable[Caller]]
) -> None:
    document, address = await described(api), str(api.server.make_url("/"))
    wrong = await asyncio.to_thread(list, _fuzzed(document, address, await caller(api)))
    assert not wrong, "\n".join(wrong)


def _fuzzed(document: dict[str, Any], address: str, caller: Caller) -> Iterator[str]:
    """What was wrong with the answers."""
    schema = schemathesis.openapi.from_dict(
        _without_headers(document), config=SchemathesisConfig.from_dict(CONFIGURATION)
    )
    schema.config.update(base_url=address)
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    operations.sort(key=lambda one: (one.method.upper(), one.path) == ENDS_ITS_SESSION)
    with caller.connection() as connection:
        for operation in operations:
            if not caller.uses(operation.path):
                yield from _wrong_at_the_door(operation, connection, caller)
                continue
            for mode in GenerationMode if _could_be_wrong(operation) else [GenerationMode.POSITIVE]:
                yield from _wrong(operation, mode, connection, caller)


def _wrong_at_the_door(operation: Operation, connection: requests.Session, caller: Caller) -> Iterator[str]:
    """Tried once, with nothing that could be of use: it would take minutes to make that up."""
    named = {one["name"]: "nothing" for one in operation.definition.raw["parameters"] if one["in"] == "path"}
    has_body = "requestBody" in operation.definition.raw
    case = operation.Case(
        path_parameters=named, body={} if has_body else NOT_SET, media_type=JSON if has_body else None
    )
    try:
        case.call_and_validate(session=connection, headers=caller.headers(), checks=CHECKS_OF_ANSWERS)
    except (Failure, FailureGroup, BaseExceptionGroup) as failure:
        yield f"{operation.label}: {failure}"


def _without_headers(document: dict[str, Any]) -> dict[str, Any]:
    """The token is always sent: without it every write ends at the door."""
    copied: dict[str, Any] = json.loads(json.dumps(document))
    for methods in copied["paths"].values():
        for operation in methods.values():
            operation["parameters"] = [one for one in operation["parameters"] if one["in"] != "header"]
    return copied


def _could_be_wrong(operation: Operation) -> bool:
    raw = operation.definition.raw
    bodies = raw.get("requestBody", {}).get("content", {}).values()
    return any(one["schema"] not in ANYTHING for one in (*raw["parameters"], *bodies))


def _wrong(operation: Operation, mode: GenerationMode, connection: requests.Session, caller: Caller) -> Iterator[str]:
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), knows=st.booleans())
    def ask(case: Case[Any], knows: bool) -> None:
        if knows and mode is GenerationMode.POSITIVE:
            _put_in(case, caller.known)
        case.call_and_validate(session=connection, headers=caller.headers(), checks=CHECKS)

    try:
        ask()
    except (Failure, FailureGroup, BaseExceptionGroup) as failure:
        yield f"{operation.label}: {failure}"


def _put_in(case: Case[Any], known: dict[str, Any]) -> None:
    """What exists, in the place of what was made up."""
    for part in (case.path_parameters, case.query, case.body):
        if isinstance(part, dict):
            part.update({name: value for name, value in known.items() if name in part})
