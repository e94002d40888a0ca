"""ICE checks as a client makes them."""

from itertools import count

from aioice import stun

from media.parameters import IceCredentials
from media.webrtc.ice_path import Address

CREDENTIALS = IceCredentials("relayfrag", "relay-password-of-24-bytes")
RESTARTED = IceCredentials("secondfrag", "second-password-of-24-byte")

HOME: Address = (0, ("192.0.2.10", 5000))
STREET: Address = (0, ("198.51.100.20", 6000))
ATTACKER: Address = (0, ("203.0.113.66", 666))

_transactions = count(1)


def new_transaction() -> bytes:
    return next(_transactions).to_bytes(12, "big")


def check(
    credentials: IceCredentials = CREDENTIALS,
    *,
    nominated: bool = False,
    transaction_id: bytes | None = None,
    password: str | None = None,
    controlled: bool = False,
) -> bytes:
    """RFC 8445 section 7.2.2."""
    message = stun.Message(stun.Method.BINDING, stun.Class.REQUEST, transaction_id or new_transaction())
    message.attributes["USERNAME"] = f"{credentials.ufrag}:client"
    message.attributes["PRIORITY"] = 1
    message.attributes["ICE-CONTROLLED" if controlled else "ICE-CONTROLLING"] = 1
    if nominated:
        message.attributes["USE-CANDIDATE"] = None
    message.add_message_integrity((password or credentials.password).encode())
    return bytes(message)
