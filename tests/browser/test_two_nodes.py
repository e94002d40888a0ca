"""Two browsers on two servers, one of which dies: they see each other again, and nobody taps anything."""

from tests.support.browsers import Browsers
from tests.support.capture import GREEN, RED
from tests.support.meeting import Meeting, meeting_on, see_and_hear_each_other
from tests.support.needs import CHROMIUM, TWO_NODES
from tests.support.person import Person
from tests.support.postgresql import PostgreSQL
from tests.support.two_nodes import TwoNodes, running_two_nodes
from tests.support.waiting import eventually

pytestmark = [CHROMIUM, TWO_NODES]
BACK_WITHIN_SECONDS = 30.0


async def two_on_two_nodes(service: TwoNodes, meeting: Meeting) -> tuple[Person, Person]:
    """The room is on the first node, and Meera's socket is brought there by the second."""
    service.lead_to(0)
    rao = await meeting.chromium("Dr Rao", GREEN)
    await rao.join()
    service.lead_to(1)
    meera = await meeting.chromium("Meera", RED, role="health_worker")
    await meera.join()
    await see_and_hear_each_other([rao, meera])
    service.lead_to(None)
    return rao, meera


async def has_another_seat(one: Person, before: str) -> None:
    async def changed() -> bool:
        return await one.participant() not in ("", "None", before)

    await eventually(f"{one.name} has a new seat", changed, within_seconds=BACK_WITHIN_SECONDS)


async def test_a_node_that_only_passes_a_socket_on_may_die_and_the_seat_is_the_same(
    postgresql: PostgreSQL, browsers: Browsers
) -> None:
    async with running_two_nodes(postgresql) as service, meeting_on(service.door, browsers) as meeting:
        rao, meera = await two_on_two_nodes(service, meeting)
        seats = [await one.participant() for one in (rao, meera)]
        service.nodes[1].kill()
        await meera.write("still here")
        await rao.reads("still here")
        await meera.reload()
        await meera.is_at("call")
        await see_and_hear_each_other([rao, meera])
        assert [await one.participant() for one in (rao, meera)] == seats


async def test_when_the_node_of_their_room_dies_they_see_each_other_again_on_the_other(
    postgresql: PostgreSQL, browsers: Browsers
) -> None:
    async with running_two_nodes(postgresql) as service, meeting_on(service.door, browsers) as meeting:
        people = await two_on_two_nodes(service, meeting)
        seats = [await one.participant() for one in people]
        service.nodes[0].kill()
        for one, before in zip(people, seats, strict=True):
            await has_another_seat(one, before)
        await see_and_hear_each_other(people, within_seconds=BACK_WITHIN_SECONDS)
        assert [await one.page.locator("body").get_attribute("data-screen") for one in people] == ["call"] * 2
