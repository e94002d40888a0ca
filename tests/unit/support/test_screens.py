from tests.support.screens import DOCUMENT, PICTURES, SCREENS, shots, written

MOST_BYTES_A_PICTURE = 13_500
"""On average."""


def test_the_page_of_all_screens_is_what_the_tests_look_at() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == written()


def test_every_picture_of_that_page_is_there_and_no_other() -> None:
    wanted = {shot.file for screen in SCREENS for shot in shots(screen)}
    assert {path.name for path in PICTURES.iterdir()} == wanted


def test_the_pictures_stay_small() -> None:
    sizes = [path.stat().st_size for path in PICTURES.iterdir()]
    assert sum(sizes) < MOST_BYTES_A_PICTURE * len(sizes)
