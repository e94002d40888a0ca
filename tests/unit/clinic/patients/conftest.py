import pytest

from storage.store import Store
from tests.support.clocks import Clock
from tests.unit.clinic.patients.people import Clinic, clinic_of


@pytest.fixture
def clinic(store: Store, clock: Clock) -> Clinic:
    return clinic_of(store, clock)
