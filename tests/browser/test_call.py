"""Calls between real browsers on this machine."""

import os
from pathlib import Path

from tests.support.capture import BLUE, GREEN, MAGENTA, RED, YELLOW
from tests.support.meeting import Meeting, see_and_hear_each_other, wrong_faces
from tests.support.needs import CHROMIUM

pytestmark = CHROMIUM
PICTURE = Path(__file__).parents[2] / "docs" / "images" / "call.png"
PNG = b"\x89PNG"


async def test_two_people_see_and_hear_each_other(demo: Meeting) -> None:
    asha = await demo.chromium("Asha", RED)
    rao = await demo.chromium("Dr Rao", GREEN)
    await asha.join()
    await rao.join()
    await see_and_hear_each_other([asha, rao])


async def test_others_come_and_go_and_nobody_present_offers_again(demo: Meeting) -> None:
    asha = await demo.chromium("Asha", RED)
    rao = await demo.chromium("Dr Rao", GREEN)
    bina = await demo.chromium("Bina", BLUE)
    chand = await demo.chromium("Chand", YELLOW)
    for one in (asha, rao, bina):
        await one.join()
    await see_and_hear_each_other([asha, rao, bina])
    offers = [await one.offers() for one in (asha, rao, bina)]

    await chand.join()
    await see_and_hear_each_other([asha, rao, bina, chand])
    assert [await one.offers() for one in (asha, rao, bina)] == offers

    await bina.leave()
    for one in (asha, rao, chand):
        await one.sees_nobody_called("Bina")
    await see_and_hear_each_other([asha, rao, chand])
    assert [await one.offers() for one in (asha, rao)] == offers[:2]


async def test_no_face_stands_over_anothers_name_when_a_place_is_taken_over(demo: Meeting) -> None:
    looks = {"Asha": RED, "Dr Rao": GREEN, "Bina": BLUE, "Meena": MAGENTA}
    people = {name: await demo.chromium(name, look) for name, look in looks.items()}
    asha, rao, bina, meena = people.values()
    for one in (asha, rao, bina):
        await one.join()
    await asha.sees(bina)
    await asha.sees(rao)
    await asha.probe("keepWatch")

    await meena.open()
    await bina.leave()
    await meena.page.click("#join")
    await asha.sees(meena)
    await asha.hears(meena)
    sightings = await asha.probe("sightings")
    assert all(any(name in caption for caption, _ in sightings) for name in ("Dr Rao", "Meena"))
    assert wrong_faces(sightings, looks) == []


async def test_somebody_alone_hears_of_nobody_and_may_come_again(demo: Meeting) -> None:
    asha = await demo.chromium("Asha", RED)
    rao = await demo.chromium("Dr Rao", GREEN)
    await asha.join()
    await rao.join()
    await asha.sees(rao)
    await rao.leave()
    await asha.sees_nobody_called("Dr Rao")
    await rao.join()
    await see_and_hear_each_other([asha, rao])


async def test_the_picture_of_a_call_for_the_readme_can_be_made(demo: Meeting, tmp_path: Path) -> None:
    """It replaces the one in the documentation when PARAMARSH_UPDATE_PICTURES is 1."""
    asha = await demo.chromium("Asha", GREEN)
    others = [await demo.chromium("Dr Rao", BLUE), await demo.chromium("Bina", MAGENTA, role="health_worker")]
    await asha.page.set_viewport_size({"width": 1280, "height": 720})
    for one in (asha, *others):
        await one.join()
    for other in others:
        await asha.sees(other)
    picture = PICTURE if os.environ.get("PARAMARSH_UPDATE_PICTURES") == "1" else tmp_path / "call.png"
    picture.parent.mkdir(parents=True, exist_ok=True)
    await asha.page.screenshot(path=picture)
    assert picture.read_bytes().startswith(PNG)
