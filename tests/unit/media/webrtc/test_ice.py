"""Decision 2: checks are answered, addresses move, nobody is taken over."""

from collections import Counter

import pytest
from aioice import stun
from hypothesis import given
from hypothesis import strategies as st

from media.webrtc.ice import IceLite
from media.webrtc.ice_path import MAX_ADDRESSES, MAX_SSRCS, MAX_TRANSACTIONS, Address, Path
from tests.unit.media.webrtc.checks import ATTACKER, CREDENTIALS, HOME, RESTARTED, STREET, check, new_transaction

SSRC = 1234


class Lobby:
    """An agent with one participant."""

    def __init__(self) -> None:
        self.counters: Counter[str] = Counter()
        self.ice = IceLite(self.counters)
        self.asha: Path = self.ice.add("asha", CREDENTIALS, now=0.0)

    def take(self, datagram: bytes, address: Address, now: float) -> stun.Message | None:
        """The response, parsed."""
        answered = self.ice.handle_request(datagram, address, now)
        return stun.parse_message(answered[0]) if answered is not None else None

    def media(self, address: Address, now: float, ssrc: int = SSRC) -> None:
        self.ice.take_media(self.asha, ssrc, address, now)

    def silent(self, now: float, *, media: bool) -> list[str]:
        return [path.participant for path in self.ice.newly_silent(now, lambda _: media)]


@pytest.fixture
def lobby() -> Lobby:
    return Lobby()


@pytest.fixture
def at_home(lobby: Lobby) -> Lobby:
    lobby.take(check(nominated=True), HOME, now=1.0)
    return lobby


# Answers


@pytest.mark.parametrize("address", [HOME, (1, ("2001:db8::7", 5000, 0, 0)), (1, ("fe80::7%eth0", 5000, 0, 3))])
def test_a_check_is_answered_with_the_address_it_came_from(lobby: Lobby, address: Address) -> None:
    transaction_id = new_transaction()
    response = lobby.take(check(transaction_id=transaction_id), address, now=1.0)
    assert response is not None
    assert response.message_class == stun.Class.RESPONSE
    assert response.transaction_id == transaction_id
    assert response.attributes["XOR-MAPPED-ADDRESS"] == (address[1][0].partition("%")[0], 5000)
    assert response.check_message_integrity(CREDENTIALS.password.encode())


def test_a_check_with_a_wrong_password_is_not_answered(lobby: Lobby) -> None:
    assert lobby.take(check(password="wrong"), HOME, now=1.0) is None
    assert lobby.asha.selected is None
    assert lobby.counters["stun_refused"] == 1


def test_a_check_for_nobody_is_not_answered(lobby: Lobby) -> None:
    assert lobby.take(check(RESTARTED), HOME, now=1.0) is None


def test_a_client_that_thinks_itself_controlled_is_told_of_the_conflict(lobby: Lobby) -> None:
    response = lobby.take(check(controlled=True), HOME, now=1.0)
    assert response is not None
    assert response.attributes["ERROR-CODE"][0] == 487
    assert lobby.asha.selected is None


@pytest.mark.parametrize("attribute", ["USERNAME", "MESSAGE-INTEGRITY", "FINGERPRINT"])
def test_a_check_without_this_is_not_answered(lobby: Lobby, attribute: str) -> None:
    message = stun.parse_message(check())
    del message.attributes[attribute]
    assert lobby.take(bytes(message), HOME, now=1.0) is None


@given(st.data())
def test_a_damaged_check_is_never_answered(data: st.DataObject) -> None:
    """FINGERPRINT, the last 8 bytes, is not covered by MESSAGE-INTEGRITY and decides nothing."""
    lobby = Lobby()
    datagram = bytearray(check(nominated=True))
    datagram[data.draw(st.integers(0, len(datagram) - 9))] ^= data.draw(st.integers(1, 255))
    assert lobby.take(bytes(datagram), HOME, now=1.0) is None
    assert lobby.asha.selected is None


@given(st.binary(max_size=200))
def test_noise_is_never_answered(noise: bytes) -> None:
    lobby = Lobby()
    assert lobby.take(noise, HOME, now=1.0) is None
    assert (
        lobby.take(b"\0\1" + len(noise[18:]).to_bytes(2, "big") + b"\x21\x12\xa4\x42" + noise[6:], HOME, now=1.0)
        is None
    )


# Address moves by checks


def test_the_first_check_selects_its_address(lobby: Lobby) -> None:
    lobby.take(check(), HOME, now=1.0)
    assert lobby.asha.selected == HOME
    assert lobby.ice.path_at(HOME) is lobby.asha


def test_a_plain_check_from_elsewhere_moves_nothing_while_the_old_address_is_heard(at_home: Lobby) -> None:
    at_home.media(HOME, now=4.0)
    assert at_home.take(check(), STREET, now=5.0) is not None
    assert at_home.asha.selected == HOME


def test_a_nominated_check_moves_at_once(at_home: Lobby) -> None:
    at_home.take(check(nominated=True), STREET, now=1.1)
    assert at_home.asha.selected == STREET
    assert at_home.counters["address_moves"] == 1


def test_a_plain_check_moves_once_the_old_address_has_gone_silent(at_home: Lobby) -> None:
    at_home.take(check(), STREET, now=3.0)
    assert at_home.asha.selected == STREET


def test_a_replayed_check_from_elsewhere_gets_no_answer_and_moves_nothing(at_home: Lobby) -> None:
    captured = check(nominated=True)
    at_home.take(captured, HOME, now=2.0)
    assert at_home.take(captured, ATTACKER, now=20.0) is None
    assert at_home.asha.selected == HOME
    assert at_home.ice.path_at(ATTACKER) is None
    assert at_home.counters["stun_replayed"] == 1


