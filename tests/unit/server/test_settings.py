from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from server.settings import CHECKOUT, Settings, allowed, flag, variable
from tests.unit.server.certificates import certificate, encrypted_key, key


def test_with_nothing_set_the_server_is_complete() -> None:
    settings = Settings()
    assert (settings.host, settings.port, settings.media_port) == ("0.0.0.0", 8080, 40000)
    assert (settings.room_capacity, settings.grace_seconds, settings.demonstration) == (8, 300.0, True)
    assert settings.tls_context() is None
    assert (settings.https, settings.trust_port, settings.operator_key) == (False, 8081, None)
    assert settings.data_folder == CHECKOUT / "data"


def test_the_operators_key_is_not_shown_with_the_settings() -> None:
    assert "k" * 32 not in repr(Settings(operator_key=SecretStr("k" * 32)))


def test_every_setting_says_what_it_means_and_what_it_may_be() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert allowed(name), name


def test_a_setting_has_a_variable_and_a_flag() -> None:
    assert (variable("media_port"), flag("media_port")) == ("PARAMARSH_MEDIA_PORT", "--media-port")


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARAMARSH_PORT", "9000")
    monkeypatch.setenv("PARAMARSH_DEMONSTRATION", "off")
    monkeypatch.setenv("PARAMARSH_LOG_LEVEL", "WARNING")
    settings = Settings()
    assert (settings.port, settings.demonstration, settings.log_level) == (9000, False, "warning")


def test_an_argument_overrides_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARAMARSH_PORT", "9000")
    assert Settings(port=9001).port == 9001


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARAMARSH_PORT", "")
    monkeypatch.setenv("PARAMARSH_TLS_KEY", "")
    assert Settings() == Settings(port=8080, tls_key=None)


def test_addresses_are_separated_by_commas_and_written_in_their_canonical_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARAMARSH_ANNOUNCED_ADDRESSES", "203.0.113.7, 2001:DB8:0:0::7")
    assert Settings().announced_addresses == ("203.0.113.7", "2001:db8::7")


@pytest.mark.parametrize("text", ["0.0.0.0", "::", "224.0.0.1", "fe80::1", "example.org", "203.0.113.7;203.0.113.8"])
def test_an_address_that_no_packet_can_be_sent_to_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Settings(announced_addresses=(text,))


@pytest.mark.parametrize(("text", "count"), [("1", 1), ("64", 64)])
def test_the_number_of_media_workers_can_be_set(monkeypatch: pytest.MonkeyPatch, text: str, count: int) -> None:
    monkeypatch.setenv("PARAMARSH_MEDIA_WORKERS", text)
    assert Settings().media_worker_count == count


def test_by_default_one_core_is_left_to_the_control_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1, 2, 3})
    assert Settings().media_worker_count == Settings(media_workers="auto").media_worker_count == 3
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0})
    assert Settings().media_worker_count == 1


def test_every_media_worker_must_find_a_port(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings(media_port=65_532, media_workers=4).media_port == 65_532
    with pytest.raises(ValidationError, match="PARAMARSH_MEDIA_PORT leaves no room below 65535"):
        Settings(media_port=65_533, media_workers=4)


@pytest.mark.parametrize("host", ["127.0.0.1", "::", "localhost", "clinic-1.example.org", "clinic.example.org."])
def test_a_host_is_an_address_or_a_name(host: str) -> None:
    assert Settings(host=host).host == host


@pytest.mark.parametrize(
    "host",
    ["", "a b", "http://localhost", "-a.example", "256.1.1.1", "1.2.3", "a..b", "अ.example", f"{'a' * 64}.example"],
)
def test_what_is_neither_an_address_nor_a_name_is_refused(host: str) -> None:
    with pytest.raises(ValidationError):
        Settings(host=host)


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Settings().port = 1


def test_a_certificate_and_its_key_make_a_tls_context(tmp_path: Path) -> None:
    settings = Settings(tls_certificate=certificate(tmp_path), tls_key=key(tmp_path))
    assert settings.tls_context() is not None


def test_a_certificate_without_its_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="PARAMARSH_TLS_CERTIFICATE and PARAMARSH_TLS_KEY must be set together"):
        Settings(tls_certificate=certificate(tmp_path))


def test_the_key_of_another_certificate_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with pytest.raises(ValidationError, match="must be a readable PEM certificate and its unencrypted key"):
        Settings(tls_certificate=certificate(tmp_path), tls_key=key(other))


def test_an_encrypted_key_is_refused_and_no_password_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="must be a readable PEM certificate and its unencrypted key"):
        Settings(tls_certificate=certificate(tmp_path), tls_key=encrypted_key(tmp_path))
