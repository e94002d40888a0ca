"""One PostgreSQL server and one Redis serve all tests. What a test needs stands in ``tests.support.needs``."""

pytest_plugins = ["tests.support.databases", "tests.support.redis"]
