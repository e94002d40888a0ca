"""Letting a browser take messages: for patients and staff alike, by whoever is signed in there."""

from typing import Annotated, Any

from pydantic import Field

from clinic.notification.notice import Recipient
from clinic.notification.subscriptions import LONGEST_ENDPOINT, Subscriptions
from http_api.bodies import Body
from http_api.operations import Answer, Call, Operations, Who

Endpoint = Annotated[str, Field(min_length=1, max_length=LONGEST_ENDPOINT)]
Key = Annotated[str, Field(min_length=1, max_length=200)]


class PushKeyAnswer(Answer):
    """``key``: "applicationServerKey" of the Push API, base64url."""

    key: str


class Subscribe(Body):
    """As ``PushSubscription.toJSON()`` gives them."""

    endpoint: Endpoint
    p256dh: Key
    auth: Key


class Unsubscribe(Body):
    endpoint: Endpoint


def add_push(operations: Operations, subscriptions: Subscriptions) -> None:
    async def get_push_key(call: Call) -> PushKeyAnswer:
        return PushKeyAnswer(key=subscriptions.public_key)

    async def subscribe_to_push(call: Call, body: Subscribe) -> None:
        await subscriptions.add(_owner(call), body.endpoint, body.p256dh, body.auth)

    async def unsubscribe_from_push(call: Call, body: Unsubscribe) -> None:
        await subscriptions.remove(_owner(call), body.endpoint)

    somebody: dict[str, Any] = {"who": Who.SIGNED_IN}
    operations.add("GET", "/push/key", get_push_key, "The key to subscribe with", gives=PushKeyAnswer, **somebody)
    operations.add(
        "POST",
        "/push/subscriptions",
        subscribe_to_push,
        "Take messages on this browser",
        takes=Subscribe,
        refuses=("endpoint_invalid", "p256dh_invalid", "auth_invalid"),
        **somebody,
    )
    operations.add(
        "DELETE",
        "/push/subscriptions",
        unsubscribe_from_push,
        "Take no more messages on this browser",
        takes=Unsubscribe,
        **somebody,
    )


def _owner(call: Call) -> Recipient:
    session = call.session
    return Recipient("mobile" if session.kind == "patient" else "staff", session.subject)
