"""Complaints: filed by anybody from any page, answered by the grievance officer."""

import asyncio
from dataclasses import replace

import pytest

from clinic.actors import Actor
from clinic.complaints.complaint import (
    REFERENCE_LETTERS,
    Complaint,
    ComplaintId,
    Told,
    new_reference,
    read_reference,
)
from clinic.complaints.desk import Complaints
from rooms.ports import Refusal
from storage.store import Store
from tests.support.clocks import Clock

HERE = "198.51.100.7"
HOLDER = Actor("patient", "1" * 32, None, HERE)
STRANGER = Actor("patient", "2" * 32, None, HERE)
OFFICER = Actor("staff", "3" * 32, None, HERE)
TOLD = Told("harassment", "He would not stop\r\nringing me.", "/room/abc?token=1#secret", "98765 43210, evenings")


@pytest.fixture
def desk(store: Store, clock: Clock) -> Complaints:
    return Complaints(store, clock)


async def actions(store: Store) -> list[tuple[str, str]]:
    async with store.reading() as records:
        chains = sorted(head.chain for head in await records.audit.heads())
        entries = [entry for chain in chains for entry in await records.audit.entries(chain, limit=100)]
    return [(entry.action, entry.actor.kind) for entry in sorted(entries, key=lambda entry: entry.at)]


async def test_anybody_files_one_without_signing_in_and_it_reaches_the_officer(desk: Complaints, store: Store) -> None:
    complaint = await desk.file(TOLD, None, HERE)
    assert (complaint.text, complaint.contact) == ("He would not stop\nringing me.", TOLD.contact)
    assert list(await desk.filed("open")) == [complaint]
    assert await actions(store) == [("complaint.filed", "system")]


async def test_the_page_is_kept_without_what_may_be_secret_in_its_address(desk: Complaints) -> None:
    assert (await desk.file(TOLD, None, HERE)).page == "/room/abc"
    for address, page in (("https://x.example/a/b", "/a/b"), ("javascript:1", "/"), ("", "/"), ("//[", "/")):
        assert (await desk.file(replace(TOLD, page=address), None, HERE)).page == page
    assert len((await desk.file(replace(TOLD, page="/" + "a" * 500), None, HERE)).page) == 200


async def test_it_is_answered_and_then_closed(desk: Complaints, store: Store, clock: Clock) -> None:
    filed = await desk.file(TOLD, HOLDER, HERE)
    clock.advance(60)
    answered = await desk.answer(filed.id, "We have spoken to him.", OFFICER)
    assert (answered.state, answered.answered_at) == ("answered", clock.now)
    clock.advance(60)
    closed = await desk.close(filed.id, OFFICER)
    assert list(await desk.filed()) == [closed]
    assert (closed.state, closed.closed_at, closed.answer) == ("closed", clock.now, "We have spoken to him.")
    assert await actions(store) == [
        ("complaint.filed", "patient"),
        ("complaint.answered", "staff"),
        ("complaint.closed", "staff"),
    ]


async def test_an_open_one_is_not_closed_without_an_answer_nor_a_closed_one_opened(
    desk: Complaints, store: Store
) -> None:
    filed = await desk.file(TOLD, HOLDER, HERE)
    for step in (desk.close(filed.id, OFFICER), desk.answer(filed.id, " ", OFFICER)):
        with pytest.raises(Refusal):
            await step
    assert list(await desk.filed()) == [filed]
    await desk.answer(filed.id, "Done.", OFFICER)
    closed = await desk.close(filed.id, OFFICER)
    for step in (desk.close(filed.id, OFFICER), desk.answer(filed.id, "Again.", OFFICER)):
        with pytest.raises(Refusal) as refused:
            await step
        assert refused.value.code == "complaint_state"
    assert list(await desk.filed()) == [closed]


async def test_two_who_answer_at_once_answer_once(desk: Complaints) -> None:
    filed = await desk.file(TOLD, HOLDER, HERE)
    answers = (desk.answer(filed.id, text, OFFICER) for text in ("One.", "Two."))
    outcomes = await asyncio.gather(*answers, return_exceptions=True)
    won = [outcome for outcome in outcomes if isinstance(outcome, Complaint)]
    assert len(won) == 1
    assert list(await desk.filed()) == won


