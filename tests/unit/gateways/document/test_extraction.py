import pytest

from gateways.document.extraction import whole_words
from gateways.document.marks import Marks
from gateways.document.render import render
from tests.unit.gateways.document.builders import QR, full, pages


@pytest.mark.parametrize(
    "other", [b"", b"no PDF", b"%PDF-1.7\nxref\n0 1\nbroken", b"%PDF-1.7\n1 0 obj\nendobj\nstartxref\n0\n%%EOF"]
)
def test_what_typst_did_not_make_stays_as_it_is(other: bytes) -> None:
    assert whole_words(other) == other


def test_it_changes_nothing_that_is_changed_already_and_nothing_that_is_seen() -> None:
    pdf = render(full("or"), QR, None, Marks(is_development=False, show_drafts=True))
    assert whole_words(whole_words(pdf)) == whole_words(pdf)
    assert all((one == two).all() for one, two in zip(pages(pdf, 50), pages(whole_words(pdf), 50), strict=True))
