"""Telephone calls through a provider's HTTP interface (click-to-call), whichever it is: all of it is settings.

A request whose answer did not come is not sent again: the telephone may be ringing, and must not ring twice. What the
provider's call-back tells then counts.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus

import structlog
from aiohttp import ClientConnectorError, ClientError, ClientResponse, ClientSession, ClientTimeout
from yarl import URL

from clinic.telephone.call import News, Purpose, Ringing
from clinic.telephone.ports import TelephoneFailed
from gateways.answers import is_temporary, retry_after, text_of
from gateways.telephone_provider import TelephoneProvider
from gateways.templates import Request

PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 5.0
"""Somebody looks at her telephone meanwhile."""
IN_BETWEEN = frozenset({HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT})
"""Said by a proxy, which does not know what became of the request."""

log = structlog.get_logger(__name__)


class TryFailed(TelephoneFailed):
    """One try failed. ``is_final``: another one is of no use. ``pause_seconds``: what the provider asked for."""

    def __init__(self, reason: str, *, may_ring: bool, is_final: bool, pause_seconds: float = 0.0) -> None:
        super().__init__(reason, may_ring=may_ring)
        self.is_final = is_final
        self.pause_seconds = pause_seconds


class HttpTelephone:
    """The session is the caller's to close."""

    def __init__(
        self,
        session: ClientSession,
        provider: TelephoneProvider,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._session = session
        self._provider = provider
        self._sleep = sleep
        self._timeout = ClientTimeout(
            total=provider.total_timeout_seconds, sock_connect=provider.connect_timeout_seconds
        )

    def needs_doctor(self, purpose: Purpose) -> bool:
        return self._provider.needs_doctor(purpose)

    def news(self, told: Mapping[str, object]) -> News:
        return self._provider.news(told)

    async def ring(self, ringing: Ringing) -> str:
        """Raises ``TelephoneFailed``."""
        request = self._provider.request(ringing)
        for number in range(1, self._provider.tries + 1):
            try:
                return await self._try(request)
            except TryFailed as failed:
                pause = max(PAUSE_SECONDS, failed.pause_seconds)
                is_last = failed.is_final or number == self._provider.tries or pause > LONGEST_PAUSE_SECONDS
                log.warning("telephone_try_failed", purpose=ringing.purpose, number=number, reason=failed.reason)
                if is_last:
                    raise TelephoneFailed(failed.reason, may_ring=failed.may_ring) from None
            await self._sleep(pause)
        raise AssertionError("A provider has at least one try.")

    async def _try(self, request: Request) -> str:
        try:
            async with self._session.request(
                request.method,
                URL(request.url, encoded=True),
                data=request.body,
                headers=request.headers,
                timeout=self._timeout,
                allow_redirects=False,  # numbers are for the provider alone
            ) as response:
                return await self._judged(response)
        except ClientConnectorError as error:  # nothing was asked yet
            raise TryFailed(type(error).__name__, may_ring=False, is_final=False) from None
        except TimeoutError:
            raise TryFailed("timeout", may_ring=True, is_final=True) from None
        except (ClientError, OSError, ValueError) as error:  # their messages hold the address, and that may hold a key
            raise TryFailed(type(error).__name__, may_ring=True, is_final=True) from None

    async def _judged(self, response: ClientResponse) -> str:
        """What the provider calls the call."""
        status, text = response.status, await text_of(response)
        if status not in self._provider.success.statuses:
            may_ring = status in IN_BETWEEN
            is_final = may_ring or not is_temporary(status)
            pause = retry_after(response)
            raise TryFailed(f"status {status}", may_ring=may_ring, is_final=is_final, pause_seconds=pause)
        try:
            is_taken = self._provider.success.is_met(text)
        except (ValueError, RecursionError):
            raise TryFailed("unreadable answer", may_ring=True, is_final=True) from None
        if not is_taken:
            raise TryFailed("refused", may_ring=False, is_final=True)
        return self._provider.call_in(text)
