"""The API, on a database of one kind or the other: clinic and storage are tested on both."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.store import Store
from tests.support.clinic_api import ClinicApi, running_clinic_api
from tests.support.clocks import Clock
from tests.support.databases import empty_place_of, engine_by_name


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    return empty_place_of(engine_by_name(request.node.name), request, tmp_path)


@pytest.fixture
async def api(store: Store, clock: Clock) -> AsyncIterator[ClinicApi]:
    async with running_clinic_api(store, clock) as running:
        yield running
