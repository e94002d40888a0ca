from ipaddress import ip_address
from pathlib import Path

import pytest

from server.settings import Settings
from server.startup import greeting, machine_addresses, reachable
from tests.unit.server.certificates import certificate, key

ADDRESSES = ("192.0.2.7", "2001:db8::7")
CAMERA = (
    "A phone's browser gives its camera only to https pages: "
    "set PARAMARSH_TLS_CERTIFICATE and PARAMARSH_TLS_KEY to serve them."
)


def test_the_greeting_names_the_page_two_people_the_network_and_what_a_phone_needs() -> None:
    assert greeting(Settings(), ADDRESSES).splitlines() == [
        "Paramarsh is ready: http://localhost:8080",
        "",
        "Try a call between two people, each link in a window of its own:",
        "  http://localhost:8080/?room=demo&name=Asha",
        "  http://localhost:8080/?room=demo&name=Dr%20Rao",
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


def test_without_a_demonstration_no_room_is_named() -> None:
    assert "room=" not in greeting(Settings(demonstration=False), ADDRESSES)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_a_server_on_the_loopback_says_that_nobody_else_can_open_it(host: str) -> None:
    text = greeting(Settings(host=host), ADDRESSES)
    assert text.startswith("Paramarsh is ready: http://localhost:8080\n")
    assert text.endswith("\nOnly this machine can open the pages.")


@pytest.mark.parametrize("host", ["192.0.2.7", "clinic.example.org"])
def test_a_server_on_one_address_is_linked_by_that_address(host: str) -> None:
    text = greeting(Settings(host=host), ADDRESSES)
    assert f"http://{host}:8080/?room=demo&name=Asha" in text
    assert "localhost" not in text


def test_a_machine_without_a_network_has_no_addresses_to_name() -> None:
    assert "network" not in greeting(Settings(), ("127.0.0.1", "::1"))


def test_link_local_and_loopback_addresses_are_not_reachable_and_ipv4_comes_first() -> None:
    found = reachable(["fe80::1", "2001:db8::7", "127.0.0.1", "169.254.3.4", "192.0.2.7", "::1", "192.0.2.7"])
    assert found == ("192.0.2.7", "2001:db8::7")


def test_where_there_is_nothing_else_the_loopback_is_taken() -> None:
    assert reachable(["fe80::1", "::1", "127.0.0.1"]) == ("127.0.0.1", "::1")


def test_this_machine_has_an_address() -> None:
    assert machine_addresses()
    assert not any(ip_address(address).is_link_local for address in machine_addresses())
