import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from socketio import packet

from signaling.packets import COMMAND, NAMELESS, BoundedJson, CommandPacket

MALFORMED = [COMMAND, NAMELESS, []]


Packet: Any = CommandPacket


def decoded(text: object) -> Any:
    return Packet(encoded_packet=text)


def test_an_event_becomes_a_command_with_its_arguments() -> None:
    arrived = decoded('27["join",{"room":"demo"}]')
    assert (arrived.packet_type, arrived.id) == (packet.EVENT, 7)
    assert arrived.data == [COMMAND, "join", [{"room": "demo"}]]


@pytest.mark.parametrize("name", ["connect", "disconnect", "command", "*"])
def test_a_reserved_name_calls_no_handler_of_that_name(name: str) -> None:
    assert decoded(f'2["{name}"]').data == [COMMAND, name, []]


@pytest.mark.parametrize(
    "text", ["2", "2[]", '2{"a":1}', "2[1]", '2[{"a":1}]', "2[null]", "2nonsense", "2" + "[" * 99_999]
)
def test_an_event_without_a_name_is_malformed(text: str) -> None:
    assert decoded(text).data == MALFORMED


@pytest.mark.parametrize(
    "text",
    ['51-["join",{"_placeholder":true,"num":0}]', '599999-["join"]', "3[]", "61-[]", "4{}", "9", "x", b"\x04bytes"],
)
def test_what_no_client_has_to_send_is_malformed_and_waits_for_nothing(text: str | bytes) -> None:
    arrived = decoded(text)
    assert arrived.data == MALFORMED
    assert arrived.attachment_count == 0


def test_a_malformed_event_is_still_acknowledged_where_it_asked_for_it() -> None:
    assert decoded("212[").id == 12


def test_connecting_and_disconnecting_are_left_alone() -> None:
    assert decoded('0{"token":1}').packet_type == packet.CONNECT
    assert decoded("1").packet_type == packet.DISCONNECT


def test_text_nested_too_deeply_is_bad_text() -> None:
    with pytest.raises(ValueError, match="deep"):
        BoundedJson.loads("[" * 100_000)


@given(st.one_of(st.text(), st.binary(), st.from_regex(r"\A[0-6]\d*-?\[.*\]\Z")))
def test_whatever_arrives_decoding_never_fails(text: str | bytes) -> None:
    arrived = decoded(text or "2")
    assert arrived.packet_type in (packet.CONNECT, packet.DISCONNECT, packet.EVENT)


def test_what_we_send_is_written_as_ever() -> None:
    sent = Packet(packet.EVENT, data=["people", {"people": []}])
    assert json.loads(sent.encode()[1:]) == ["people", {"people": []}]
