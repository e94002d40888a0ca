"""Danger alerts on the staff's desks: who takes one is told where it is and whom to ring."""

from typing import Any, Literal

from clinic.staff.account import Account
from clinic.staff.permissions import Permission
from clinic.triage.alert import Alert, AlertId
from clinic.triage.alert_desk import AlertDesk
from http_api.bodies import Body
from http_api.clinic.permits import Permits
from http_api.operations import Answer, Call, Operations, Who

Outcome = Literal["helped", "not_reached", "mistaken"]


class AlertAnswer(Answer):
    """``mobile``, ``place``, ``latitude`` and ``longitude`` are told only to whoever has taken it.

    ``has_mobile`` and ``has_place``: whether they are there. ``taken_by``: her own id, or ``null``. ``told_again``: no
    doctor answered in time. ``state``: LGD code. ``version``: of the danger signs.
    """

    id: str
    at: float
    signs: list[str]
    version: int
    language: str
    state: int | None
    consultation: str | None
    has_mobile: bool
    has_place: bool
    mobile: str | None
    place: str | None
    latitude: float | None
    longitude: float | None
    told_again: bool
    taken_by: str | None


class AlertsAnswer(Answer):
    alerts: list[AlertAnswer]


class CloseAlert(Body):
    outcome: Outcome | None = None


def add_alerts(operations: Operations, desk: AlertDesk, permits: Permits) -> None:
    async def asking(call: Call) -> Account:
        await permits.require(call, Permission.ANSWER_ALERTS)
        return await permits.account(call)

    async def list_alerts(call: Call) -> AlertsAnswer:
        account = await asking(call)
        return AlertsAnswer(alerts=[_shown(alert) for alert in await desk.open_for(account)])

    async def take_alert(call: Call) -> AlertAnswer:
        account = await asking(call)
        return _shown(await desk.take(AlertId(call.named("alert")), account, call.origin))

    async def close_alert(call: Call, body: CloseAlert) -> None:
        account = await asking(call)
        await desk.close(AlertId(call.named("alert")), body.outcome, account, call.origin)

    staff: dict[str, Any] = {"who": Who.STAFF}
    refuses = ("not_permitted", "alert_unknown", "alert_taken", "alert_state")
    operations.add(
        "GET",
        "/desk/alerts",
        list_alerts,
        "Danger alerts that wait, and her own",
        gives=AlertsAnswer,
        refuses=("not_permitted",),
        **staff,
    )
    operations.add(
        "POST",
        "/desk/alerts/{alert}/take",
        take_alert,
        "Take a danger alert",
        gives=AlertAnswer,
        refuses=refuses,
        **staff,
    )
    operations.add(
        "POST",
        "/desk/alerts/{alert}/close",
        close_alert,
        "Close a danger alert",
        takes=CloseAlert,
        refuses=refuses,
        **staff,
    )


def _shown(alert: Alert) -> AlertAnswer:
    """Whoever is asked for it here has taken it, or nobody has."""
    is_hers, position = alert.taken_by is not None, alert.position
    return AlertAnswer(
        id=alert.id,
        at=alert.raised_at,
        signs=list(alert.signs),
        version=alert.version,
        language=alert.language,
        state=alert.state,
        consultation=alert.consultation,
        has_mobile=alert.mobile is not None,
        has_place=alert.place is not None or position is not None,
        mobile=alert.mobile if is_hers else None,
        place=alert.place if is_hers else None,
        latitude=position.latitude if is_hers and position is not None else None,
        longitude=position.longitude if is_hers and position is not None else None,
        told_again=alert.told_again_at is not None,
        taken_by=alert.taken_by,
    )
