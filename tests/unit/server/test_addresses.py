from ipaddress import ip_address

import pytest

from server.addresses import in_url, machine_addresses, machine_names, outward_name, reachable


def test_link_local_and_loopback_addresses_are_not_reachable_and_ipv4_comes_first() -> None:
    found = reachable(["fe80::1", "2001:db8::7", "127.0.0.1", "169.254.3.4", "192.0.2.7", "::1", "192.0.2.7"])
    assert found == ("192.0.2.7", "2001:db8::7")


def test_where_there_is_nothing_else_the_loopback_is_taken() -> None:
    assert reachable(["fe80::1", "::1", "127.0.0.1"]) == ("127.0.0.1", "::1")


def test_this_machine_has_an_address() -> None:
    assert machine_addresses()
    assert not any(ip_address(address).is_link_local for address in machine_addresses())


def test_this_machine_has_names_that_a_certificate_can_hold() -> None:
    assert all(name.isascii() and "_" not in name for name in machine_names())


@pytest.mark.parametrize("host", ["192.0.2.7", "clinic.example.org", "2001:db8::7"])
def test_a_server_on_one_address_is_called_by_it_everywhere(host: str) -> None:
    assert outward_name(host, ["198.51.100.1"]) == host


def test_of_several_addresses_one_of_the_served_family_is_told_to_others() -> None:
    assert outward_name("::", ["198.51.100.1", "2001:db8::7"]) == "2001:db8::7"
    assert outward_name("0.0.0.0", ["198.51.100.1", "198.51.100.2", "2001:db8::7"]) == "198.51.100.1"
    assert outward_name("0.0.0.0", ["127.0.0.1"]) == "localhost"


def test_an_ipv6_address_stands_in_brackets() -> None:
    assert (in_url("2001:db8::7"), in_url("192.0.2.7")) == ("[2001:db8::7]", "192.0.2.7")
