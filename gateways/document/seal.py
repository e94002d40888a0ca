"""The server's seal on a document: a PAdES signature (ETSI EN 319 142-1, B-B) that permits no change after it.

It is a seal of the system. It says that this server made the document, and is no signature of a doctor.
"""

import io
from typing import Protocol

from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from gateways.document.material import SealMaterial

FIELD = "Seal"
PLACE = "IN"
CMS_OVERHEAD_BYTES = 4_096


class Seal(Protocol):
    async def seal(self, pdf: bytes) -> bytes:
        """The same document with the seal at its end."""


class ServerSeal:
    """``name``: of the service, as it stands in the seal's reason."""

    def __init__(self, material: SealMaterial, name: str = "Paramarsh") -> None:
        self._signer = simple_signer(material)
        self._metadata = metadata(FIELD, f"Sealed by the server of {name}: a seal of the system that made it")
        # In hexadecimal digits. Measuring it with a dry run, as pyHanko would, takes as long as sealing.
        self._reserved = 2 * (len(material.certificates) + CMS_OVERHEAD_BYTES)

    async def seal(self, pdf: bytes) -> bytes:
        signer = signers.PdfSigner(self._metadata, self._signer, new_field_spec=fields.SigFieldSpec(FIELD))
        sealed = io.BytesIO()
        await signer.async_sign_pdf(
            IncrementalPdfFileWriter(io.BytesIO(pdf)), bytes_reserved=self._reserved, output=sealed
        )
        return sealed.getvalue()


def metadata(field: str, reason: str) -> signers.PdfSignatureMetadata:
    """ISO 32000-2, 12.8.2.2 (DocMDP): the document is certified, and nothing may be changed in it."""
    return signers.PdfSignatureMetadata(
        field_name=field,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        reason=reason,
        location=PLACE,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )


def simple_signer(material: SealMaterial) -> signers.SimpleSigner:
    own, *others = load_certs_from_pemder_data(material.certificates)
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple(others)
    key = load_private_key_from_pemder_data(material.key, passphrase=None)
    return signers.SimpleSigner(signing_cert=own, signing_key=key, cert_registry=store)
