"""Of a PDF: what we keep byte for byte is ours, whoever's seal is the present one."""

import pytest

from clinic.prescription.verifying import CheckedDocument, Seal, SealState, Verifying
from tests.unit.clinic.prescription.desk import Desk, paracetamol
from tests.unit.clinic.prescription.summary.test_signed import a_ring


def verifying(desk: Desk, seal: Seal) -> Verifying:
    async def check(pdf: bytes) -> Seal:
        return seal

    return Verifying(desk.opd.store, a_ring(), check)


@pytest.mark.parametrize("seal", [Seal("authentic"), Seal("authentic", True), Seal("foreign"), Seal("foreign", True)])
async def test_after_another_seal_took_its_place_a_document_of_before_is_authentic(desk: Desk, seal: Seal) -> None:
    await desk.write(paracetamol())
    signed = await desk.sign()
    pdf = await desk.keeping.read(signed.document.blob)
    found = await verifying(desk, seal).document(pdf)
    assert found == CheckedDocument(Seal("authentic", seal.is_development), "signed", signed.id)


@pytest.mark.parametrize("state", ["authentic", "altered", "foreign", "none"])
async def test_of_one_that_is_not_kept_the_seal_alone_speaks(desk: Desk, state: SealState) -> None:
    assert await verifying(desk, Seal(state)).document(b"%PDF") == CheckedDocument(Seal(state), "unknown", None)
