"""Binding requests of ICE checks, read and answered (RFC 8489, RFC 8445 section 7.3)."""

from dataclasses import dataclass

from aioice import stun

MAGIC_COOKIE = stun.COOKIE.to_bytes(4, "big")


@dataclass(frozen=True, slots=True)
class BindingRequest:
    """A well-formed check; nothing of it is to be believed before ``is_signed_with``."""

    transaction_id: bytes
    local_ufrag: str
    nominated: bool
    sender_is_controlled: bool
    message: stun.Message

    def is_signed_with(self, password: str) -> bool:
        return bool(self.message.check_message_integrity(password.encode()))


def read_binding_request(datagram: bytes) -> BindingRequest | None:
    """``None`` for whatever is not a binding request with USERNAME, MESSAGE-INTEGRITY and FINGERPRINT."""
    if datagram[4:8] != MAGIC_COOKIE:
        return None
    try:
        message = stun.parse_message(datagram)
    # aioice raises ValueError, struct.error, UnicodeDecodeError or IndexError, as the damage has it.
    except Exception:
        return None
    if message.message_class != stun.Class.REQUEST or message.message_method != stun.Method.BINDING:
        return None
    attributes = message.attributes
    ufrag, colon, _ = attributes.get("USERNAME", "").partition(":")
    if not colon or "MESSAGE-INTEGRITY" not in attributes or "FINGERPRINT" not in attributes:
        return None
    return BindingRequest(
        transaction_id=message.transaction_id,
        local_ufrag=ufrag,
        nominated="USE-CANDIDATE" in attributes,
        sender_is_controlled="ICE-CONTROLLED" in attributes,
        message=message,
    )


def success_response(request: BindingRequest, host: str, port: int, password: str) -> bytes:
    """RFC 8489 section 7.3.1.1: tells the client the address that it was seen at."""
    mapped = (host.partition("%")[0], port)
    return _signed(request, stun.Class.RESPONSE, "XOR-MAPPED-ADDRESS", mapped, password)


def role_conflict_response(request: BindingRequest, password: str) -> bytes:
    """RFC 8445 section 7.3.1.1: we are lite, hence always controlled; the client must take the other role."""
    return _signed(request, stun.Class.ERROR, "ERROR-CODE", (487, "Role Conflict"), password)


def _signed(request: BindingRequest, kind: stun.Class, attribute: str, value: tuple[object, object], key: str) -> bytes:
    response = stun.Message(stun.Method.BINDING, kind, request.transaction_id, {attribute: value})
    response.add_message_integrity(key.encode())
    return bytes(response)
