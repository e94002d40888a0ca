"""A doctor's own electronic signature from an e-sign service, in place of the server's seal.

The service (in India an Application Service Provider's gateway) never sees the document: it is given the digest and
answers with a CMS signature, once the doctor has consented there. No such service is connected; the twin answers with
a key of this machine, and proves that the two halves fit.
"""

import io
from typing import Protocol

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.pdf_signer import PdfTBSDocument

from gateways.document.material import SealMaterial
from gateways.document.seal import metadata, simple_signer

FIELD = "ESign"
RESERVED = 32_768
"""In hexadecimal digits, for the answer of a service whose chain of certificates nobody knows beforehand."""


class ESign(Protocol):
    async def sign(self, digest: bytes) -> bytes:
        """``digest``: SHA-256 of what is signed. The detached CMS (DER), CAdES as PAdES B-B wants it."""


class ESigned:
    """A ``gateways.document.seal.Seal``. ``reason``: as the service's rules want it said."""

    def __init__(self, service: ESign, reason: str) -> None:
        self._service = service
        self._metadata = metadata(FIELD, reason)

    async def seal(self, pdf: bytes) -> bytes:
        """Interrupted while the service is asked. Raises what the service raises; nothing is made then."""
        signer = signers.PdfSigner(
            self._metadata,
            signers.ExternalSigner(signing_cert=None, cert_registry=None),
            new_field_spec=fields.SigFieldSpec(FIELD),
        )
        prepared, _, output = await signer.async_digest_doc_for_signing(
            IncrementalPdfFileWriter(io.BytesIO(pdf)), bytes_reserved=RESERVED, output=io.BytesIO()
        )
        cms = await self._service.sign(prepared.document_digest)
        await PdfTBSDocument.async_finish_signing(output, prepared_digest=prepared, signature_cms=cms)
        output.seek(0)
        return bytes(output.read())


class ESignTwin:
    """Answers at once with the key it is given: for tests and demonstrations."""

    def __init__(self, material: SealMaterial) -> None:
        self._signer = simple_signer(material)
        self.asked: list[bytes] = []

    async def sign(self, digest: bytes) -> bytes:
        self.asked.append(digest)
        answer = await self._signer.async_sign(digest, digest_algorithm="sha256", use_pades=True)
        return bytes(answer.dump())
