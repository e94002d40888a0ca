"""Short messages through a provider's HTTP interface, whichever it is: address, headers, body and success are settings.

A message whose answer did not come may have been delivered, and is sent again: twice is better than not at all.
``{message_id}`` is the same for all tries of a message, for providers that drop what they have had already.
"""

import asyncio
import random
import secrets
from collections.abc import Awaitable, Callable

import structlog
from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout
from yarl import URL

from clinic.identity.sms import Sms, SmsFailed
from gateways.answers import is_temporary, retry_after, text_of
from gateways.sms_provider import LONGEST_PAUSE_SECONDS, SmsProvider
from gateways.templates import Request

FIRST_PAUSE_SECONDS = 1.0

log = structlog.get_logger(__name__)


class TryFailed(SmsFailed):
    """One try failed. ``pause_seconds``: what the provider asked for."""

    def __init__(self, reason: str, *, is_final: bool, pause_seconds: float = 0.0) -> None:
        super().__init__(reason, is_final=is_final)
        self.pause_seconds = pause_seconds


class HttpSms:
    """The session is the caller's to close. ``fraction`` gives 0 to 1: pauses are spread, so that servers do not call
    a provider that comes back all at once.
    """

    def __init__(
        self,
        session: ClientSession,
        provider: SmsProvider,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        fraction: Callable[[], float] = random.random,
    ) -> None:
        self._session = session
        self._provider = provider
        self._sleep = sleep
        self._fraction = fraction
        self._timeout = ClientTimeout(
            total=provider.total_timeout_seconds, sock_connect=provider.connect_timeout_seconds
        )

    async def send(self, message: Sms) -> None:
        """Raises ``SmsFailed``: finally for what no second try mends, else when the tries are spent."""
        request = self._provider.request(message, secrets.token_hex(16))
        for number in range(1, self._provider.tries + 1):
            try:
                return await self._try(request)
            except TryFailed as failed:
                pause = self._pause(number, failed)
                is_last = failed.is_final or number == self._provider.tries or pause > LONGEST_PAUSE_SECONDS
                log.warning("sms_try_failed", template=message.template, number=number, reason=failed.reason)
                if is_last:
                    raise SmsFailed(failed.reason, is_final=failed.is_final) from None
            await self._sleep(pause)
        raise AssertionError("A provider has at least one try.")

    async def _try(self, request: Request) -> None:
        try:
            async with self._session.request(
                request.method,
                URL(request.url, encoded=True),
                data=request.body,
                headers=request.headers,
                timeout=self._timeout,
                allow_redirects=False,  # a code is for the provider alone
            ) as response:
                await self._judge(response)
        except TimeoutError:
            raise TryFailed("timeout", is_final=False) from None
        except (ClientError, OSError, ValueError) as error:  # their messages hold the address, and that may hold a key
            raise TryFailed(type(error).__name__, is_final=False) from None

    async def _judge(self, response: ClientResponse) -> None:
        status, text = response.status, await text_of(response)
        if status not in self._provider.success.statuses:
            is_final = not is_temporary(status)
            raise TryFailed(f"status {status}", is_final=is_final, pause_seconds=retry_after(response))
        try:
            if not self._provider.success.is_met(text):
                raise TryFailed("refused", is_final=True)
        except (ValueError, RecursionError):
            raise TryFailed("unreadable answer", is_final=False) from None

    def _pause(self, number: int, failed: TryFailed) -> float:
        """Seconds after that many tries: doubled each time, and between half and all of it."""
        doubled = min(FIRST_PAUSE_SECONDS * 2.0 ** (number - 1), LONGEST_PAUSE_SECONDS)
        return max(failed.pause_seconds, doubled * (0.5 + self._fraction() / 2))
