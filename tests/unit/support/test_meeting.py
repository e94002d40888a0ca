from tests.support.capture import BLUE, GREEN, RED
from tests.support.meeting import wrong_faces

LOOKS = {"Asha": RED, "Dr Rao": GREEN}


def test_a_face_under_its_own_name_is_right_even_a_little_darkened() -> None:
    darker = [part * 0.9 for part in RED.colour]
    assert wrong_faces([("Asha", darker)], LOOKS) == []


def test_a_face_under_anothers_name_is_found() -> None:
    assert wrong_faces([("Asha", list(GREEN.colour))], LOOKS) == [("Asha", GREEN)]


def test_a_picture_that_is_just_appearing_is_nobodys() -> None:
    assert wrong_faces([("Asha", [5.0, 5.0, 5.0])], LOOKS) == []


def test_names_that_are_not_watched_do_not_count() -> None:
    assert wrong_faces([("Bina", list(BLUE.colour))], LOOKS) == []
