"""One media process: ``python -m media.worker --link PATH --address A``.

It says a line when its imports are done, opens the port that a line on its standard input names (until then it is a
spare one), and ends when its link, or that input before the line, closes: it cannot outlive the control process.
"""

import argparse
import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import assert_never

import uvloop

from media.forwarders import Forwarders
from media.incidents import Incidents, log_plainly
from media.link import MAX_LINE_BYTES, Link, LinkBrokenError
from media.messages import (
    COMMAND,
    REPORT,
    Close,
    Command,
    Connected,
    Done,
    Failed,
    Feed,
    GetStatistics,
    Lost,
    LostReason,
    Open,
    Permit,
    Ready,
    Report,
    RestartIce,
    Statistics,
    VideoPaused,
)
from media.sfu import outputs
from media.sfu.forwarder import Forwarder
from media.sfu.rtcp import RtcpPacket
from media.steady_clock import SteadyClock
from media.webrtc.certificate import fingerprints, new_certificate
from media.webrtc.edge import Edge
from media.webrtc.port import Port, open_sockets

TICK_SECONDS = 0.01

ControlLink = Link[Command, Report]


class Worker:
    """Rooms of one port: carries out commands, and moves packets between the edge and the rooms' forwarders."""

    def __init__(
        self,
        port: Port,
        link: ControlLink,
        counters: Counter[str],
        incidents: Incidents,
        new_room: Callable[[], Forwarder] = Forwarder,
    ) -> None:
        certificate = new_certificate()
        self._clock = SteadyClock()
        self._link = link
        self._counters = counters
        self._incidents = incidents
        self._edge = Edge(port, certificate, self._clock.now, self, counters)
        self._forwarders = Forwarders(counters, new_room)
        self._timer: asyncio.TimerHandle | None = None
        self._ready = Ready(os.getpid(), fingerprints(certificate), port.addresses)

    async def run(self) -> None:
        """Serve until the link closes."""
        self._edge.start()
        self._link.send(self._ready)
        try:
            async for command in self._link.messages():
                self._obey(command)
        finally:
            if self._timer is not None:
                self._timer.cancel()
            await self._edge.shut_down()
            self._link.close()

    def _obey(self, command: Command) -> None:
        try:
            self._carry_out(command)
        except Exception as error:
            self._incidents.note(f"command {command.type}", error)
            if isinstance(command, Open | RestartIce | GetStatistics):
                self._link.send(Failed(command.id, "media_unavailable", "The media worker could not do this."))

    def _carry_out(self, command: Command) -> None:
        match command:
            case Open():
                self._open(command)
            case RestartIce():
                self._restart_ice(command)
            case Permit():
                self._permit(command)
            case Feed():
                self._feed(command)
            case Close():
                self._leave_room(command.participant)
                self._edge.close(command.participant)
            case GetStatistics():
                self._link.send(Statistics(command.id, self._forwarders.statistics()))
            case _:
                assert_never(command)

    def _open(self, command: Open) -> None:
        participant, now = command.participant, self._clock.now()
        if not self._forwarders.is_in(participant, command.room):
            self._leave_room(participant)
        self._edge.open(participant, command.parameters)
        forwarder = self._forwarders.enter(participant, command.room)
        self._perform(forwarder.add(participant, command.parameters, command.permitted, now), now)
        self._arm_timer()
        self._link.send(Done(command.id))

    def _restart_ice(self, command: RestartIce) -> None:
        try:
            self._edge.restart_ice(command.participant, command.credentials)
        except KeyError:
            self._link.send(Failed(command.id, "media_unavailable", "The media connection is gone; join again."))
        else:
            self._link.send(Done(command.id))

    def _permit(self, command: Permit) -> None:
        forwarder, now = self._forwarders.of.get(command.participant), self._clock.now()
        if forwarder is not None:
            self._perform(forwarder.permit(command.participant, command.permitted, now), now)

    def _feed(self, command: Feed) -> None:
        """A feed for one who has left meanwhile, or for a pair that she does not have, has no effect."""
        participant, now = command.participant, self._clock.now()
        forwarder = self._forwarders.of.get(participant)
        if forwarder is None:
            return
        try:
            self._perform(forwarder.feed(participant, command.pair, command.source, command.video, now), now)
        except KeyError:
            self._counters["feeds_refused"] += 1

    def _leave_room(self, participant: str) -> None:
        now = self._clock.now()
        self._perform(self._forwarders.leave(participant, now), now)

    # The edge's events.

    def secured(self, participant: str) -> None:
        now = self._clock.now()
        self._link.send(Connected(participant))
        forwarder = self._forwarders.of.get(participant)
        if forwarder is not None:
            self._perform(forwarder.ready(participant, now), now)

    def came_back(self, participant: str) -> None:
        self._link.send(Connected(participant))

    def lost(self, participant: str, reason: LostReason) -> None:
        self._link.send(Lost(participant, reason))

    def take_rtp(self, participant: str, packet: bytes, now: float, arrived: float) -> None:
        self._perform(self._forwarders.of[participant].handle_rtp(participant, packet, now, arrived), now)

    def take_rtcp(self, participant: str, packets: Sequence[RtcpPacket], now: float) -> None:
        self._perform(self._forwarders.of[participant].handle_rtcp(participant, packets, now), now)

    def _expects_media(self, participant: str) -> bool:
        forwarder = self._forwarders.of.get(participant)
        return forwarder is not None and forwarder.expects_media(participant)

    def _perform(self, wanted: Iterable[outputs.Output], now: float) -> None:
        """Do what a forwarder wants; an exception in one output does not cost the others."""
        for output in wanted:
            try:
                self._do(output, now)
            except Exception as error:
                self._incidents.note(f"output {type(output).__name__}", error)

    def _do(self, output: outputs.Output, now: float) -> None:
        match output:
            case outputs.SendRtp(participant, packet, keep):
                self._edge.send_rtp(participant, packet, keep, now)
            case outputs.ResendCiphertext(participant, ssrc, sequence):
                self._edge.resend(participant, ssrc, sequence, now)
            case outputs.SendRtcp(participant, packets):
                self._edge.send_rtcp(participant, packets)
            case outputs.VideoPaused(participant, pair, paused):
                self._link.send(VideoPaused(participant, pair, paused))

    def _arm_timer(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(TICK_SECONDS, self._tick)

    def _tick(self) -> None:
        """The timer is elastic: it runs late under load rather than catching up, and rests while nobody is here."""
        self._timer = None
        if self._forwarders:
            self._arm_timer()
        now = self._clock.now()
        for forwarder in self._forwarders.all:
            try:
                self._perform(forwarder.tick(now), now)
            except Exception as error:
                self._incidents.note("tick", error)
        self._edge.tick(now, self._expects_media)


async def serve(link_path: str, port: int, addresses: Sequence[str]) -> None:
    """Open the port, report to the control process, and serve it until the link closes."""
    counters: Counter[str] = Counter()
    incidents = Incidents(counters)
    sockets = open_sockets(addresses, port)
    reader, writer = await asyncio.open_unix_connection(link_path, limit=MAX_LINE_BYTES)
    link: ControlLink = Link(reader, writer, COMMAND, REPORT)
    await Worker(Port(sockets, counters, incidents), link, counters, incidents).run()


def _says_that_it_is_prepared() -> bool:
    """False where the control process is gone already: nobody is left to serve, or to be told."""
    try:
        os.write(sys.stdout.fileno(), b"prepared\n")
    except BrokenPipeError:
        return False
    return True


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="media.worker", description="A media worker; started by the control process.")
    parser.add_argument("--link", required=True, metavar="PATH", help="Unix socket of the control process")
    parser.add_argument("--address", required=True, action="append", help="address to bind, may be repeated")
    parsed = parser.parse_args(arguments)
    # Ctrl-C reaches the whole process group; the control process decides, and closes the link.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    log_plainly()
    if not _says_that_it_is_prepared():
        return
    port = sys.stdin.readline()
    if not port:
        return
    try:
        uvloop.run(serve(parsed.link, int(port), parsed.address))
    except (OSError, LinkBrokenError) as error:
        sys.exit(f"media worker: {error}")


if __name__ == "__main__":
    main()
