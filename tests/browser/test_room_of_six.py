"""Six people in a room, each seeing and hearing five others: one with Chromium, five by aiortc."""

from itertools import permutations

from tests.support.capture import LOOKS
from tests.support.meeting import Meeting
from tests.support.needs import CHROMIUM

pytestmark = CHROMIUM
NAMES = ("Asha", "Dr Rao", "Bina", "Chand", "Meera", "Esther")
PATIENCE_SECONDS = 90.0


async def test_six_people_each_see_and_hear_the_five_others(demo: Meeting) -> None:
    asha = await demo.chromium(NAMES[0], LOOKS[0])
    peers = [
        await demo.peer(name, look, pairs=5, rate_fps=5) for name, look in list(zip(NAMES, LOOKS, strict=True))[1:]
    ]
    await asha.join()
    for one in peers:
        await one.join()
    for other in peers:
        await asha.sees(other, within_seconds=PATIENCE_SECONDS)
        await asha.hears(other, within_seconds=PATIENCE_SECONDS)
    assert len(await asha.probe("participants")) == 5
    for one in peers:
        await one.has_seen_and_heard(asha, within_seconds=PATIENCE_SECONDS)
    for one, other in permutations(peers, 2):
        await one.has_seen_and_heard(other, within_seconds=PATIENCE_SECONDS)
