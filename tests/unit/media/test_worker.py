"""The worker's commands and its patience with damage, without process and network."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import cast

import pytest

from media.incidents import Incidents
from media.messages import (
    Close,
    Command,
    Connected,
    Done,
    Failed,
    Feed,
    GetStatistics,
    Lost,
    Open,
    Permit,
    Report,
    RestartIce,
    Statistics,
    VideoPaused,
)
from media.parameters import EVERY_SOURCE, ExtensionIds, Fingerprint, IceCredentials, TransportParameters, VideoName
from media.sfu import outputs
from media.sfu.forwarder import Forwarder
from media.webrtc.port import Port
from media.worker import ControlLink, Worker
from tests.unit.media.sfu.builders import uplink, voice

CREDENTIALS = IceCredentials("fragment", "password-of-twenty-four-bytes")
PARAMETERS = TransportParameters(CREDENTIALS, (Fingerprint("sha-256", "AB"),), (), (), ExtensionIds())
SENDING = replace(PARAMETERS, uplinks=(uplink("0", "microphone", "audio", (1,)),))


class Desk:
    """In place of a port and of a link: nothing arrives, and what is reported is remembered."""

    addresses = (("127.0.0.1", 1),)

    def __init__(self) -> None:
        self.reports: list[Report] = []

    def send(self, report: Report) -> None:
        self.reports.append(report)


class BrokenRoom(Forwarder):
    def tick(self, now: float) -> list[outputs.Output]:
        raise RuntimeError("a bug")

    def feed(
        self, participant: str, pair: int, source: str | None, video: VideoName, now: float
    ) -> list[outputs.Output]:
        return [
            cast(outputs.Output, outputs.SendRtcp(participant, cast(tuple[()], ("no packet",)))),
            outputs.VideoPaused(participant, pair, paused=True),
        ]


class Bench:
    def __init__(self, new_room: Callable[[], Forwarder] = Forwarder) -> None:
        self.desk = Desk()
        self.counters: Counter[str] = Counter()
        incidents = Incidents(self.counters)
        port, link = cast(Port, self.desk), cast(ControlLink, self.desk)
        self.worker = Worker(port, link, self.counters, incidents, new_room)

    def obey(self, *commands: Command) -> list[Report]:
        """What these commands let the worker report."""
        before = len(self.desk.reports)
        for command in commands:
            self.worker._obey(command)
        return self.desk.reports[before:]

    def count(self, name: str) -> int:
        (answer,) = self.obey(GetStatistics(99))
        assert isinstance(answer, Statistics)
        return answer.counters.get(name, 0)


@pytest.fixture
async def bench() -> Bench:
    return Bench()


async def test_opening_is_answered_and_closing_forgets(bench: Bench) -> None:
    assert bench.obey(Open(1, "room", "asha", PARAMETERS, EVERY_SOURCE)) == [Done(1)]
    assert (bench.count("participants"), bench.count("rooms")) == (1, 1)
    assert bench.obey(Close("asha"), Close("asha")) == []
    assert (bench.count("participants"), bench.count("rooms")) == (0, 0)


async def test_joining_another_room_leaves_the_first(bench: Bench) -> None:
    bench.obey(Open(1, "one", "asha", PARAMETERS, EVERY_SOURCE), Open(2, "two", "asha", PARAMETERS, EVERY_SOURCE))
    assert (bench.count("participants"), bench.count("rooms")) == (1, 1)


async def test_a_restart_for_somebody_who_is_not_here_fails(bench: Bench) -> None:
    (answer,) = bench.obey(RestartIce(5, "nobody", CREDENTIALS))
    assert isinstance(answer, Failed)
    assert (answer.id, answer.code) == (5, "media_unavailable")


async def test_a_restart_is_answered(bench: Bench) -> None:
    bench.obey(Open(1, "room", "asha", PARAMETERS, EVERY_SOURCE))
    assert bench.obey(RestartIce(5, "asha", IceCredentials("other", "another-password-of-24-bytes"))) == [Done(5)]


async def test_a_feed_for_a_pair_that_is_not_there_is_counted_only(bench: Bench) -> None:
    bench.obey(Open(1, "room", "asha", PARAMETERS, EVERY_SOURCE))
    assert bench.obey(Feed("asha", 7, "rao"), Feed("nobody", 0, None)) == []
    assert bench.count("feeds_refused") == 1
    assert bench.count("incidents") == 0


async def test_permissions_of_somebody_who_is_not_here_have_no_effect(bench: Bench) -> None:
    assert bench.obey(Permit("nobody", ("camera",))) == []
    assert bench.count("incidents") == 0


async def test_permissions_reach_the_room(bench: Bench) -> None:
    bench.obey(Open(1, "room", "asha", SENDING, EVERY_SOURCE), Permit("asha", ()))
    bench.worker.take_rtp("asha", voice(1, 1), now=1.0, arrived=1.0)
    assert bench.count("rtp_not_permitted") == 1


async def test_joining_again_brings_its_own_permissions(bench: Bench) -> None:
    bench.obey(Open(1, "room", "asha", SENDING, ()), Open(2, "room", "asha", SENDING, EVERY_SOURCE))
    bench.worker.take_rtp("asha", voice(1, 1), now=1.0, arrived=1.0)
    assert bench.count("rtp_not_permitted") == 0


async def test_counters_of_a_room_outlive_it(bench: Bench) -> None:
    bench.obey(Open(1, "room", "asha", PARAMETERS, EVERY_SOURCE))
    bench.worker.take_rtp("asha", b"no rtp", now=1.0, arrived=1.0)
    bench.obey(Close("asha"))
    assert bench.count("rtp_received") == 1


async def test_the_events_of_the_edge_are_reported(bench: Bench) -> None:
    bench.obey(Open(1, "room", "asha", PARAMETERS, EVERY_SOURCE))
    bench.worker.secured("asha")
    bench.worker.lost("asha", "silent")
    bench.worker.came_back("asha")
    assert bench.desk.reports[1:] == [Connected("asha"), Lost("asha", "silent"), Connected("asha")]


@pytest.fixture
async def broken() -> Bench:
    bench = Bench(BrokenRoom)
    bench.obey(Open(1, "room", "asha", PARAMETERS, EVERY_SOURCE))
    return bench


async def test_a_room_that_fails_at_every_tick_stops_nothing(broken: Bench) -> None:
    broken.worker._tick()
    broken.worker._tick()
    assert broken.count("incidents") == 2
    assert broken.worker._timer is not None


async def test_an_output_that_fails_does_not_cost_the_next(broken: Bench) -> None:
    assert broken.obey(Feed("asha", 0, "rao")) == [VideoPaused("asha", 0, paused=True)]
    assert broken.count("incidents") == 1


async def test_a_command_that_fails_is_answered(bench: Bench) -> None:
    spoilt = TransportParameters(CREDENTIALS, cast(tuple[()], (None,)), (), (), ExtensionIds())
    (answer,) = bench.obey(Open(8, "room", "asha", spoilt, EVERY_SOURCE))
    assert isinstance(answer, Failed)
    assert answer.id == 8


@pytest.fixture(autouse=True)
def _quiet(capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Incidents are logged; not on the tests' screen."""
    yield
    capsys.readouterr()
