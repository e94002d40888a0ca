"""Whatever people do in whatever order, some things hold."""

import asyncio
from collections.abc import Callable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from media.messages import Connected, Lost
from rooms.admission import Admission
from rooms.media_choice import MediaChoice, granted_sources
from rooms.participant import Participant
from rooms.ports import ParticipantId, Refusal
from rooms.roles import Grant, Role
from rooms.seat import SECOND_VIDEOS
from tests.unit.rooms.fakes import CAPACITY, ROOM, House

WAITING_HEAR = {"admitted", "removed", "ended", "seat_lost"}
MAY_SHARE = (0, 2, 3, 7)
numbers = st.integers(min_value=0, max_value=7)
choices = st.builds(MediaChoice, st.booleans(), st.booleans(), st.sampled_from(["off", "screen", "camera"]))


class Meeting(RuleBasedStateMachine):
    """One room and eight people, who are told apart by a number."""

    def __init__(self) -> None:
        super().__init__()
        self.house = House(pairs=4)
        self.ids: dict[int, ParticipantId] = {}
        for number in MAY_SHARE[:3]:
            self.come(number)

    @rule(number=numbers)
    def join(self, number: int) -> None:
        self.come(number)

    def come(self, number: int) -> None:
        role = list(Role)[number % len(Role)]

        def sit_down() -> None:
            self.ids[number] = self.house.join(f"person {number}", role).participant

        self.attempt(sit_down)

    @rule(number=numbers)
    def open_media(self, number: int) -> None:
        self.attempt(lambda: asyncio.run(self.open_and_connect(self.id(number))))

    @rule(number=numbers)
    def acknowledge(self, number: int) -> None:
        self.attempt(lambda: self.house.acknowledge(self.id(number)))

    @rule(number=numbers, choice=choices)
    def set_media(self, number: int, choice: MediaChoice) -> None:
        self.attempt(lambda: self.house.seat(self.id(number)).set_media(choice))

    @rule(number=st.sampled_from(MAY_SHARE))
    def share_screen(self, number: int) -> None:
        choice = MediaChoice(microphone=True, camera=True, second="screen")
        self.attempt(lambda: self.house.seat(self.id(number)).set_media(choice))

    @rule(by=numbers, number=numbers, source=st.sampled_from(["microphone", "camera"]), muted=st.booleans())
    def mute(self, by: int, number: int, source: Any, muted: bool) -> None:
        self.attempt(lambda: self.house.seat(self.id(by)).mute(self.id(number), source, muted=muted))

    @rule(by=numbers, number=numbers)
    def admit(self, by: int, number: int) -> None:
        self.attempt(lambda: self.house.seat(self.id(by)).admit(self.id(number)))

    @rule(by=numbers, number=numbers)
    def remove(self, by: int, number: int) -> None:
        self.attempt(lambda: self.house.rooms.remove(self.id(by), self.id(number)))

    @rule(number=numbers, text=st.sampled_from(["one", "two"]))
    def say(self, number: int, text: str) -> None:
        self.attempt(lambda: self.house.seat(self.id(number)).say(text, text))

    @rule(number=numbers)
    def leave(self, number: int) -> None:
        self.house.rooms.leave(self.id(number))

    @rule(number=numbers)
    def lose_socket(self, number: int) -> None:
        self.house.rooms.socket_lost(self.id(number))

    @rule(number=numbers)
    def lose_media(self, number: int) -> None:
        self.house.rooms.media_report(Lost(self.id(number), "silent"))

    @rule(number=numbers)
    def end(self, number: int) -> None:
        self.attempt(lambda: asyncio.run(self.house.rooms.end(self.id(number))))

    @rule(seconds=st.sampled_from([1.0, 5.0, 31.0]))
    def pass_time(self, seconds: float) -> None:
        self.house.pass_time(seconds)

    @rule()
    def replace_worker(self) -> None:
        self.house.rooms.workers_replaced([ROOM])

    @invariant()
    def the_room_is_never_too_full(self) -> None:
        announced = [one for one in self.everybody() if one.admission is Admission.ANNOUNCED]
        assert len(self.present()) + len(announced) <= CAPACITY

    @invariant()
    def whoever_is_fed_stands_in_that_pair_and_may_be_shown(self) -> None:
        present = {one.id: one for one in self.present()}
        for receiver in present.values():
            occupants = {placement.pair: placement.shown for placement in receiver.slots.placements}
            for pair, shown in self.house.relay.feeds_of(receiver.id).items():
                if shown is None or not receiver.has_transport or not present[shown.participant].has_transport:
                    continue
                assert occupants[pair] == shown
                assert Grant.PUBLISH in present[shown.participant].grants

    @invariant()
    def the_relay_forwards_nothing_that_is_muted_or_not_granted(self) -> None:
        for one in self.present():
            if one.has_transport:
                allowed = granted_sources(one.grants) - one.muted
                assert self.house.relay.permitted[one.id] == allowed & one.choice.sources

    @invariant()
    def no_more_second_videos_are_on_than_the_room_can_show(self) -> None:
        assert sum(one.choice.second != "off" for one in self.present()) <= SECOND_VIDEOS

    @invariant()
    def who_has_not_been_let_in_hears_nothing_of_the_room(self) -> None:
        for one in self.everybody():
            if one.admission is not Admission.ADMITTED:
                assert WAITING_HEAR.issuperset(self.house.audience.names_of(one.id))
                assert not one.has_transport

    def attempt(self, action: Callable[[], object]) -> None:
        """What is refused has told nobody anything, and ordered nothing."""
        house = self.house
        before = (len(house.audience.told), len(house.relay.orders), dict(house.relay.permitted))
        try:
            action()
        except Refusal:
            assert before == (len(house.audience.told), len(house.relay.orders), dict(house.relay.permitted))

    async def open_and_connect(self, participant: ParticipantId) -> None:
        await self.house.seat(participant).open_media("offer")
        self.house.rooms.media_report(Connected(participant))

    def id(self, number: int) -> ParticipantId:
        return self.ids.get(number, ParticipantId("nobody"))

    def everybody(self) -> list[Participant]:
        return [seat.participant for seat in self.house.rooms._seats.values()]

    def present(self) -> list[Participant]:
        return [one for one in self.everybody() if one.admission is Admission.ADMITTED]


Meeting.TestCase.settings = settings(max_examples=40, stateful_step_count=50, deadline=None)
test_whatever_people_do = Meeting.TestCase
