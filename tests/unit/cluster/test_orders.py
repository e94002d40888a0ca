import jwt
import pytest

from cluster.orders import AUDIENCE, GOOD_FOR_SECONDS, BadOrder, InvitationRevoked, Order, RoomClosed, Seal, ShowOut
from tests.support.clocks import Clock

KEY = b"k" * 64
ORDERS: list[Order] = [RoomClosed("ward-3"), InvitationRevoked("i" * 16), ShowOut("staff", "d" * 32)]


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: type(order).__name__)
def test_an_order_is_read_as_it_was_signed(order: Order, clock: Clock) -> None:
    assert Seal(KEY, clock).read(Seal(KEY, clock).sign(order)) == order


def test_an_order_is_good_for_half_a_minute(clock: Clock) -> None:
    seal = Seal(KEY, clock)
    signed = seal.sign(ORDERS[0])
    clock.advance(GOOD_FOR_SECONDS)
    with pytest.raises(BadOrder):
        seal.read(signed)


def test_what_no_node_has_signed_is_no_order(clock: Clock) -> None:
    claims = {"aud": AUDIENCE, "exp": clock() + 20, "kind": "RoomClosed", "order": {"room": "ward-3"}}
    forged = [
        "",
        "forged",
        "भ" * 10,
        Seal(b"x" * 64, clock).sign(ORDERS[0]),
        jwt.encode(claims, "", algorithm="none"),
        jwt.encode({**claims, "aud": "paramarsh join"}, KEY, algorithm="HS256"),
        jwt.encode({**claims, "kind": "Everything"}, KEY, algorithm="HS256"),
        jwt.encode({**claims, "order": {"room": "ward-3", "more": 1}}, KEY, algorithm="HS256"),
        jwt.encode({**claims, "order": []}, KEY, algorithm="HS256"),
    ]
    for text in forged:
        with pytest.raises(BadOrder):
            Seal(KEY, clock).read(text)
