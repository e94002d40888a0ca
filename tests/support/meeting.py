"""A running server and the people who meet there, each with a browser process of her own."""

from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import permutations
from typing import Any

from playwright.async_api import Browser

from tests.support.browsers import Browsers
from tests.support.capture import Look, closest
from tests.support.equipment import plain
from tests.support.line import Line
from tests.support.peer import Peer, peer
from tests.support.person import PATIENCE_SECONDS, Person, person
from tests.support.server import Server, running_server

RECOGNISABLE = 75.0
"""Distance in RGB below which a colour is somebody's; a picture that is just appearing may be further from all."""


class Meeting:
    def __init__(self, server: Server, browsers: Browsers, stack: AsyncExitStack) -> None:
        self.server = server
        self._browsers: dict[str | None, Browsers] = {None: browsers}
        self._stack = stack
        self.people: list[Person] = []

    async def chromium(
        self,
        name: str,
        look: Look,
        *,
        namespace: str | None = None,
        busy: bool = False,
        flags: tuple[str, ...] = (),
        without: tuple[str, ...] = (),
        **of_person: Any,
    ) -> Person:
        """Somebody with a Chromium, in front of no page yet; ``of_person``: role and the like."""
        browsers = await self._browsers_in(namespace)
        browser = await browsers.chromium(look, self.server.url, busy=busy, flags=flags, without=without)
        return await self._seat(browser, name, look, **of_person)

    async def firefox(self, name: str, look: Look, *, namespace: str | None = None, **of_person: Any) -> Person:
        browser = await (await self._browsers_in(namespace)).firefox()
        return await self._seat(browser, name, look, equipment=plain(look), **of_person)

    async def peer(self, name: str, look: Look, **options: Any) -> Peer:
        """Somebody without a browser."""
        return await self._stack.enter_async_context(peer(self.server, name, look, **options))

    async def second_device(self, one: Person, look: Look) -> Person:
        """The same person with the same link, in front of another browser."""
        other = await self.chromium(one.name, look)
        other.invitation = one.invitation
        return other

    async def line(self, one: Person) -> Line:
        """A hand on her socket; to be asked for before she opens the page."""
        line = Line()
        await line.watch(one.page)
        return line

    def no_page_failed(self) -> None:
        for one in self.people:
            assert one.errors == [], f"the page of {one.name} raised {one.errors}"

    async def _seat(self, browser: Browser, name: str, look: Look, **of_person: Any) -> Person:
        newcomer = await self._stack.enter_async_context(person(browser, self.server, name, look, **of_person))
        self.people.append(newcomer)
        return newcomer

    async def _browsers_in(self, namespace: str | None) -> Browsers:
        if namespace not in self._browsers:
            self._browsers[namespace] = await self._stack.enter_async_context(Browsers(namespace))
        return self._browsers[namespace]


@asynccontextmanager
async def meeting(
    *, namespace: str | None = None, address: str = "127.0.0.1", **settings: str
) -> AsyncIterator[Meeting]:
    """On a server of its own."""
    async with (
        running_server(namespace=namespace, address=address, **settings) as server,
        Browsers() as browsers,
        meeting_on(server, browsers) as opened,
    ):
        yield opened


@asynccontextmanager
async def meeting_on(server: Server, browsers: Browsers) -> AsyncIterator[Meeting]:
    """On a server and with browsers that others use before and after."""
    async with AsyncExitStack() as stack:
        opened = Meeting(server, browsers, stack)
        yield opened
        opened.no_page_failed()


async def see_and_hear_each_other(people: Iterable[Person], *, within_seconds: float = PATIENCE_SECONDS) -> None:
    for one, other in permutations(people, 2):
        await one.sees(other, within_seconds=within_seconds)
        await one.hears(other, within_seconds=within_seconds)


def wrong_faces(sightings: list[tuple[str, list[float]]], looks: dict[str, Look]) -> list[tuple[str, Look]]:
    """Every sighting of one person's colours under another's name; a caption may hold more than the name."""
    recognised = [(caption, closest(tuple(colour))) for caption, colour in sightings if _is_somebody(tuple(colour))]
    return [
        (name, look) for caption, look in recognised for name, own in looks.items() if name in caption and own != look
    ]


def _is_somebody(colour: tuple[float, ...]) -> bool:
    """Near enough to a look, whose figure darkens its average a little."""
    look = closest(colour)
    distance: float = sum((a - b) ** 2 for a, b in zip(colour, look.colour, strict=True)) ** 0.5
    return distance < RECOGNISABLE
