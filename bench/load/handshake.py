"""ICE and DTLS of a synthetic person, as the controlling side and the DTLS client."""

import asyncio
import secrets
from typing import Any, cast

from aioice import stun
from aiortc.rtcdtlstransport import RTCCertificate, RTCDtlsTransport
from aiortc.rtcicetransport import RTCIceTransport

from bench.load.line import Line
from bench.load.offer import Agreed, Identity

CHECK_SECONDS = 0.2
CHECKS = 25
PRIORITY = 1_845_501_695
"""RFC 8445 section 5.1.2: of a peer-reflexive candidate."""


class Handshake:
    """What RTCDtlsTransport wants of an ICE transport, over a line of ours."""

    role = "controlling"

    def __init__(self, line: Line, certificate: RTCCertificate) -> None:
        self._line = line
        self._records: asyncio.Queue[bytes] = asyncio.Queue()
        self._answered = asyncio.Event()
        self._tie_breaker = secrets.randbits(64)
        self._dtls = RTCDtlsTransport(cast(RTCIceTransport, self), [certificate])
        line.on_other = self._take

    async def run(self, own: Identity, agreed: Agreed) -> None:
        """Until both SRTP sessions are there."""
        self._line.open(agreed.address)
        await self._check(own, agreed)
        self._dtls._set_role("client")
        await self._dtls.start(agreed.dtls)
        if self._dtls.state != "connected":
            raise RuntimeError(f"the DTLS handshake of a synthetic person ended as {self._dtls.state}")
        self._line.inbound, self._line.outbound = self._dtls._rx_srtp, self._dtls._tx_srtp

    def check(self, own: Identity, agreed: Agreed) -> None:
        """RFC 8445 section 7.2.2 and RFC 7675: one check that nominates, and shows that we still consent."""
        request: Any = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
        request.attributes["USERNAME"] = f"{agreed.ufrag}:{own.ufrag}"
        request.attributes["PRIORITY"] = PRIORITY
        request.attributes["ICE-CONTROLLING"] = self._tie_breaker
        request.attributes["USE-CANDIDATE"] = None
        request.add_message_integrity(agreed.password.encode())
        request.add_fingerprint()
        self._line.send(bytes(request))

    async def close(self) -> None:
        await self._dtls.stop()

    async def _check(self, own: Identity, agreed: Agreed) -> None:
        for _ in range(CHECKS):
            self.check(own, agreed)
            try:
                await asyncio.wait_for(self._answered.wait(), CHECK_SECONDS)
            except TimeoutError:
                continue
            return
        raise RuntimeError("the relay does not answer the checks of a synthetic person")

    def _take(self, datagram: bytes) -> None:
        if datagram[0] < 4:
            self._answered.set()
        elif 19 < datagram[0] < 64:
            self._records.put_nowait(datagram)

    async def _recv(self) -> bytes:
        return await self._records.get()

    async def _send(self, data: bytes) -> None:
        self._line.send(data)
