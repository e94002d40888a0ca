"""Whom we let browsers make us ask."""

import socket
from typing import Any

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from gateways.push_addresses import PublicAddresses, is_public, is_push_service

PRIVATE = (
    "127.0.0.1", "10.0.0.7", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.7", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::",
)  # fmt: skip
PUBLIC = ("142.250.1.1", "2a00:1450:4001:800::200a", "::ffff:142.250.1.1")


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:def",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
        "https://web.push.apple.com:443/QAbc",
        "https://142.250.1.1/push",
    ],
)
def test_a_push_service_on_the_internet_is_one(endpoint: str) -> None:
    assert is_push_service(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://user:key@fcm.googleapis.com/",
        "https://fcm.googleapis.com:8443/",
        "https://fcm.googleapis.com:99999/",
        "https://localhost/push",
        "https://localhost./push",
        "https://clinic/push",
        "https://printer.local/push",
        "https://db.internal/push",
        "https:///push",
        "ftp://fcm.googleapis.com/",
        "//fcm.googleapis.com/",
        "fcm.googleapis.com",
        "",
        "https://[::1",
        "https://fcm.googleapis.com/\n",
        "https://पुश.example/",
        *(f"https://[{one}]/" if ":" in one else f"https://{one}/" for one in PRIVATE),
    ],
)
def test_anything_else_is_none(endpoint: str) -> None:
    assert not is_push_service(endpoint)


def test_for_trying_out_every_place_will_do_but_not_every_scheme() -> None:
    assert is_push_service("http://127.0.0.1:8096/push/1", anywhere=True)
    assert not is_push_service("file:///etc/passwd", anywhere=True)
    assert not is_push_service("http://user@127.0.0.1/", anywhere=True)


def test_addresses_of_private_networks_are_known_in_every_disguise() -> None:
    assert [one for one in PRIVATE if is_public(one)] == []
    assert [one for one in PUBLIC if not is_public(one)] == []


class Names(AbstractResolver):
    def __init__(self, *addresses: str) -> None:
        self._addresses = addresses
        self.is_closed = False

    async def resolve(self, host: str, port: int = 0, family: Any = socket.AF_INET) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=one, port=port, family=family, proto=0, flags=0)
            for one in self._addresses
        ]

    async def close(self) -> None:
        self.is_closed = True


async def test_a_name_that_leads_into_a_private_network_leads_nowhere() -> None:
    found = await PublicAddresses(resolver=Names("10.0.0.7", "142.250.1.1", "::1")).resolve("rebinding.example", 443)
    assert [one["host"] for one in found] == ["142.250.1.1"]
    with pytest.raises(OSError, match="no public address"):
        await PublicAddresses(resolver=Names("10.0.0.7")).resolve("rebinding.example", 443)


async def test_the_proxy_through_which_all_goes_may_be_private() -> None:
    names = Names("10.0.0.7")
    resolver = PublicAddresses(exempt={"proxy.example"}, resolver=names)
    assert len(await resolver.resolve("proxy.example", 3128)) == 1
    await resolver.close()
    assert names.is_closed
