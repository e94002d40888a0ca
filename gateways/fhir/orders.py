"""What else is to be done: tests, a referral, the next visit."""

from collections.abc import Iterator
from datetime import datetime, time

from clinic.patients.patient import INDIAN_TIME
from gateways.fhir.writing import Resource, Writing, cleaned


def tests(writing: Writing) -> Iterator[Resource]:
    yield from _request(writing, "investigations", writing.signed.content.investigations)


def referral(writing: Writing) -> Iterator[Resource]:
    yield from _request(writing, "referral", writing.signed.content.referral)


def appointment(writing: Writing) -> Iterator[Resource]:
    """On a day that was booked: all of it, in India."""
    content = writing.signed.content
    if content.follow_up:
        day = datetime.combine(datetime.fromisoformat(content.follow_up).date(), time(), INDIAN_TIME)
        yield writing.resource(
            "Appointment",
            "follow-up",
            "Appointment",
            f"Follow-up on {content.follow_up}. {content.follow_up_words}".strip(),
            status="booked",
            description=cleaned(content.follow_up_words) or "Follow-up",
            start=day.isoformat(),
            end=day.replace(hour=23, minute=59).isoformat(),
            participant=[
                {"actor": writing.patient, "status": "accepted"},
                {"actor": writing.doctor, "status": "accepted"},
            ],
        )


def _request(writing: Writing, role: str, words: str) -> Iterator[Resource]:
    """In words alone."""
    if cleaned(words):
        yield writing.resource(
            "ServiceRequest",
            role,
            "ServiceRequest",
            words,
            status=writing.standing.request,
            intent="order",
            code={"text": words},
            subject=writing.patient,
            encounter=writing.encounter,
            authoredOn=writing.at,
            requester=writing.doctor,
        )
