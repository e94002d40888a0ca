from pathlib import Path

import pytest

from rooms.invitations import InvitedPerson
from rooms.roles import Role
from server.demonstration import DemonstrationLink
from server.settings import Settings
from server.startup import greeting, origin
from tests.unit.server.certificates import certificate, key

ADDRESSES = ("192.0.2.7", "2001:db8::7")
CAMERA = "A phone's browser gives its camera only to https pages: --https serves them."
LINKS = (
    DemonstrationLink(InvitedPerson(Role.DOCTOR, "Dr Rao"), "first-secret"),
    DemonstrationLink(InvitedPerson(Role.PATIENT, "Asha"), "second-secret"),
)


def test_the_greeting_names_the_page_two_people_the_network_and_what_a_phone_needs() -> None:
    assert greeting(Settings(), ADDRESSES, LINKS).splitlines() == [
        "Paramarsh is ready: http://localhost:8080",
        "",
        "Try a call between two people, each link in a window of its own, today:",
        "  Dr Rao, doctor:  http://localhost:8080/#first-secret",
        "  Asha, patient:  http://localhost:8080/#second-secret",
        "",
        "Invite others:  scripts/invite --help",
        "",
        "Patients register at http://localhost:8080/register/, staff sign in at http://localhost:8080/staff/.",
        "",
        "On this machine's network:",
        "  http://192.0.2.7:8080",
        CAMERA,
    ]


def test_only_addresses_of_the_served_family_are_named() -> None:
    text = greeting(Settings(host="::", port=9000), ADDRESSES)
    assert "http://[2001:db8::7]:9000" in text
    assert "192.0.2.7" not in text


def test_with_tls_every_link_is_https_and_the_camera_needs_no_word(tmp_path: Path) -> None:
    settings = Settings(tls_certificate=certificate(tmp_path), tls_key=key(tmp_path))
    text = greeting(settings, ADDRESSES)
    assert "https://192.0.2.7:8080" in text
    assert "http://" not in text
    assert CAMERA not in text


def test_without_a_demonstration_nobody_is_invited() -> None:
    assert "#" not in greeting(Settings(), ADDRESSES)


def test_with_a_certificate_of_its_own_links_are_for_phones_and_say_how_these_trust_it(tmp_path: Path) -> None:
    made = {"https": True, "tls_certificate": certificate(tmp_path), "tls_key": key(tmp_path)}
    settings = Settings().model_copy(update=made)
    text = greeting(settings, ADDRESSES, LINKS, "http://192.0.2.7:8081/trust")
    assert text.startswith("Paramarsh is ready: https://192.0.2.7:8080\n")
    assert "  Asha, patient:  https://192.0.2.7:8080/#second-secret" in text
    assert (
        "A phone has to trust this server once. Open this page on it, or scan it:\n  http://192.0.2.7:8081/trust"
        in text
    )
    assert set(text.rpartition("/trust")[2]) == set("\n █▀▄")
    assert CAMERA not in text
    assert origin(settings, ADDRESSES) == "https://192.0.2.7:8080"


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_a_server_on_the_loopback_says_that_nobody_else_can_open_it(host: str) -> None:
    text = greeting(Settings(host=host), ADDRESSES, LINKS)
    assert text.startswith("Paramarsh is ready: http://localhost:8080\n")
    assert text.endswith("\nOnly this machine can open the pages.")


@pytest.mark.parametrize("host", ["192.0.2.7", "clinic.example.org"])
def test_a_server_on_one_address_is_linked_by_that_address(host: str) -> None:
    text = greeting(Settings(host=host), ADDRESSES, LINKS)
    assert f"http://{host}:8080/#second-secret" in text
    assert "localhost" not in text


def test_a_machine_without_a_network_has_no_addresses_to_name() -> None:
    assert "network" not in greeting(Settings(), ("127.0.0.1", "::1"))
