from collections.abc import Mapping
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from server.command_line import read_settings
from server.settings import Settings, variable
from tests.unit.server.certificates import certificate, key

DATABASE = "postgresql://clinic@db/paramarsh"
REDIS = "redis://:s3cret@cache.example:6379/2"


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, str]:
    """None of ours set, whoever runs the tests."""
    for name in Settings.model_fields:
        monkeypatch.delenv(variable(name), raising=False)
    return {}


def redis_of(settings: Settings) -> str | None:
    return None if settings.redis_url is None else settings.redis_url.get_secret_value()


def refusal(arguments: list[str], environment: Mapping[str, str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit):
        read_settings(arguments, environment)
    return capsys.readouterr().err


def test_without_it_a_server_is_alone(environment: Mapping[str, str]) -> None:
    settings = read_settings([], environment)
    assert (settings.redis_url, settings.node_url) == (None, "")


def test_what_hosting_platforms_set_counts_and_our_own_variable_comes_first(
    environment: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    platforms = {**environment, "REDIS_URL": REDIS, "DATABASE_URL": DATABASE}
    assert redis_of(read_settings([], platforms)) == REDIS
    monkeypatch.setenv("PARAMARSH_REDIS_URL", "redis://own")
    assert redis_of(read_settings([], {**platforms, "PARAMARSH_REDIS_URL": "redis://own"})) == "redis://own"


def test_its_password_is_not_shown_with_the_settings() -> None:
    assert "s3cret" not in repr(Settings(redis_url=SecretStr(REDIS), database_url=SecretStr(DATABASE)))


def test_with_a_database_in_a_file_it_is_refused_in_a_sentence(
    environment: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    sentence = refusal([], {**environment, "REDIS_URL": REDIS}, capsys)
    assert "for several servers with one database: set PARAMARSH_DATABASE_URL" in sentence
    assert "s3cret" not in sentence


def test_the_certificate_of_one_machine_is_none_for_several(
    environment: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--redis-url", REDIS, "--database-url", DATABASE, "--https"]
    assert refusal(given, environment, capsys).startswith("PARAMARSH_HTTPS makes a certificate for one machine")


def test_with_a_certificate_the_node_must_say_under_which_name_it_is_reached(
    tmp_path: Path, environment: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    tls = ["--tls-certificate", str(certificate(tmp_path)), "--tls-key", str(key(tmp_path))]
    given = ["--redis-url", REDIS, "--database-url", DATABASE, *tls]
    assert refusal(given, environment, capsys).startswith("PARAMARSH_NODE_URL must be set with")
    assert read_settings([*given, "--node-url", "https://one.example"], environment).node_url == "https://one.example"


@pytest.mark.parametrize("url", ["redis://host", "redis://h:1/15", "rediss://u:p@h:1", "unix:///run/redis.sock"])
def test_a_redis_url_is_taken(url: str) -> None:
    assert redis_of(Settings(redis_url=SecretStr(url), database_url=SecretStr(DATABASE))) == url


@pytest.mark.parametrize("url", ["redis://", "redis:///1", "redis://h/x", "redis://h?db=1", "redis://h:0x", "unix://"])
def test_what_is_no_redis_url_is_refused(url: str) -> None:
    with pytest.raises(ValidationError):
        Settings(redis_url=SecretStr(url), database_url=SecretStr(DATABASE))


@pytest.mark.parametrize("url", ["http://10.0.0.7:8080", "https://node-1.example", "http://[::1]:80/"])
def test_a_nodes_address_has_no_path(url: str) -> None:
    assert Settings(node_url=url).node_url == url.rstrip("/")


@pytest.mark.parametrize("url", ["10.0.0.7", "ftp://h", "http://", "http://h/path", "http://u:p@h", "http://h:x"])
def test_what_is_no_nodes_address_is_refused(url: str) -> None:
    with pytest.raises(ValidationError):
        Settings(node_url=url)
