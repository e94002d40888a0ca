"""The certificate of one media worker; a new one at every start (RFC 8827 section 6.5)."""

from aiortc.rtcdtlstransport import RTCCertificate

from media.parameters import Fingerprint


def new_certificate() -> RTCCertificate:
    return RTCCertificate.generateCertificate()


def fingerprints(certificate: RTCCertificate) -> tuple[Fingerprint, ...]:
    """SHA-256 only: one line suffices, and not every browser takes several (RFC 8122 section 5)."""
    return tuple(
        Fingerprint(each.algorithm, each.value) for each in certificate.getFingerprints() if each.algorithm == "sha-256"
    )
