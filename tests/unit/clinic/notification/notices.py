"""Notices as tests write them, and whom they go to."""

from typing import Any

from clinic.consultation.consultation import ConsultationId
from clinic.identity.mobile import Mobile
from clinic.notification.notice import RULES, Kind, Notice, Recipient, notice
from clinic.notification.push import Subscription, SubscriptionId
from clinic.patients.patient import MobileId
from clinic.patients.ports import MobileRecord
from clinic.places.states import StateCode
from clinic.staff.account import StaffId
from storage.store import Store

ASHA = MobileId("a" * 32)
ASHAS_NUMBER = Mobile("+919876543210")
RAO = StaffId("d" * 32)
CONSULTATION = ConsultationId("c" * 32)
ASHAS_BROWSER = "https://push.example/asha"
VALUES: dict[str, Any] = {
    "number": 12,
    "clinic": "General OPD",
    "ahead": 2,
    "doctor": "Dr Rao",
    "qualification": "MBBS, MD",
    "registration": "MMC 2011/05/1234",
    "opens_at": 1_790_046_000.0,
    "day": "2026-11-24",
    "count": 3,
    "link": "AbCdEf0123",
}


def told(kind: Kind, now: float, language: str = "en", **more: Any) -> Notice:
    """With all that its texts speak of."""
    rule = RULES[kind]
    values = {name: VALUES[name] for name in rule.values}
    to = ASHA if rule.to == "mobile" else RAO
    return notice(kind, to, language, now, **({"consultation": CONSULTATION} | more), **values)


def browser(endpoint: str = ASHAS_BROWSER, to: str = ASHA, kind: Any = "mobile", now: float = 0.0) -> Subscription:
    name = endpoint.rpartition("/")[2]
    return Subscription(SubscriptionId(name.ljust(32, "0")), Recipient(kind, to), endpoint, "key", "secret", now)


async def register_asha(store: Store, now: float) -> None:
    async with store.writing() as records:
        assert await records.mobiles.add(MobileRecord(ASHA, ASHAS_NUMBER, StateCode(27), now, now))


async def subscribe(store: Store, *browsers: Subscription) -> None:
    async with store.writing() as records:
        for one in browsers:
            await records.push_subscriptions.put(one)


async def written(store: Store, *notices: Notice) -> None:
    async with store.writing() as records:
        for one in notices:
            await records.notices.add(one)
