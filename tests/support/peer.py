"""aiortc as a third kind of client: no browser, but the same socket, the same offer's shape, real packets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aioice.ice
import socketio
from aiortc import RTCBundlePolicy, RTCConfiguration, RTCPeerConnection, RTCRtpTransceiver, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError, MediaStreamTrack

from tests.support.capture import Look, closest
from tests.support.tracks import ColourTrack, Listener, ToneTrack, Watcher
from tests.support.waiting import eventually

PROTOCOL = 1
ACK_SECONDS = 8.0
PATIENCE_SECONDS = 15.0
TONE_TOLERANCE_HZ = 15.0


@dataclass
class Pair:
    """What arrives in one pair of slots."""

    watcher: Watcher = field(default_factory=Watcher)
    listener: Listener = field(default_factory=Listener)


class Peer:
    def __init__(self, url: str, name: str, look: Look, pairs: int) -> None:
        self.name = name
        self.look = look
        self.shown: dict[int, str | None] = {}
        """Who stands in which pair, by name, as the server last said."""
        self.participant: str | None = None
        self.rejoins = 0
        self._url = url
        self._pair_count = pairs
        self._socket = _client()
        # Under its default policy aiortc leaves the second section of a kind on the transport of the first.
        self._connection = RTCPeerConnection(RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE))
        self._pairs: dict[int, Pair] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._socket.on("slots", self._take_slots)
        self._socket.on("rejoin_needed", self._take_rejoin_needed)

    async def connect(self) -> None:
        await self._socket.connect(self._url, transports=["websocket"])

    async def join(self, room: str = "demo") -> None:
        self._add_sections()
        offer = await self._offer()
        seat = await self.command("join", {"protocol": PROTOCOL, "room": room, "name": self.name, "offer": offer})
        await self._take_seat(seat)

    async def command(self, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        """The reply of a command that must be granted."""
        reply = await self._socket.call(name, payload, timeout=ACK_SECONDS)
        assert reply["ok"], f"{self.name}: {name} was refused: {reply}"
        return dict(reply)

    async def leave(self) -> None:
        await self.command("leave", {})

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await self._connection.close()
        await self._socket.disconnect()

    @property
    def state(self) -> str:
        return str(self._connection.connectionState)

    async def sees_and_hears(self, other: "Peer", *, within_seconds: float = PATIENCE_SECONDS) -> None:
        frames = self._frames_of(other)

        async def her() -> bool:
            pair = self._pair_of(other)
            return pair is not None and _shows(pair, other.look) and self._frames_of(other) > frames

        await eventually(f"{self.name} sees and hears {other.name}", her, within_seconds=within_seconds)

    def _add_sections(self) -> None:
        """The shape of design decision 3: microphone, camera, a second video, then the pairs."""
        for track in (ToneTrack(self.look), ColourTrack(self.look)):
            self._connection.addTransceiver(track, direction="sendonly")
        self._connection.addTransceiver("video", direction="sendonly")
        for _ in range(self._pair_count):
            self._connection.addTransceiver("audio", direction="recvonly")
            self._connection.addTransceiver("video", direction="recvonly")

    async def _offer(self) -> str:
        await self._connection.setLocalDescription(await self._connection.createOffer())
        return str(self._connection.localDescription.sdp)

    async def _take_seat(self, seat: dict[str, Any]) -> None:
        self.participant = seat["participant"]
        await self._connection.setRemoteDescription(RTCSessionDescription(seat["answer"], "answer"))
        by_mid = {transceiver.mid: transceiver for transceiver in self._connection.getTransceivers()}
        for mids in seat["pairs"]:
            self._receive(Pair(), mids["pair"], by_mid[mids["audio_mid"]], by_mid[mids["video_mid"]])
        await self._take_slots(seat["slots"])

    def _receive(self, pair: Pair, index: int, audio: RTCRtpTransceiver, video: RTCRtpTransceiver) -> None:
        self._pairs[index] = pair
        for taker, transceiver in ((pair.listener, audio), (pair.watcher, video)):
            task = asyncio.create_task(_consume(transceiver.receiver.track, taker))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _take_slots(self, slots: dict[str, Any]) -> None:
        self.shown = {shown["pair"]: shown["name"] for shown in slots["pairs"]}
        await self.command("acknowledge_slots", {"revision": slots["revision"]})

    def _take_rejoin_needed(self, _: dict[str, Any]) -> None:
        self.rejoins += 1

    def _pair_of(self, other: "Peer") -> Pair | None:
        pairs = [pair for pair, name in self.shown.items() if name == other.name]
        return self._pairs.get(pairs[0]) if pairs else None

    def _frames_of(self, other: "Peer") -> int:
        pair = self._pair_of(other)
        return 0 if pair is None else pair.watcher.frames


def _client() -> Any:
    return socketio.AsyncClient(reconnection=False)  # type: ignore[no-untyped-call]


async def _consume(track: MediaStreamTrack, taker: Watcher | Listener) -> None:
    try:
        while True:
            taker.take(await track.recv())  # type: ignore[arg-type]
    except MediaStreamError:
        return


def _shows(pair: Pair, look: Look) -> bool:
    if pair.watcher.colour is None or pair.listener.tone_hz is None:
        return False
    return closest(pair.watcher.colour) == look and abs(pair.listener.tone_hz - look.tone_hz) < TONE_TOLERANCE_HZ


@asynccontextmanager
async def peer(url: str, name: str, look: Look, *, pairs: int = 2, address: str = "127.0.0.1") -> AsyncIterator[Peer]:
    """Connected to the server's socket; its media use only that address (aioice leaves the loopback out by itself)."""
    gather = aioice.ice.get_host_addresses
    aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: [address]
    one = Peer(url, name, look, pairs)
    try:
        await one.connect()
        yield one
    finally:
        await one.close()
        aioice.ice.get_host_addresses = gather
