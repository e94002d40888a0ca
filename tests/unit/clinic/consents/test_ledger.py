"""The ledger of consents, and the notices it speaks of."""

import hashlib
from pathlib import Path

import pytest

from clinic.consents.consent import PURPOSES, Agreed
from clinic.consents.notices import NOTICES, TEXTS, newest, read_notices
from rooms.ports import Refusal
from storage.store import Store
from tests.support.clocks import Clock
from tests.unit.clinic.patients.people import ASHA, CHO, SPOKE, SPOKEN, Clinic, clinic_of

SMS = Agreed("sms", 1, "en", "ticked on page")


@pytest.fixture
def clinic(store: Store, clock: Clock) -> Clinic:
    return clinic_of(store, clock)


async def test_a_consent_says_who_agreed_to_which_text_when_and_how(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    clinic.clock.advance(60)
    consent = await clinic.consents.give(asha.id, SMS, holder)
    assert (consent.actor_kind, consent.actor, consent.at) == ("patient", holder.id, clinic.clock.now)
    assert consent.text_sha256 == hashlib.sha256((TEXTS / "sms.1.en.txt").read_bytes()).hexdigest()
    assert list(await clinic.consents.of(asha.id, holder))[1:] == [consent]
    assert await clinic.consents.holds(asha.id, "sms")


async def test_given_twice_it_stays_the_first_one(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    first = await clinic.consents.give(asha.id, SMS, holder)
    assert await clinic.consents.give(asha.id, SMS, holder) == first
    assert (await clinic.actions()).count("consent.given") == 2


async def test_withdrawn_it_stays_in_the_ledger_and_holds_no_more(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    await clinic.consents.give(asha.id, SMS, holder)
    clinic.clock.advance(60)
    await clinic.consents.withdraw(asha.id, "sms", holder)
    assert not await clinic.consents.holds(asha.id, "sms")
    assert await clinic.consents.holds(asha.id, "registration")
    withdrawn = {consent.purpose: consent.withdrawn_at for consent in await clinic.consents.of(asha.id, holder)}
    assert withdrawn == {"registration": None, "sms": clinic.clock.now}
    assert (await clinic.actions())[-1] == "consent.withdrawn"


async def test_it_can_be_given_again_after_it_was_withdrawn(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    await clinic.consents.give(asha.id, SMS, holder)
    await clinic.consents.withdraw(asha.id, "sms", holder)
    await clinic.consents.give(asha.id, SMS, holder)
    assert await clinic.consents.holds(asha.id, "sms")


async def test_what_was_never_given_cannot_be_withdrawn(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    with pytest.raises(Refusal) as refused:
        await clinic.consents.withdraw(asha.id, "sms", holder)
    assert refused.value.code == "consent_not_held"


@pytest.mark.parametrize(
    ("agreed", "code"),
    [
        (Agreed("sms", 2, "en", "ticked on page"), "notice_unknown"),
        (Agreed("sms", 1, "xx", "ticked on page"), "notice_unknown"),
        (Agreed("research", 1, "en", "ticked on page"), "notice_unknown"),
        (Agreed("sms", 1, "en", "implied by asking"), "consent_not_so"),
        (Agreed("sms", 1, "en", "spoken to staff"), "consent_not_so"),
    ],
)
async def test_no_consent_is_kept_to_a_text_that_was_not_shown_or_in_a_way_that_does_not_count(
    clinic: Clinic, agreed: Agreed, code: str
) -> None:
    holder, asha = await clinic.registered()
    with pytest.raises(Refusal) as refused:
        await clinic.consents.give(asha.id, agreed, holder)
    assert refused.value.code == code
    assert not await clinic.consents.holds(asha.id, agreed.purpose)


async def test_what_was_spoken_is_written_down_by_staff(clinic: Clinic) -> None:
    asha = await clinic.patients.register(ASHA, SPOKEN, CHO)
    consent = (await clinic.consents.of(asha.id, CHO))[0]
    assert (consent.how, consent.actor_kind, consent.actor) == ("spoken to staff", "staff", CHO.id)
    assert await clinic.actions(SPOKE) == ["patient.registered", "consent.given"]


async def test_nobody_consents_to_a_purpose_that_is_unknown(clinic: Clinic) -> None:
    assert not await clinic.consents.holds((await clinic.registered())[1].id, "research")


def test_every_purpose_has_its_newest_text_in_english_and_hindi() -> None:
    assert {notice.purpose for notice in NOTICES.values()} == set(PURPOSES)
    for purpose in PURPOSES:
        assert (newest(purpose, "en").language, newest(purpose, "hi").language) == ("en", "hi")
        assert newest(purpose, "en").version == newest(purpose, "hi").version
        assert newest(purpose, "ta") == newest(purpose, "en")


def test_a_published_text_is_never_changed() -> None:
    """Write a new version instead: people agreed to these very words."""
    published = {
        ("registration", 1, "en"): "f255f0e703b6a7fd",
        ("registration", 1, "hi"): "7ed478e49610a2df",
        ("sms", 1, "en"): "88595e19621a6873",
        ("sms", 1, "hi"): "474938d5b56653ef",
    }
    assert {key: NOTICES[key].sha256[:16] for key in published} == published


def test_the_newest_version_is_shown(tmp_path: Path) -> None:
    for version in (2, 10, 9):
        (tmp_path / f"sms.{version}.en.txt").write_text(str(version), encoding="utf-8")
    assert newest("sms", "en", read_notices(tmp_path)).version == 10


def test_an_unknown_purpose_has_no_text() -> None:
    with pytest.raises(Refusal) as refused:
        newest("research", "en")
    assert refused.value.code == "purpose_unknown"
