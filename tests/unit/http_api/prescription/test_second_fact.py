"""A number that was silent for long may be somebody else's by now: until a second fact is told nothing is listed."""

import pytest

from tests.support.clinic_api import ClinicApi
from tests.support.opd_api import Opd, opened_opd
from tests.unit.http_api.prescription.test_links import given, next_code

SILENT_SECONDS = 91 * 86_400


@pytest.fixture
async def opd(api: ClinicApi) -> Opd:
    return await opened_opd(api)


async def test_whoever_has_the_number_now_reads_no_prescription_of_before(opd: Opd) -> None:
    mother, prescription, _ = await given(opd)
    opd.api.clock.advance(SILENT_SECONDS)
    phone = await opd.api.browser()
    await phone.open()
    asked = await phone.post("/codes", {"mobile": mother.number}, status=202)
    code = await next_code(opd, mother)
    home = await phone.post("/registration", {"challenge": asked["challenge"], "code": code, "state": 27})
    assert home["needs_second_fact"]
    assert await phone.get("/prescriptions") == {"prescriptions": []}
    await phone.get(f"/prescriptions/{prescription}", status=404)
