from pathlib import Path

import pytest

from storage.blobs.encrypted import EncryptedBlobs
from storage.blobs.objects import in_folder
from storage.store import Store
from tests.support.clocks import Clock
from tests.unit.clinic.consultation.builders import Opd, opd_of
from tests.unit.clinic.prescription.desk import Desk, desk_of, registered


@pytest.fixture
async def opd(store: Store, clock: Clock) -> Opd:
    return await opd_of(store, clock)


@pytest.fixture
def blobs(store: Store, tmp_path: Path) -> EncryptedBlobs:
    return EncryptedBlobs(store.database, store.vault, in_folder(tmp_path / "blobs"))


@pytest.fixture
async def desk(opd: Opd, blobs: EncryptedBlobs) -> Desk:
    """With a diagnosis written down."""
    await registered(opd)
    made = await desk_of(opd, blobs)
    await made.diagnose()
    return made
