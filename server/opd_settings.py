"""What an operator can set of the waiting room: how long a ring lasts, and how long what is kept."""

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings

from clinic.opd.rules import Rules
from server.setting_rules import Allowed

SECONDS = Allowed("a number of seconds from 1 to 86400")


class OpdSettings(BaseSettings):
    """A part of ``server.settings.Settings``."""

    ring_seconds: Annotated[
        float, Field(ge=1, le=86_400, description="For how long a patient is rung before the call is missed."), SECONDS
    ] = 120.0
    ring_telephone_after_seconds: Annotated[
        float, Field(ge=1, le=86_400, description="After so long her telephone rings besides."), SECONDS
    ] = 60.0
    return_hold_seconds: Annotated[
        float,
        Field(ge=1, le=86_400, description="For how long a return visit is kept for the doctor who saw her before."),
        SECONDS,
    ] = 1_200.0
    language_patience_seconds: Annotated[
        float,
        Field(ge=1, le=86_400, description="For how long a patient is kept for a doctor who speaks her language."),
        SECONDS,
    ] = 600.0
    interruption_seconds: Annotated[
        float,
        Field(ge=1, le=86_400, description="For how long doctor and patient are held together when their call breaks."),
        SECONDS,
    ] = 300.0
    away_seconds: Annotated[
        float,
        Field(ge=1, le=86_400, description="Whose page is away for longer is passed over, and keeps her place."),
        SECONDS,
    ] = 1_800.0

    @property
    def opd_rules(self) -> Rules:
        return Rules(
            ring_seconds=self.ring_seconds,
            telephone_after_seconds=self.ring_telephone_after_seconds,
            return_hold_seconds=self.return_hold_seconds,
            language_patience_seconds=self.language_patience_seconds,
            grace_seconds=self.interruption_seconds,
            away_seconds=self.away_seconds,
        )
