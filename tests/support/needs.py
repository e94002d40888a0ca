"""What a test needs of the machine; without it the test is skipped, with the reason in a sentence."""

import pytest

from tests.support import browsers, namespaces, postgresql, redis


def _unless(reason: str | None) -> pytest.MarkDecorator:
    return pytest.mark.skipif(reason is not None, reason=reason or "")


CHROMIUM = _unless(browsers.why_no_chromium())
FIREFOX = _unless(browsers.why_no_firefox())
NAMESPACES = _unless(namespaces.why_unavailable())
REDIS = _unless(redis.why_no_redis())
TWO_NODES = _unless(redis.why_no_redis() or postgresql.why_no_postgresql())
