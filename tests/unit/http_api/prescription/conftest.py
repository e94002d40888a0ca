from collections.abc import AsyncIterator

import pytest

from storage.store import Store
from tests.support.clinic_api import ClinicApi, running_clinic_api
from tests.support.clocks import Clock


@pytest.fixture
async def api(store: Store, clock: Clock) -> AsyncIterator[ClinicApi]:
    async with running_clinic_api(store, clock) as running:
        yield running
