import pytest

from storage.store import Store
from tests.support.clocks import Clock
from tests.unit.clinic.consultation.builders import Opd, opd_of


@pytest.fixture
async def opd(store: Store, clock: Clock) -> Opd:
    return await opd_of(store, clock)
