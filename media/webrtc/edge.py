"""The edge between the network and the rooms: datagrams in, authenticated RTP and RTCP out of it, and back.

It knows participants, not rooms; who hears whom is decided by ``media.sfu``.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from aiortc.rtcdtlstransport import RTCCertificate

from media.messages import LostReason
from media.parameters import IceCredentials, TransportParameters
from media.sfu.rtcp import RtcpPacket
from media.webrtc.dtls import DtlsSrtp, End
from media.webrtc.ice import IceLite
from media.webrtc.ice_path import Address, Path
from media.webrtc.kept import KeptCiphertexts
from media.webrtc.port import Port
from media.webrtc.rtcp import BadRtcpError, read_rtcp, write_rtcp

# Silence and left addresses are looked for this often.
SWEEP_SECONDS = 0.25

RTP_HEADER_BYTES = 12


class Listener(Protocol):
    """Who is told of what happens at the edge."""

    def secured(self, participant: str) -> None:
        """DTLS-SRTP is up."""

    def came_back(self, participant: str) -> None:
        """An authenticated packet after a silence that was reported."""

    def lost(self, participant: str, reason: LostReason) -> None:
        """Nobody there; final unless ``silent``."""

    def take_rtp(self, participant: str, packet: bytes, now: float, arrived: float) -> None:
        """``arrived`` is when the kernel had the packet: before ``now`` while we are busy."""

    def take_rtcp(self, participant: str, packets: Sequence[RtcpPacket], now: float) -> None: ...


class _Media(NamedTuple):
    """A datagram that looks like SRTP or SRTCP, and the source that it claims."""

    datagram: bytes
    address: Address
    ssrc: int
    is_rtcp: bool
    now: float
    arrived: float


@dataclass(slots=True)
class _Peer:
    path: Path
    dtls: DtlsSrtp
    kept: KeptCiphertexts = field(default_factory=KeptCiphertexts)


class Edge:
    """All participants of one port. ``clock`` gives seconds of a steady clock."""

    def __init__(
        self,
        port: Port,
        certificate: RTCCertificate,
        clock: Callable[[], float],
        listener: Listener,
        counters: Counter[str],
    ) -> None:
        self._port = port
        self._certificate = certificate
        self._clock = clock
        self._listener = listener
        self._counters = counters
        self._ice = IceLite(counters)
        self._peers: dict[str, _Peer] = {}
        self._farewells: set[asyncio.Task[None]] = set()
        self._next_sweep = 0.0

    def start(self) -> None:
        self._port.start(self.receive)

    def open(self, participant: str, parameters: TransportParameters) -> None:
        """Expect a participant; one that is here already is replaced (a rejoin)."""
        self.close(participant)
        path = self._ice.add(participant, parameters.credentials, self._clock())
        for uplink in parameters.uplinks:
            for ssrc in uplink.ssrcs + uplink.rtx_ssrcs:
                self._ice.learn_ssrc(path, ssrc)
        dtls = DtlsSrtp(
            self._certificate,
            parameters.fingerprints,
            lambda datagram: self._send(datagram, path),
            _Association(self, participant),
        )
        self._peers[participant] = _Peer(path, dtls)

    def restart_ice(self, participant: str, credentials: IceCredentials) -> None:
        """Answer to new credentials too; ``KeyError`` for one who is not here or whose association is over."""
        self._ice.restart(participant, credentials)

    def close(self, participant: str) -> None:
        """Forget a participant, if she is here, and tell her client by a DTLS close."""
        peer = self._peers.pop(participant, None)
        if peer is None:
            return
        self._ice.remove(participant)
        farewell = asyncio.ensure_future(peer.dtls.close())
        self._farewells.add(farewell)
        farewell.add_done_callback(self._farewells.discard)

    async def shut_down(self) -> None:
        """Close everybody, then the port."""
        for participant in list(self._peers):
            self.close(participant)
        await asyncio.gather(*self._farewells, return_exceptions=True)
        self._port.close()

    def send_rtp(self, participant: str, packet: bytes, keep: bool, now: float) -> None:
        peer = self._peers.get(participant)
        ciphertext = peer.dtls.protect(packet) if peer is not None else None
        if peer is None or ciphertext is None:
            self._counters["srtp_unsendable"] += 1
            return
        if keep:
            peer.kept.keep(ciphertext, now)
        self._counters["srtp_sent"] += 1
        self._send(ciphertext, peer.path)

    def resend(self, participant: str, ssrc: int, sequence: int, now: float) -> None:
        """Send a kept ciphertext again, if it is still there."""
        peer = self._peers.get(participant)
        ciphertext = peer.kept.find(ssrc, sequence, now) if peer is not None else None
        if peer is not None and ciphertext is not None:
            self._counters["srtp_resent"] += 1
            self._send(ciphertext, peer.path)

    def send_rtcp(self, participant: str, packets: Sequence[RtcpPacket]) -> None:
        peer = self._peers.get(participant)
        ciphertext = peer.dtls.protect_rtcp(write_rtcp(packets)) if peer is not None else None
        if peer is None or ciphertext is None:
            self._counters["srtcp_unsendable"] += 1
            return
        self._counters["srtcp_sent"] += 1
        self._send(ciphertext, peer.path)

    def tick(self, now: float, expects_media: Callable[[str], bool]) -> None:
        """Look for silence and for addresses that were left; may be called as often as convenient."""
        if now < self._next_sweep:
            return
        self._next_sweep = now + SWEEP_SECONDS
        self._ice.forget_addresses(now)
        for path in self._ice.newly_silent(now, expects_media):
            self._listener.lost(path.participant, "silent")

    def receive(self, datagram: bytes, address: Address, waited_seconds: float = 0.0) -> None:
        """RFC 7983 section 7: what kind of datagram it is shows in its first byte."""
        first = datagram[0] if datagram else 255
        if 128 <= first < 192 and len(datagram) >= RTP_HEADER_BYTES:
            now = self._clock()
            self._take_media(_read_media(datagram, address, now, now - waited_seconds))
        elif first < 4:
            self._take_stun(datagram, address, self._clock())
        elif 20 <= first < 64:
            self._take_dtls(datagram, address)
        else:
            self._counters["datagrams_refused"] += 1

    def _take_stun(self, datagram: bytes, address: Address, now: float) -> None:
        answered = self._ice.handle_request(datagram, address, now)
        if answered is None:
            return
        response, heard = answered
        self._port.send(response, address)
        if heard is not None:
            self._hear(heard, now)

    def _take_dtls(self, datagram: bytes, address: Address) -> None:
        """Only from an address that has passed a check: a stranger's record must not disturb a handshake."""
        path = self._ice.path_at(address)
        peer = self._peers.get(path.participant) if path is not None else None
        if peer is None or not peer.dtls.feed(datagram):
            self._counters["dtls_refused"] += 1

    def _take_media(self, media: _Media) -> None:
        path = self._ice.path_at(media.address)
        if path is not None and self._admit(path, media):
            return
        # Unknown address, or one that a NAT has given to somebody else meanwhile.
        for owner in self._ice.owners(media.ssrc):
            if owner is not path and self._admit(owner, media):
                return
        self._counters["srtp_refused"] += 1

    def _admit(self, path: Path, media: _Media) -> bool:
        """Whether the packet is this participant's; if so, it is delivered."""
        dtls = self._peers[path.participant].dtls
        if not path.admits_ssrc(media.ssrc):
            return False
        packet = dtls.unprotect_rtcp(media.datagram) if media.is_rtcp else dtls.unprotect(media.datagram)
        if packet is None:
            return False
        if path.is_settled(media.address, media.ssrc):
            path.selected_heard_at = media.now
        else:
            self._ice.take_media(path, media.ssrc, media.address, media.now)
        self._hear(path, media.now)
        if media.is_rtcp:
            self._deliver_rtcp(path.participant, packet, media.now)
        else:
            self._counters["srtp_received"] += 1
            self._listener.take_rtp(path.participant, packet, media.now, media.arrived)
        return True

    def _deliver_rtcp(self, participant: str, datagram: bytes, now: float) -> None:
        try:
            packets = read_rtcp(datagram)
        except BadRtcpError:
            self._counters["rtcp_refused"] += 1
            return
        self._counters["srtcp_received"] += 1
        self._listener.take_rtcp(participant, packets, now)

    def _hear(self, path: Path, now: float) -> None:
        if path.hear(now) and self._peers[path.participant].dtls.is_secured:
            self._listener.came_back(path.participant)

    def _send(self, datagram: bytes, path: Path) -> None:
        if path.selected is not None:
            self._port.send(datagram, path.selected)

    def _secured(self, participant: str) -> None:
        self._peers[participant].path.hear(self._clock())
        self._listener.secured(participant)

    def _ended(self, participant: str, end: End) -> None:
        self._ice.remove(participant)
        self._listener.lost(participant, end)


def _read_media(datagram: bytes, address: Address, now: float, arrived: float) -> _Media:
    is_rtcp = 192 <= datagram[1] <= 223
    ssrc = int.from_bytes(datagram[4:8] if is_rtcp else datagram[8:12], "big")
    return _Media(datagram, address, ssrc, is_rtcp, now, arrived)


class _Association:
    """Carries the events of one participant's DTLS association to the edge."""

    def __init__(self, edge: Edge, participant: str) -> None:
        self._edge = edge
        self._participant = participant

    def secured(self) -> None:
        self._edge._secured(self._participant)

    def ended(self, end: End) -> None:
        self._edge._ended(self._participant, end)
