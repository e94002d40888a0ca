"""One PostgreSQL server serves all tests. What a test needs of the machine stands in ``tests.support.needs``."""

pytest_plugins = ["tests.support.databases"]
