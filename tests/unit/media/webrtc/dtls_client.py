"""The client's side of a DTLS association: aiortc as it comes."""

import asyncio
from collections.abc import Callable

from aiortc.rtcdtlstransport import (
    RTCCertificate,
    RTCDtlsFingerprint,
    RTCDtlsParameters,
    RTCDtlsTransport,
    SRTPProtectionProfile,
)

from media.parameters import Fingerprint
from media.webrtc.certificate import fingerprints, new_certificate


class DtlsClient:
    """``send`` transmits a datagram to the relay; what comes back goes to ``take``."""

    def __init__(self, send: Callable[[bytes], None], profiles: list[SRTPProtectionProfile] | None = None) -> None:
        self.certificate: RTCCertificate = new_certificate()
        self._send_datagram = send
        self._arrived: asyncio.Queue[bytes] = asyncio.Queue()
        self._transport = RTCDtlsTransport(self, [self.certificate])  # type: ignore[arg-type]
        self._transport._set_role("client")
        if profiles is not None:
            self._transport._srtp_profiles = profiles
        self.closed = asyncio.Event()
        self._transport.on("statechange", self._note_state)

    role = "controlling"

    @property
    def fingerprints(self) -> tuple[Fingerprint, ...]:
        return fingerprints(self.certificate)

    @property
    def profile(self) -> bytes:
        assert self._transport._ssl is not None
        return bytes(self._transport._ssl.get_selected_srtp_profile())

    async def connect(self, relay: tuple[Fingerprint, ...]) -> None:
        remote = RTCDtlsParameters([RTCDtlsFingerprint(each.algorithm, each.value) for each in relay])
        await self._transport.start(remote)

    async def close(self) -> None:
        await self._transport.stop()

    def take(self, datagram: bytes) -> None:
        self._arrived.put_nowait(datagram)

    def protect(self, packet: bytes) -> bytes:
        return self._transport._tx_srtp.protect(packet)

    def protect_rtcp(self, packet: bytes) -> bytes:
        return self._transport._tx_srtp.protect_rtcp(packet)

    def unprotect(self, packet: bytes) -> bytes:
        return self._transport._rx_srtp.unprotect(packet)

    def _note_state(self) -> None:
        if self._transport.state == "closed":
            self.closed.set()

    async def _recv(self) -> bytes:
        return await self._arrived.get()

    async def _send(self, datagram: bytes) -> None:
        self._send_datagram(datagram)
