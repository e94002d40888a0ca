"""One PostgreSQL server and one Redis serve all tests. What a test needs stands in ``tests.support.needs``."""

from hypothesis import settings

pytest_plugins = ["tests.support.databases", "tests.support.redis"]

# A slow machine is no failure: how long something takes is measured by the benches.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
