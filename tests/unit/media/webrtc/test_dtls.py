"""DTLS-SRTP with aiortc as the client, over a pipe."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiortc.rtcdtlstransport import (
    SRTP_AEAD_AES_128_GCM,
    SRTP_AEAD_AES_256_GCM,
    SRTP_AES128_CM_SHA1_80,
    SRTPProtectionProfile,
)

from media.parameters import Fingerprint
from media.webrtc import dtls
from media.webrtc.certificate import fingerprints, new_certificate
from media.webrtc.dtls import DtlsSrtp, End
from tests.unit.media.webrtc.dtls_client import DtlsClient
from tests.unit.media.webrtc.packets import rtp_packet

PATIENCE_SECONDS = 15.0


class Association:
    """Both ends."""

    def __init__(
        self,
        profiles: list[SRTPProtectionProfile] | None = None,
        expected: tuple[Fingerprint, ...] | None = None,
    ) -> None:
        certificate = new_certificate()
        self.relay_fingerprints = fingerprints(certificate)
        self.events: asyncio.Queue[str] = asyncio.Queue()
        self.client = DtlsClient(lambda datagram: self._to_relay(datagram), profiles)
        self.relay = DtlsSrtp(certificate, expected or self.client.fingerprints, self.client.take, self)

    def _to_relay(self, datagram: bytes) -> None:
        self.relay.feed(datagram)

    async def connect(self) -> str:
        """The first event at the relay."""
        client = asyncio.ensure_future(self.client.connect(self.relay_fingerprints))
        async with asyncio.timeout(PATIENCE_SECONDS):
            event = await self.events.get()
            await client
        return event

    def secured(self) -> None:
        self.events.put_nowait("secured")

    def ended(self, end: End) -> None:
        self.events.put_nowait(end)

    async def close(self) -> None:
        await self.relay.close()
        await self.client.close()


@pytest.fixture
async def association() -> AsyncIterator[Association]:
    both = Association()
    assert await both.connect() == "secured"
    yield both
    await both.close()


async def test_packets_pass_in_both_directions(association: Association) -> None:
    client, relay = association.client, association.relay
    assert relay.unprotect(client.protect(rtp_packet())) == rtp_packet()
    protected = relay.protect(rtp_packet())
    assert protected is not None
    assert client.unprotect(protected) == rtp_packet()


@pytest.mark.parametrize("preferred", [SRTP_AEAD_AES_256_GCM, SRTP_AEAD_AES_128_GCM, SRTP_AES128_CM_SHA1_80])
async def test_the_cheapest_common_profile_is_chosen(preferred: SRTPProtectionProfile) -> None:
    """Whatever the client prefers; one that offers a single profile gets that."""
    offered = [preferred, *(each for each in dtls.PROFILES if each is not preferred)]
    for profiles, chosen in ((offered, SRTP_AEAD_AES_128_GCM), ([preferred], preferred)):
        both = Association(profiles)
        assert await both.connect() == "secured"
        assert both.client.profile == chosen.openssl_profile
        await both.close()


async def test_one_packet_index_is_never_protected_twice(association: Association) -> None:
    """RFC 7714 section 8.1: other bytes under one index would reuse the nonce."""
    assert association.relay.protect(rtp_packet(payload=b"first")) is not None
    assert association.relay.protect(rtp_packet(payload=b"other")) is None
    assert association.relay.protect(rtp_packet(sequence=2)) is not None


async def test_packets_may_be_protected_out_of_order(association: Association) -> None:
    assert association.relay.protect(rtp_packet(sequence=500)) is not None
    assert association.relay.protect(rtp_packet(sequence=10)) is not None


async def test_a_replayed_packet_is_refused(association: Association) -> None:
    protected = association.client.protect(rtp_packet())
    assert association.relay.unprotect(protected) is not None
    assert association.relay.unprotect(protected) is None


@pytest.mark.parametrize("packet", [b"", b"\x80", b"\x80" * 40, bytes(1600), b"\x80" * 1600])
async def test_what_is_no_srtp_is_refused(association: Association, packet: bytes) -> None:
    assert association.relay.unprotect(packet) is None
    assert association.relay.unprotect_rtcp(packet) is None
    assert association.relay.protect(packet[:11]) is None


async def test_a_packet_too_long_to_protect_is_refused(association: Association) -> None:
    assert association.relay.protect(rtp_packet(payload=bytes(1400))) is None


async def test_another_certificate_than_the_promised_one_fails_the_handshake() -> None:
    both = Association(expected=fingerprints(new_certificate()))
    assert await both.connect() == "handshake_failed"
    assert not both.relay.is_secured
    await both.close()


async def test_a_goodbye_ends_the_association(association: Association) -> None:
    await association.client.close()
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert await association.events.get() == "closed"
    assert association.relay.unprotect(b"\x80" * 40) is None


async def test_our_own_goodbye_reaches_the_client_and_is_no_event(association: Association) -> None:
    await association.relay.close()
    assert association.relay.protect(rtp_packet()) is None
    async with asyncio.timeout(PATIENCE_SECONDS):
        await association.client.closed.wait()
    assert association.events.empty()


async def test_waiting_records_are_bounded_and_empty_ones_refused() -> None:
    both = Association()
    assert not both.relay.feed(b"")
    taken = [both.relay.feed(b"\x16junk") for _ in range(100)]
    assert sum(taken) == dtls.MAX_QUEUED_RECORDS
    await both.close()


async def test_junk_during_the_handshake_does_not_harm_it() -> None:
    both = Association()
    both.relay.feed(b"\x16\xfe\xff junk that is no handshake")
    both.relay.feed(b"\x15" + bytes(20))
    assert await both.connect() == "secured"
    await both.close()


class ClosedMeanwhile(Association):
    """The relay's end is closed so many steps of the loop after the client's n-th datagram has come."""

    def __init__(self, datagram: int, steps: int) -> None:
        super().__init__()
        self._datagrams_left = datagram
        self._steps = steps
        self.closed: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def _to_relay(self, datagram: bytes) -> None:
        super()._to_relay(datagram)
        self._datagrams_left -= 1
        if self._datagrams_left == 0:
            self._close_after(self._steps)

    def _close_after(self, steps: int) -> None:
        if steps:
            asyncio.get_running_loop().call_soon(self._close_after, steps - 1)
            return
        self.farewell = asyncio.ensure_future(self.relay.close())
        self.closed.set_result(self.events.qsize())


@pytest.mark.parametrize("steps", range(6))
@pytest.mark.parametrize("datagram", [1, 2])
async def test_of_who_is_closed_as_a_handshake_record_comes_nothing_more_is_heard(datagram: int, steps: int) -> None:
    """Python 3.11's ``asyncio.wait_for``, which aiortc uses, loses a cancellation that meets its result."""
    both = ClosedMeanwhile(datagram, steps)
    client = asyncio.ensure_future(both.client.connect(both.relay_fingerprints))
    async with asyncio.timeout(PATIENCE_SECONDS):
        heard = await both.closed
        await both.farewell
    for _ in range(20):
        await asyncio.sleep(0)
    assert both.events.qsize() == heard
    assert not both.relay.is_secured
    client.cancel()
    await both.client.close()
