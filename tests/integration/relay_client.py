"""An aiortc client that joins straight through a worker pool, without sockets and pages."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager

import aioice.ice
from aiortc import RTCBundlePolicy, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import AudioStreamTrack, VideoStreamTrack

from media.parameters import EVERY_SOURCE, SourceName
from media.pool import Answer, WorkerPool

PATIENCE_SECONDS = 30.0


@contextmanager
def only_address(address: str) -> Iterator[None]:
    """aioice leaves the loopback out by itself."""
    gather = aioice.ice.get_host_addresses
    aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: [address]
    try:
        yield
    finally:
        aioice.ice.get_host_addresses = gather


class RelayClient:
    """She sends a microphone, a camera and, if asked to, a second video; and goes on whatever the relay permits."""

    def __init__(self, pool: WorkerPool, name: str, pairs: int, *, second: bool = False) -> None:
        self.name = name
        self.answer: Answer | None = None
        # Under its default policy aiortc leaves the second section of a kind on the transport of the first.
        self.connection = RTCPeerConnection(RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE))
        self._pool = pool
        self._settled = asyncio.Event()
        self.connection.on("connectionstatechange", self._settled.set)
        for track in (AudioStreamTrack(), VideoStreamTrack(), *([VideoStreamTrack()] if second else [])):
            self.connection.addTransceiver(track, direction="sendonly")
        for _ in range(pairs):
            self.connection.addTransceiver("audio", direction="recvonly")
            self.connection.addTransceiver("video", direction="recvonly")

    async def offer(self) -> str:
        await self.connection.setLocalDescription(await self.connection.createOffer())
        return str(self.connection.localDescription.sdp)

    async def join(self, room: str, permitted: Collection[SourceName] = EVERY_SOURCE) -> None:
        self.answer = await self._pool.join(room, self.name, await self.offer(), permitted)
        await self.connection.setRemoteDescription(RTCSessionDescription(self.answer.sdp, "answer"))
        await self.reaches("connected")

    async def reaches(self, state: str) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while self.connection.connectionState != state:
                self._settled.clear()
                await self._settled.wait()

    async def receives(self, pair: int) -> None:
        """Wait for a frame of each track of the pair; they were decoded from what was forwarded."""
        assert self.answer is not None
        await self._receives(self.answer.pairs[pair].audio_mid, self.answer.pairs[pair].video_mid)

    async def receives_picture(self, pair: int) -> None:
        assert self.answer is not None
        await self._receives(self.answer.pairs[pair].video_mid)

    async def _receives(self, *mids: str) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            for transceiver in self.connection.getTransceivers():
                if transceiver.mid in mids:
                    await transceiver.receiver.track.recv()


@asynccontextmanager
async def relay_client(
    pool: WorkerPool, name: str, pairs: int = 1, *, second: bool = False
) -> AsyncIterator[RelayClient]:
    client = RelayClient(pool, name, pairs, second=second)
    try:
        yield client
    finally:
        await client.connection.close()
