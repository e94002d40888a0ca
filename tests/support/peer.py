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

from signaling.messages import PROTOCOL_VERSION
from tests.support.capture import Look, closest
from tests.support.operator import Invitation, Invited
from tests.support.server import Server
from tests.support.tracks import VIDEO_RATE_FPS, ColourTrack, Listener, ToneTrack, Watcher
from tests.support.waiting import eventually

ACK_SECONDS = 20.0
PATIENCE_SECONDS = 25.0
SEND_TIME = "abs-send-time"
"""Not offered: by it aiortc takes its own busy process for a slow line, and asks the relay for less (REMB)."""
TONE_TOLERANCE_HZ = 15.0
QUIET_SECONDS = 1.0


@dataclass
class Pair:
    """What arrives in one pair of slots."""

    watcher: Watcher = field(default_factory=Watcher)
    listener: Listener = field(default_factory=Listener)


@dataclass(frozen=True, slots=True)
class Shown:
    """Who stands in a pair."""

    participant: str
    video: str


class Peer:
    def __init__(
        self, server: Server, name: str, look: Look, invited: tuple[Invited, ...], pairs: int, rate_fps: int
    ) -> None:
        self.name = name
        self.look = look
        self.invited = invited
        self.invitation: Invitation | None = None
        self.shown: dict[int, Shown | None] = {}
        """Who stands in which pair, as the server last said."""
        self.people: dict[str, dict[str, Any]] = {}
        """Everybody in the room by participant, as the server last said."""
        self.participant: str | None = None
        self.events: list[tuple[str, dict[str, Any]]] = []
        """All that the server said without being asked."""
        self._server = server
        self._pair_count = pairs
        self._rate_fps = rate_fps
        self._socket = _client()
        # Under its default policy aiortc leaves the second section of a kind on the transport of the first.
        self._connection = RTCPeerConnection(RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE))
        self._pairs: dict[int, Pair] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._admitted = asyncio.Event()
        self._socket.on("*", self._take)

    async def connect(self) -> None:
        await self._socket.connect(self._server.url, transports=["websocket"])

    async def join(self) -> None:
        """Until the media connection is agreed; who waits in the lobby is let in by somebody else meanwhile."""
        await self.knock()
        await asyncio.wait_for(self._admitted.wait(), PATIENCE_SECONDS)
        await self._open_media()

    async def knock(self) -> dict[str, Any]:
        """Take the seat of the invitation, or a place in the lobby."""
        if self.invitation is None:
            self.invitation = await self._server.invite(*self.invited)
        spoken = {"protocol": PROTOCOL_VERSION}
        redeemed = await self.command("redeem", spoken | {"invitation": self.invitation.secret})
        names = [one.name or self.name for one in self.invited]
        joined = await self.command("join", spoken | {"grant": redeemed["grant"], "names": names})
        self.participant = joined["participant"]
        self._know(joined["room"]["people"])
        if joined["admission"] == "admitted":
            self._admitted.set()
        return joined

    async def ask(self, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        """The reply of a command, be it a refusal."""
        return dict(await self._socket.call(name, payload, timeout=ACK_SECONDS))

    async def command(self, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        """The reply of a command that must be granted."""
        reply = await self.ask(name, payload)
        assert reply["ok"], f"{self.name}: {name} was refused: {reply}"
        return reply

    async def show_second(self, look: Look, kind: str = "screen") -> None:
        """A second video beside her camera."""
        second = [one for one in self._connection.getTransceivers() if one.kind == "video"][1]
        second.sender.replaceTrack(ColourTrack(look, self._rate_fps))
        await self.command("set_media", {"microphone": True, "camera": True, "second": kind})

    async def leave(self) -> None:
        await self.command("leave", {})

    async def drop(self) -> None:
        """Everything breaks without a word."""
        await self._socket.disconnect()
        await self._connection.close()

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await self._connection.close()
        await self._socket.disconnect()

    @property
    def state(self) -> str:
        return str(self._connection.connectionState)

    def heard_of(self, event: str) -> list[dict[str, Any]]:
        return [payload for name, payload in self.events if name == event]

    async def is_told(self, event: str) -> list[dict[str, Any]]:
        """All that came under that name, once something has."""

        async def told() -> list[dict[str, Any]]:
            return self.heard_of(event)

        return await eventually(f"{self.name} is told: {event}", told, within_seconds=PATIENCE_SECONDS)

    async def sees_and_hears(self, other: Any, *, within_seconds: float = PATIENCE_SECONDS) -> None:
        """A peer or a person in front of a browser: anybody with a name and a look."""
        frames = self.frames_of(other)

        async def her() -> bool:
            pair = self._pair_of(other)
            return pair is not None and _shows(pair, other.look) and self.frames_of(other) > frames

        await eventually(f"{self.name} sees and hears {other.name}", her, within_seconds=within_seconds)

    async def has_seen_and_heard(self, other: Any, *, within_seconds: float = PATIENCE_SECONDS) -> None:
        """So far; five aiortc peers in one process have no time to go on encoding pictures for all."""

        async def her() -> bool:
            pair = self._pair_of(other)
            return pair is not None and _shows(pair, other.look)

        await eventually(f"{self.name} has seen and heard {other.name}", her, within_seconds=within_seconds)

    async def hears_nothing_of(self, other: Any, *, within_seconds: float = PATIENCE_SECONDS) -> None:
        """For a whole second not one packet of hers arrives."""

        async def nothing_comes() -> bool:
            before = self.sounds_of(other)
            await asyncio.sleep(QUIET_SECONDS)
            return self.sounds_of(other) == before

        await eventually(f"{self.name} gets no sound of {other.name}", nothing_comes, within_seconds=within_seconds)

    def frames_of(self, other: Any) -> int:
        """How many of the other's pictures came."""
        pair = self._pair_of(other)
        return 0 if pair is None else pair.watcher.frames

    def sounds_of(self, other: Any) -> int:
        """How many pieces of 20 ms of the other's sound came."""
        pair = self._pair_of(other)
        return 0 if pair is None else pair.listener.frames

    async def _open_media(self) -> None:
        self._add_sections()
        await self._connection.setLocalDescription(await self._connection.createOffer())
        lines = self._connection.localDescription.sdp.splitlines(keepends=True)
        offer = "".join(line for line in lines if SEND_TIME not in line)
        opened = await self.command("open_media", {"offer": offer})
        await self._connection.setRemoteDescription(RTCSessionDescription(opened["answer"], "answer"))
        by_mid = {transceiver.mid: transceiver for transceiver in self._connection.getTransceivers()}
        for mids in opened["pairs"]:
            self._receive(Pair(), mids["pair"], by_mid[mids["audio_mid"]], by_mid[mids["video_mid"]])
        await self._take_slots(opened["slots"])

    def _add_sections(self) -> None:
        """The shape of design decision 3: microphone, camera, a second video, then the pairs."""
        for track in (ToneTrack(self.look), ColourTrack(self.look, self._rate_fps)):
            self._connection.addTransceiver(track, direction="sendonly")
        self._connection.addTransceiver("video", direction="sendonly")
        for _ in range(self._pair_count):
            self._connection.addTransceiver("audio", direction="recvonly")
            self._connection.addTransceiver("video", direction="recvonly")

    def _receive(self, pair: Pair, index: int, audio: RTCRtpTransceiver, video: RTCRtpTransceiver) -> None:
        self._pairs[index] = pair
        for taker, transceiver in ((pair.listener, audio), (pair.watcher, video)):
            task = asyncio.create_task(_consume(transceiver.receiver.track, taker))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _take(self, event: str, payload: dict[str, Any]) -> None:
        self.events.append((event, payload))
        if event == "slots":
            await self._take_slots(payload)
        elif event == "people":
            self._know(payload["people"])
        elif event == "admitted":
            self._know(payload["room"]["people"])
            self._admitted.set()

    def _know(self, people: list[dict[str, Any]]) -> None:
        self.people = {one["participant"]: one for one in people}

    async def _take_slots(self, slots: dict[str, Any]) -> None:
        self.shown = {
            one["pair"]: None if one["participant"] is None else Shown(one["participant"], one["video"])
            for one in slots["pairs"]
        }
        await self.command("acknowledge_slots", {"revision": slots["revision"]})

    def _pair_of(self, other: Any, video: str = "camera") -> Pair | None:
        called = {
            participant
            for participant, person in self.people.items()
            if any(one["name"] == other.name for one in person["people"])
        }
        pairs = [
            pair
            for pair, shown in self.shown.items()
            if shown is not None and shown.participant in called and shown.video == video
        ]
        return self._pairs.get(pairs[0]) if pairs else None


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
async def peer(
    server: Server,
    name: str,
    look: Look,
    *,
    role: str = "doctor",
    invited: tuple[Invited, ...] | None = None,
    pairs: int = 2,
    rate_fps: int = VIDEO_RATE_FPS,
    address: str = "127.0.0.1",
) -> AsyncIterator[Peer]:
    """Connected to the server's socket; its media use only that address (aioice leaves the loopback out by itself)."""
    gather = aioice.ice.get_host_addresses
    aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: [address]
    one = Peer(server, name, look, invited or (Invited(role, name),), pairs, rate_fps)
    try:
        await one.connect()
        yield one
    finally:
        await one.close()
        aioice.ice.get_host_addresses = gather
