"""DTLS-SRTP of one participant (RFC 5764): aiortc's handshake, our sessions, nothing else of aiortc's pipeline."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Any, Literal, Protocol

import pylibsrtp
from aiortc import rtcdtlstransport as aiortc_dtls
from aiortc.rtcdtlstransport import RTCCertificate, RTCDtlsFingerprint, RTCDtlsParameters, RTCDtlsTransport
from pylibsrtp import Policy, Session

from media.parameters import Fingerprint

# GCM costs a fifth less than CM with SHA-1 for packets of this size, and 128 bits less than 256.
PROFILES = [
    aiortc_dtls.SRTP_AEAD_AES_128_GCM,
    aiortc_dtls.SRTP_AEAD_AES_256_GCM,
    aiortc_dtls.SRTP_AES128_CM_SHA1_80,
]
HANDSHAKE_SECONDS = 15.0
MAX_QUEUED_RECORDS = 32
REPLAY_WINDOW_PACKETS = 1024

# pylibsrtp refuses longer packets, less what protection adds, with ValueError.
SrtpFailure = (pylibsrtp.Error, ValueError)

End = Literal["closed", "handshake_failed"]


class DtlsEvents(Protocol):
    def secured(self) -> None:
        """The handshake is done: packets can be protected and unprotected."""

    def ended(self, end: End) -> None:
        """The association is over, for good. Not called after ``close``."""


class DtlsSrtp:
    """The server side of one association. ``send`` transmits a datagram to wherever the participant is."""

    def __init__(
        self,
        certificate: RTCCertificate,
        fingerprints: Sequence[Fingerprint],
        send: Callable[[bytes], None],
        events: DtlsEvents,
    ) -> None:
        self._pipe = _Pipe(send)
        self._transport = _Transport(self._pipe, certificate)
        self._remote = RTCDtlsParameters([RTCDtlsFingerprint(each.algorithm, each.value) for each in fingerprints])
        self._events = events
        self._sender: Session | None = None
        self._receiver: Session | None = None
        self._closing = False
        self._task = asyncio.ensure_future(self._run())

    @property
    def is_secured(self) -> bool:
        return self._receiver is not None

    def feed(self, record: bytes) -> bool:
        """Take a DTLS datagram from the network; false when there are too many waiting."""
        return self._pipe.feed(record)

    def protect(self, packet: bytes) -> bytes | None:
        """RTP to SRTP; ``None`` when it cannot be (too long, sent before, older than the window)."""
        return _attempt(self._sender.protect, packet) if self._sender else None

    def protect_rtcp(self, packet: bytes) -> bytes | None:
        return _attempt(self._sender.protect_rtcp, packet) if self._sender else None

    def unprotect(self, packet: bytes) -> bytes | None:
        """SRTP to RTP; ``None`` when authentication or the replay check fails."""
        return _attempt(self._receiver.unprotect, packet) if self._receiver else None

    def unprotect_rtcp(self, packet: bytes) -> bytes | None:
        return _attempt(self._receiver.unprotect_rtcp, packet) if self._receiver else None

    def close(self) -> Coroutine[Any, Any, None]:
        """Forget the keys at once; the coroutine says goodbye (close_notify)."""
        self._closing = True
        self._sender = self._receiver = None
        self._task.cancel()
        return self._transport.stop()

    async def _run(self) -> None:
        # TimeoutError, or whatever a hostile handshake provokes in aiortc: the state tells.
        with suppress(Exception):
            async with asyncio.timeout(HANDSHAKE_SECONDS):
                await self._transport.start(self._remote)
        if self._closing:  # Python 3.11's wait_for, which aiortc uses, may lose the cancellation
            await self._transport.stop()
            return
        if self._transport.state != "connected":
            self._end("handshake_failed")
            return
        self._sender, self._receiver = self._transport._tx_srtp, self._transport._rx_srtp
        self._events.secured()
        await self._transport.closed.wait()
        self._end("closed")

    def _end(self, end: End) -> None:
        self._sender = self._receiver = None
        if not self._closing:
            self._events.ended(end)


def _attempt(operation: Callable[[bytes], bytes], packet: bytes) -> bytes | None:
    try:
        return operation(packet)
    except SrtpFailure:
        return None


class _Pipe:
    """What aiortc takes for an ICE transport. Its queue is bounded, and an empty datagram would crash aiortc."""

    role = "controlled"

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self._queue: asyncio.Queue[bytes] = asyncio.Queue(MAX_QUEUED_RECORDS)
        self._transmit = send

    def feed(self, record: bytes) -> bool:
        if not record or self._queue.full():
            return False
        self._queue.put_nowait(record)
        return True

    async def _recv(self) -> bytes:
        return await self._queue.get()

    async def _send(self, datagram: bytes) -> None:
        self._transmit(datagram)


class _Transport(RTCDtlsTransport):
    """aiortc's transport as a server, with our order of SRTP profiles and our sessions."""

    def __init__(self, pipe: _Pipe, certificate: RTCCertificate) -> None:
        super().__init__(pipe, [certificate])  # type: ignore[arg-type]
        self._set_role("server")
        self._srtp_profiles = PROFILES
        self.closed = asyncio.Event()
        self.on("statechange", self._note_state)

    def _note_state(self) -> None:
        if self.state in ("closed", "failed"):
            self.closed.set()

    def _setup_srtp(self) -> None:
        """RFC 5764 section 4.2. aiortc would let one packet index be protected twice with different bytes."""
        assert self._ssl is not None  # noqa: S101
        selected = self._ssl.get_selected_srtp_profile()
        profile = next((each for each in PROFILES if each.openssl_profile == selected), None)
        if profile is None:
            self._set_state(aiortc_dtls.State.FAILED)
            return
        length = 2 * (profile.key_length + profile.salt_length)
        keys = self._ssl.export_keying_material(b"EXTRACTOR-dtls_srtp", length)
        self._rx_srtp = _session(profile, profile.get_key_and_salt(keys, 0), Policy.SSRC_ANY_INBOUND)
        self._tx_srtp = _session(profile, profile.get_key_and_salt(keys, 1), Policy.SSRC_ANY_OUTBOUND)


def _session(profile: aiortc_dtls.SRTPProtectionProfile, key: bytes, ssrc_type: int) -> Session:
    policy = Policy(key=key, ssrc_type=ssrc_type, srtp_profile=profile.libsrtp_profile)
    policy.allow_repeat_tx = False
    policy.window_size = REPLAY_WINDOW_PACKETS
    return Session(policy)