async def test_whoever_knows_the_reference_sees_the_state_and_who_filed_it_the_answer(desk: Complaints) -> None:
    filed = await desk.file(TOLD, HOLDER, HERE)
    await desk.answer(filed.id, "We have spoken to him.", OFFICER)
    spoken = filed.reference.lower().replace("-", " ")
    assert (await desk.follow(spoken, HOLDER)).answer == "We have spoken to him."
    for other in (None, STRANGER):
        progress = await desk.follow(spoken, other)
        assert (progress.state, progress.answer) == ("answered", None)


async def test_an_answer_to_somebody_unknown_is_shown_to_nobody(desk: Complaints) -> None:
    filed = await desk.file(TOLD, None, HERE)
    await desk.answer(filed.id, "We have spoken to him.", OFFICER)
    assert (await desk.follow(filed.reference, None)).answer is None


@pytest.mark.parametrize("reference", ["", "BBBB-BBBB", "' OR 1=1 --", "\0", "x" * 10_000])
async def test_an_unknown_reference_is_refused(desk: Complaints, reference: str) -> None:
    with pytest.raises(Refusal) as refused:
        await desk.follow(reference, None)
    assert refused.value.code == "complaint_unknown"


@pytest.mark.parametrize("forged", ["0" * 32, "\0", ""])
async def test_an_unknown_complaint_is_refused(desk: Complaints, forged: str) -> None:
    with pytest.raises(Refusal) as refused:
        await desk.close(ComplaintId(forged), OFFICER)
    assert refused.value.code == "complaint_unknown"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (replace(TOLD, kind="gossip"), "complaint_kind_invalid"),
        (replace(TOLD, text=" \n "), "complaint_text_invalid"),
        (replace(TOLD, text="x" * 4_001), "complaint_text_invalid"),
        (replace(TOLD, text="a\0b"), "complaint_text_invalid"),
        (replace(TOLD, contact="x" * 201), "complaint_contact_invalid"),
    ],
)
async def test_what_cannot_be_kept_is_refused(desk: Complaints, told: Told, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        await desk.file(told, None, HERE)
    assert refused.value.code == code
    assert list(await desk.filed()) == []


async def test_the_longest_text_and_no_contact_are_welcome(desk: Complaints) -> None:
    complaint = await desk.file(Told("other", "क" * 4_000, "/", "  "), None, HERE)
    assert list(await desk.filed()) == [complaint]
    assert complaint.contact is None


async def test_what_people_wrote_stands_sealed_in_the_database(desk: Complaints, store: Store) -> None:
    filed = await desk.file(TOLD, HOLDER, HERE)
    await desk.answer(filed.id, "We have spoken to him.", OFFICER)
    async with store.database.reading() as connection:
        rows = repr((await connection.exec_driver_sql("SELECT * FROM complaints")).all())
    for words in ("ringing", "98765", "spoken to him"):
        assert words not in rows


async def test_a_reference_that_is_taken_is_not_given_again(desk: Complaints, store: Store) -> None:
    filed = await desk.file(TOLD, None, HERE)
    async with store.writing() as records:
        assert not await records.complaints.add(replace(filed, id=ComplaintId("f" * 32), text="Another one."))
    assert list(await desk.filed()) == [filed]


async def test_the_oldest_comes_first_and_the_list_has_an_end(desk: Complaints, clock: Clock) -> None:
    filed = []
    for _ in range(3):
        filed.append(await desk.file(TOLD, None, HERE))
        clock.advance(1)
    assert list(await desk.filed(limit=2)) == filed[:2]
    assert list(await desk.filed("closed")) == []


def test_references_are_short_and_of_letters_that_are_not_taken_for_others() -> None:
    assert not set(REFERENCE_LETTERS) & set("AEIOULSZ0123456789")
    for _ in range(100):
        reference = new_reference()
        assert len(reference) == 9
        assert read_reference(reference.lower()) == reference
