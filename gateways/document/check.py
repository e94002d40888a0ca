"""Whether a PDF is as it was sealed, and by whom: for anybody who uploads one, so nothing in it is trusted."""

import io
import logging
from collections.abc import Sequence

from cryptography import x509
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from clinic.prescription.verifying import Seal, SealState
from gateways.document.material import is_development, pem

# It writes whole tracebacks about certificates that are not trusted, and anybody may upload such a file.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
MOST_BYTES = 2_000_000
NO_SEAL = Seal("none")
EITHER_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


async def check(pdf: bytes, trusted: Sequence[x509.Certificate]) -> Seal:
    """``trusted``: the ends of the chains of our seals. Nothing is fetched.

    "authentic": whole, and sealed by one of them. "altered": it has a seal that does not hold, or something was added.
    "foreign": whole, but another's seal. "none": no seal, or no PDF of up to ``MOST_BYTES``.
    """
    if len(pdf) > MOST_BYTES:
        return NO_SEAL
    try:
        seals = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    except Exception:  # whatever a hostile file makes a parser raise: it has no seal that can be read
        return NO_SEAL
    if not seals:
        return NO_SEAL
    try:
        status = await _status(seals[0], trusted)
        return Seal(_state(status, len(seals)), is_development(_signer(status)))
    except Exception:  # a seal that cannot be read does not hold
        return Seal("altered")


async def _status(seal: EmbeddedPdfSignature, trusted: Sequence[x509.Certificate]) -> PdfSignatureStatus:
    roots = list(load_certs_from_pemder_data(pem(trusted))) if trusted else []
    # At the moment of sealing, which is under the seal: documents outlive certificates.
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=seal.self_reported_timestamp)
    return await async_validate_pdf_signature(seal, signer_validation_context=context, key_usage_settings=EITHER_USAGE)


def _signer(status: PdfSignatureStatus) -> x509.Certificate:
    return x509.load_der_x509_certificate(status.signing_cert.dump())


def _state(status: PdfSignatureStatus, seals: int) -> SealState:
    """``bottom_line`` alone sees what was added after the seal; it says too whether the signer is trusted."""
    whole = status.intact and status.valid and status.docmdp_ok is not False
    if seals != 1 or not whole or status.coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        return "altered"
    if status.bottom_line:
        return "authentic"
    return "altered" if status.trusted else "foreign"