def test_a_retransmission_is_answered_again_but_is_no_news(at_home: Lobby) -> None:
    again = check(nominated=True)
    at_home.take(again, HOME, now=2.0)
    at_home.take(check(nominated=True), STREET, now=2.1)
    assert at_home.take(again, HOME, now=2.2) is not None
    assert at_home.asha.selected == STREET


# Address moves by media


def test_media_from_an_unknown_address_moves_at_once(at_home: Lobby) -> None:
    at_home.media(HOME, now=1.5)
    assert at_home.ice.owners(SSRC) == (at_home.asha,)
    at_home.media(STREET, now=1.6)
    assert at_home.asha.selected == STREET
    assert at_home.ice.path_at(STREET) is at_home.asha


def test_late_packets_from_the_old_address_do_not_move_her_back(at_home: Lobby) -> None:
    at_home.media(STREET, now=2.0)
    at_home.media(HOME, now=3.9)
    assert at_home.asha.selected == STREET
    assert at_home.ice.path_at(HOME) is at_home.asha


def test_after_the_hold_the_old_address_is_as_good_as_any(at_home: Lobby) -> None:
    at_home.media(STREET, now=2.0)
    at_home.ice.forget_addresses(now=4.0)
    assert at_home.ice.path_at(HOME) is None
    at_home.media(HOME, now=4.1)
    assert at_home.asha.selected == HOME


def test_an_address_that_a_nat_gave_to_another_belongs_to_her(at_home: Lobby) -> None:
    bina = at_home.ice.add("bina", RESTARTED, now=2.0)
    at_home.take(check(RESTARTED), HOME, now=2.0)
    assert at_home.ice.path_at(HOME) is bina
    at_home.ice.remove("asha")
    assert at_home.ice.path_at(HOME) is bina


# ICE restart


def test_old_credentials_are_answered_until_a_pair_of_the_new_ones_is_nominated(at_home: Lobby) -> None:
    at_home.ice.restart("asha", RESTARTED)
    assert at_home.take(check(CREDENTIALS), HOME, now=2.0) is not None
    assert at_home.take(check(RESTARTED), STREET, now=2.1) is not None
    assert at_home.take(check(CREDENTIALS), HOME, now=2.2) is not None
    assert at_home.take(check(RESTARTED, nominated=True), STREET, now=2.3) is not None
    assert at_home.asha.selected == STREET
    assert at_home.take(check(CREDENTIALS), HOME, now=2.4) is None


def test_a_nomination_with_old_credentials_does_not_end_them(at_home: Lobby) -> None:
    at_home.ice.restart("asha", RESTARTED)
    at_home.take(check(CREDENTIALS, nominated=True), HOME, now=2.0)
    assert at_home.take(check(RESTARTED), HOME, now=2.1) is not None


def test_a_second_restart_before_the_first_was_nominated_replaces_it(at_home: Lobby) -> None:
    third = type(CREDENTIALS)("thirdfrag", "third-password-of-24-bytes")
    at_home.ice.restart("asha", RESTARTED)
    at_home.ice.restart("asha", third)
    assert at_home.take(check(RESTARTED), HOME, now=2.0) is None
    assert at_home.take(check(CREDENTIALS), HOME, now=2.1) is not None
    assert at_home.take(check(third), HOME, now=2.2) is not None


def test_a_rejoin_ends_the_old_credentials_at_once(at_home: Lobby) -> None:
    at_home.ice.add("asha", RESTARTED, now=2.0)
    assert at_home.take(check(CREDENTIALS), HOME, now=2.1) is None
    assert at_home.ice.path_at(HOME) is None


# Silence


def test_silence_counts_after_five_seconds_while_media_is_expected(at_home: Lobby) -> None:
    at_home.asha.hear(now=1.0)
    assert at_home.silent(now=5.9, media=True) == []
    assert at_home.silent(now=6.0, media=True) == ["asha"]


def test_silence_counts_after_fifteen_seconds_where_no_media_is_expected(at_home: Lobby) -> None:
    at_home.asha.hear(now=1.0)
    assert at_home.silent(now=15.9, media=False) == []
    assert at_home.silent(now=16.0, media=False) == ["asha"]


def test_silence_is_reported_once_until_she_is_heard_again(at_home: Lobby) -> None:
    assert at_home.silent(now=20.0, media=True) == ["asha"]
    assert at_home.silent(now=21.0, media=True) == []
    assert at_home.asha.hear(now=22.0)
    assert not at_home.asha.hear(now=22.1)
    assert at_home.silent(now=40.0, media=True) == ["asha"]


# Bounds


def test_the_tables_are_bounded(at_home: Lobby) -> None:
    for number in range(2 * MAX_TRANSACTIONS):
        at_home.take(check(), (0, ("192.0.2.99", number)), now=2.0)
    for ssrc in range(1, 2 * MAX_SSRCS):
        at_home.media(HOME, now=2.0, ssrc=ssrc)
    assert len(at_home.asha.known) <= MAX_ADDRESSES
    assert len(at_home.asha.ssrcs) == MAX_SSRCS
    assert len(at_home.asha._transactions) == MAX_TRANSACTIONS
    assert sum(at_home.ice.path_at((0, ("192.0.2.99", number))) is not None for number in range(2048)) <= MAX_ADDRESSES


def test_leaving_frees_everything(at_home: Lobby) -> None:
    at_home.media(HOME, now=2.0)
    at_home.ice.remove("asha")
    assert at_home.ice.path_at(HOME) is None
    assert at_home.ice.owners(SSRC) == ()
    assert at_home.take(check(), HOME, now=3.0) is None
