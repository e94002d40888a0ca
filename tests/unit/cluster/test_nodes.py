from cluster.nodes import NodeRecords, new_node
from rooms.places import NodeId

A, B = NodeId("a" * 16), NodeId("b" * 16)
URL = "http://10.0.0.7:8080"


def test_an_address_is_read_as_it_was_signed() -> None:
    records = NodeRecords(b"k" * 32)
    assert records.read(A, records.write(A, URL)) == URL


def test_an_address_that_was_not_signed_for_this_node_is_none() -> None:
    records = NodeRecords(b"k" * 32)
    signed = records.write(A, URL)
    forged = (signed.replace("10.0.0.7", "192.0.2.66"), f"{'0' * 64} {URL}", URL, "", "no record at all")
    assert [records.read(A, record) for record in forged] == [None] * len(forged)
    assert records.read(B, signed) is None
    assert NodeRecords(b"x" * 32).read(A, signed) is None


def test_every_start_is_another_node() -> None:
    assert len({new_node() for _ in range(100)}) == 100
