"""The edge: checks, handshake and packets together, without a network."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from typing import cast

import pytest

from media.messages import LostReason
from media.parameters import ExtensionIds, IceCredentials, TransportParameters
from media.sfu.rtcp import PictureLoss, ReceiverReport, RtcpPacket
from media.webrtc.certificate import fingerprints, new_certificate
from media.webrtc.edge import Edge
from media.webrtc.ice_path import Address
from media.webrtc.port import Port
from media.webrtc.rtcp import write_rtcp
from tests.unit.media.webrtc.checks import ATTACKER, CREDENTIALS, HOME, RESTARTED, STREET, check
from tests.unit.media.webrtc.dtls_client import DtlsClient
from tests.unit.media.webrtc.packets import rtp_packet

PATIENCE_SECONDS = 15.0
EPOCH = 1000.0


class Wire:
    """In place of a port: remembers what was sent where, and hands DTLS and media to the client there."""

    def __init__(self) -> None:
        self.sent: list[tuple[bytes, Address]] = []
        self.clients: dict[Address, DtlsClient] = {}

    def send(self, datagram: bytes, address: Address) -> None:
        self.sent.append((datagram, address))
        if datagram[0] >= 20 and address in self.clients:
            self.clients[address].take(datagram)


class Scene:
    """An edge, and what it told."""

    def __init__(self) -> None:
        self.now = EPOCH
        self.wire = Wire()
        self.counters: Counter[str] = Counter()
        certificate = new_certificate()
        self.fingerprints = fingerprints(certificate)
        self.edge = Edge(cast(Port, self.wire), certificate, lambda: self.now, self, self.counters)
        self.told: list[tuple[str, str]] = []
        self.news = asyncio.Event()
        self.rtp: list[tuple[str, bytes]] = []
        self.rtcp: list[tuple[str, tuple[RtcpPacket, ...]]] = []

    def secured(self, participant: str) -> None:
        self._note("secured", participant)

    def came_back(self, participant: str) -> None:
        self._note("came_back", participant)

    def lost(self, participant: str, reason: LostReason) -> None:
        self._note(reason, participant)

    def _note(self, event: str, participant: str) -> None:
        self.told.append((event, participant))
        self.news.set()

    def take_rtp(self, participant: str, packet: bytes, now: float, arrived: float) -> None:
        self.rtp.append((participant, packet))

    def take_rtcp(self, participant: str, packets: Sequence[RtcpPacket], now: float) -> None:
        self.rtcp.append((participant, tuple(packets)))

    async def enter(self, participant: str, credentials: IceCredentials, address: Address) -> DtlsClient:
        """Open a participant, let her check and shake hands."""
        client = DtlsClient(lambda datagram: self.edge.receive(datagram, address))
        self.wire.clients[address] = client
        parameters = TransportParameters(credentials, client.fingerprints, (), (), ExtensionIds())
        self.edge.open(participant, parameters)
        self.edge.receive(check(credentials, nominated=True), address)
        async with asyncio.timeout(PATIENCE_SECONDS):
            await client.connect(self.fingerprints)
        await self.until("secured", participant)
        return client

    async def until(self, event: str, participant: str) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (event, participant) not in self.told:
                self.news.clear()
                await self.news.wait()

    def tick(self, *, after: float, media: bool = True) -> None:
        self.now += after
        self.edge.tick(self.now, lambda _: media)

    def sent_to(self, address: Address) -> list[bytes]:
        return [datagram for datagram, where in self.wire.sent if where == address]


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    one = Scene()
    yield one
    for participant in ("asha", "bina"):
        one.edge.close(participant)
    await asyncio.gather(*one.edge._farewells)


@pytest.fixture
async def asha(scene: Scene) -> DtlsClient:
    client = await scene.enter("asha", CREDENTIALS, HOME)
    scene.edge.receive(client.protect(rtp_packet(sequence=1)), HOME)
    return client


async def test_a_participant_connects_and_her_packets_arrive(scene: Scene, asha: DtlsClient) -> None:
    assert scene.told == [("secured", "asha")]
    assert scene.rtp == [("asha", rtp_packet(sequence=1))]


async def test_packets_go_to_where_she_is(scene: Scene, asha: DtlsClient) -> None:
    scene.edge.send_rtp("asha", rtp_packet(sequence=9), keep=False, now=scene.now)
    assert asha.unprotect(scene.sent_to(HOME)[-1]) == rtp_packet(sequence=9)


async def test_reports_pass_in_both_directions(scene: Scene, asha: DtlsClient) -> None:
    packets = (ReceiverReport(1234, ()), PictureLoss(1234, 5))
    scene.edge.receive(asha.protect_rtcp(write_rtcp(packets)), HOME)
    assert scene.rtcp == [("asha", packets)]
    scene.edge.send_rtcp("asha", packets)
    assert scene.counters["srtcp_sent"] == 1


async def test_a_media_packet_from_a_new_address_moves_her(scene: Scene, asha: DtlsClient) -> None:
    scene.edge.receive(asha.protect(rtp_packet(sequence=2)), STREET)
    scene.edge.send_rtp("asha", rtp_packet(sequence=9), keep=False, now=scene.now)
    assert len(scene.rtp) == 2
    assert len(scene.sent_to(STREET)) == 1


async def test_a_report_from_a_new_address_moves_her(scene: Scene, asha: DtlsClient) -> None:
    scene.edge.receive(asha.protect_rtcp(write_rtcp([ReceiverReport(1234, ())])), STREET)
    scene.edge.send_rtp("asha", rtp_packet(sequence=9), keep=False, now=scene.now)
    assert len(scene.sent_to(STREET)) == 1


async def test_a_replayed_packet_moves_nobody(scene: Scene, asha: DtlsClient) -> None:
    captured = asha.protect(rtp_packet(sequence=2))
    scene.edge.receive(captured, HOME)
    scene.edge.receive(captured, ATTACKER)
    scene.edge.send_rtp("asha", rtp_packet(sequence=9), keep=False, now=scene.now)
    assert len(scene.rtp) == 2
    assert scene.sent_to(ATTACKER) == []
    assert scene.counters["srtp_refused"] == 1


async def test_two_participants_with_one_ssrc_are_told_apart_by_their_keys(scene: Scene, asha: DtlsClient) -> None:
    bina = await scene.enter("bina", RESTARTED, STREET)
    scene.edge.receive(bina.protect(rtp_packet(sequence=5)), STREET)
    scene.edge.receive(asha.protect(rtp_packet(sequence=6)), ATTACKER)
    assert scene.rtp[1:] == [("bina", rtp_packet(sequence=5)), ("asha", rtp_packet(sequence=6))]


async def test_an_address_that_a_nat_gave_to_another_does_not_hide_her(scene: Scene, asha: DtlsClient) -> None:
    bina = await scene.enter("bina", RESTARTED, STREET)
    scene.edge.receive(bina.protect(rtp_packet(sequence=5, ssrc=77)), STREET)
    scene.edge.receive(asha.protect(rtp_packet(sequence=6)), STREET)
    scene.edge.receive(bina.protect(rtp_packet(sequence=6, ssrc=77)), STREET)
    assert [participant for participant, _ in scene.rtp] == ["asha", "bina", "asha", "bina"]


async def test_an_ice_restart_keeps_the_association(scene: Scene, asha: DtlsClient) -> None:
    scene.edge.restart_ice("asha", RESTARTED)
    scene.edge.receive(check(RESTARTED, nominated=True), STREET)
    scene.edge.receive(asha.protect(rtp_packet(sequence=2)), STREET)
    assert scene.rtp[-1] == ("asha", rtp_packet(sequence=2))
    assert scene.told == [("secured", "asha")]


async def test_a_stored_ciphertext_is_sent_again_byte_for_byte(scene: Scene, asha: DtlsClient) -> None:
    scene.edge.send_rtp("asha", rtp_packet(sequence=9), keep=True, now=scene.now)
    scene.edge.resend("asha", 1234, 9, now=scene.now + 1.0)
    scene.edge.resend("asha", 1234, 10, now=scene.now + 1.0)
    assert len(scene.sent_to(HOME)) == len(set(scene.sent_to(HOME))) + 1
    assert scene.sent_to(HOME)[-1] == scene.sent_to(HOME)[-2]


async def test_silence_is_told_and_so_is_the_end_of_it(scene: Scene, asha: DtlsClient) -> None:
    scene.tick(after=6.0)
    scene.tick(after=6.0)
    scene.edge.receive(asha.protect(rtp_packet(sequence=2)), HOME)
    assert scene.told == [("secured", "asha"), ("silent", "asha"), ("came_back", "asha")]


async def test_one_who_never_came_is_lost_too_and_a_check_alone_is_no_return(scene: Scene) -> None:
    certificate = new_certificate()
    parameters = TransportParameters(CREDENTIALS, fingerprints(certificate), (), (), ExtensionIds())
    scene.edge.open("asha", parameters)
    scene.tick(after=16.0, media=False)
    scene.edge.receive(check(), HOME)
    assert scene.told == [("silent", "asha")]


async def test_a_dtls_close_counts_at_once_and_is_final(scene: Scene, asha: DtlsClient) -> None:
    late = asha.protect(rtp_packet(sequence=2))
    await asha.close()
    await scene.until("closed", "asha")
    scene.edge.receive(late, HOME)
    scene.edge.receive(check(), HOME)
    scene.tick(after=60.0)
    assert scene.told == [("secured", "asha"), ("closed", "asha")]
    with pytest.raises(KeyError):
        scene.edge.restart_ice("asha", RESTARTED)


async def test_a_rejoin_replaces_the_transport(scene: Scene, asha: DtlsClient) -> None:
    again = await scene.enter("asha", RESTARTED, STREET)
    scene.edge.receive(asha.protect(rtp_packet(sequence=2)), HOME)
    scene.edge.receive(again.protect(rtp_packet(sequence=3)), STREET)
    assert [packet for _, packet in scene.rtp] == [rtp_packet(sequence=1), rtp_packet(sequence=3)]


async def test_handshake_records_of_strangers_are_refused(scene: Scene, asha: DtlsClient) -> None:
    scene.edge.receive(b"\x16" + bytes(60), ATTACKER)
    assert scene.counters["dtls_refused"] == 1


async def test_an_authenticated_client_cannot_fill_the_tables_with_sources(scene: Scene, asha: DtlsClient) -> None:
    for ssrc in range(1, 200):
        scene.edge.receive(asha.protect(rtp_packet(ssrc=ssrc)), HOME)
    assert len({packet[8:12] for _, packet in scene.rtp}) == 64
    assert scene.counters["srtp_refused"] > 0


async def test_noise_of_every_kind_changes_nothing(scene: Scene, asha: DtlsClient) -> None:
    noise = random.Random(20)
    for first in range(256):
        for length in (0, 1, 7, 11, 12, 30, 200):
            scene.edge.receive((bytes([first]) + noise.randbytes(length))[:length], ATTACKER)
            scene.edge.receive((bytes([first]) + noise.randbytes(length))[:length], HOME)
    scene.edge.receive(asha.protect(rtp_packet(sequence=2)), HOME)
    assert scene.told == [("secured", "asha")]
    assert [packet for _, packet in scene.rtp] == [rtp_packet(sequence=1), rtp_packet(sequence=2)]
    assert scene.sent_to(ATTACKER) == []


async def test_sending_to_one_who_left_is_counted_and_no_error(scene: Scene) -> None:
    scene.edge.send_rtp("nobody", rtp_packet(), keep=True, now=scene.now)
    scene.edge.send_rtcp("nobody", [PictureLoss(1, 2)])
    scene.edge.resend("nobody", 1, 2, now=scene.now)
    scene.edge.close("nobody")
    assert scene.wire.sent == []
