"""Whether a PDF is as it was sealed, and by whom: for anybody who uploads one, so nothing in it is trusted."""

import io
import logging
from collections.abc import Sequence
from typing import Literal

from cryptography import x509
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from gateways.document.material import pem

Finding = Literal["authentic", "altered", "foreign", "none"]
# It writes whole tracebacks about certificates that are not trusted, and anybody may upload such a file.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
MOST_BYTES = 2_000_000
EITHER_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


async def check(pdf: bytes, trusted: Sequence[x509.Certificate]) -> Finding:
    """``trusted``: the ends of the chains of our seals, those of former years among them.

    "authentic": whole, and sealed by one of them. "altered": it has a seal that does not hold, or something was added.
    "foreign": whole, but another's seal. "none": no seal, or no PDF of up to ``MOST_BYTES``. Nothing is fetched.
    """
    if len(pdf) > MOST_BYTES:
        return "none"
    try:
        seals = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    except Exception:  # whatever a hostile file makes a parser raise: it has no seal that can be read
        return "none"
    if not seals:
        return "none"
    try:
        return _finding(await _status(seals[0], trusted), len(seals))
    except Exception:  # a seal that cannot be read does not hold
        return "altered"


async def _status(seal: EmbeddedPdfSignature, trusted: Sequence[x509.Certificate]) -> PdfSignatureStatus:
    roots = list(load_certs_from_pemder_data(pem(trusted))) if trusted else []
    # At the moment of sealing, which is under the seal: documents outlive certificates.
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=seal.self_reported_timestamp)
    return await async_validate_pdf_signature(seal, signer_validation_context=context, key_usage_settings=EITHER_USAGE)


def _finding(status: PdfSignatureStatus, seals: int) -> Finding:
    """``bottom_line`` alone sees what was added after the seal; it says too whether the signer is trusted."""
    whole = status.intact and status.valid and status.docmdp_ok is not False
    if seals != 1 or not whole or status.coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        return "altered"
    if status.bottom_line:
        return "authentic"
    return "altered" if status.trusted else "foreign"
