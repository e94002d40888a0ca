from collections.abc import Mapping
from pathlib import Path

import pytest

from server.command_line import read_settings
from server.settings import Settings, allowed, flag, variable
from tests.unit.server.certificates import certificate, key

WRONG = {
    "host": "not a host",
    "port": "65536",
    "tls_certificate": "/nowhere/certificate.pem",
    "tls_key": "/nowhere/key.pem",
    "https": "perhaps",
    "trust_port": "-1",
    "data_folder": "/dev/null",
    "operator_key": "short",
    "media_port": "0",
    "media_workers": "65",
    "media_addresses": "0.0.0.0",
    "announced_addresses": "example.org",
    "room_capacity": "17",
    "grace_seconds": "nan",
    "database_url": "mysql://localhost/paramarsh",
    "master_keys": "first:c2hvcnQ=",
    "blob_store": "ftp://bucket",
    "s3_endpoint": "x" * 201,
    "s3_region": "x" * 201,
    "s3_access_key": "x" * 201,
    "s3_secret_key": "x" * 201,
    "sms_configuration": "/nowhere/sms.toml",
    "telephone_configuration": "/nowhere/telephone.toml",
    "push_key": "short",
    "push_contact": "nobody",
    "push_private_services": "perhaps",
    "page_host": "x" * 201,
    "grievance_officer": "x" * 201,
    "grievance_telephone": "x" * 201,
    "grievance_email": "nobody",
    "trusted_proxies": "10.0.0.0/8",
    "emergency_number": "x" * 201,
    "alert_seconds": "0",
    "ring_seconds": "0",
    "production": "perhaps",
    "seal_key": "/nowhere/seal.key",
    "seal_certificate": "/nowhere/seal.pem",
    "seen_seconds": "0",
    "prescription_contact": "x" * 201,
    "document_processes": "0",
    "ring_telephone_after_seconds": "soon",
    "return_hold_seconds": "-1",
    "language_patience_seconds": "86401",
    "interruption_seconds": "0",
    "away_seconds": "never",
    "redis_url": "http://localhost:6379",
    "node_url": "10.0.0.7:8080",
    "log_level": "loud",
    "log_format": "xml",
    "demonstration": "perhaps",
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, str]:
    """None of ours set, whoever runs the tests."""
    for name in Settings.model_fields:
        monkeypatch.delenv(variable(name), raising=False)
    return {"PATH": "/usr/bin", "HOME": "/"}


def refusal(arguments: list[str], environment: Mapping[str, str], capsys: pytest.CaptureFixture[str]) -> str:
    """What is written to stderr by a start that ends with status 2."""
    with pytest.raises(SystemExit) as exit_:
        read_settings(arguments, environment)
    written = capsys.readouterr()
    assert (exit_.value.code, written.out) == (2, "")
    return written.err


def test_without_arguments_the_settings_are_the_defaults(environment: Mapping[str, str]) -> None:
    assert read_settings([], environment) == Settings()


def test_a_flag_overrides_its_variable(environment: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARAMARSH_ROOM_CAPACITY", "4")
    assert read_settings([], environment).room_capacity == 4
    assert read_settings(["--room-capacity", "6"], environment).room_capacity == 6


def test_help_lists_every_setting_with_variable_default_and_meaning(
    environment: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit_:
        read_settings(["--help"], environment)
    words = " ".join(capsys.readouterr().out.split())
    assert exit_.value.code == 0
    for name, field in Settings.model_fields.items():
        value = "[VALUE]" if field.annotation is bool else "VALUE"
        assert f"{flag(name)} {value} {variable(name)}, default: " in words
        assert f"{field.description} Allowed: {allowed(name)}." in words
    assert "PARAMARSH_GRACE_SECONDS, default: 300." in words
    assert "PARAMARSH_DEMONSTRATION, default: on." in words
    assert "PARAMARSH_MEDIA_ADDRESSES, default: empty." in words


def test_there_is_a_wrong_value_here_for_every_setting() -> None:
    assert set(WRONG) == set(Settings.model_fields)


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_variable_is_refused_in_a_sentence(
    name: str,
    environment: Mapping[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(variable(name), WRONG[name])
    assert refusal([], environment, capsys) == f"{variable(name)} must be {allowed(name)}.\n"


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_flag_is_refused_in_a_sentence(
    name: str, environment: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    sentence = refusal([flag(name), WRONG[name]], environment, capsys)
    assert sentence == f"{flag(name)} ({variable(name)}) must be {allowed(name)}.\n"


def test_two_wrong_settings_are_both_named(environment: Mapping[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    sentences = refusal(["--port", "x", "--log-format", "xml"], environment, capsys).splitlines()
    assert [sentence.split()[0] for sentence in sentences] == ["--port", "--log-format"]


def test_two_wrong_addresses_are_one_sentence(
    environment: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert refusal(["--media-addresses", "a,b"], environment, capsys).count("\n") == 1


def test_a_misspelt_variable_is_refused_and_the_right_one_offered(
    environment: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    sentence = refusal([], {**environment, "PARAMARSH_PROT": "80"}, capsys)
    assert sentence == "PARAMARSH_PROT is not a setting; did you mean PARAMARSH_PORT?\n"


def test_a_variable_that_resembles_no_setting_is_refused(
    environment: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    sentence = refusal([], {**environment, "PARAMARSH_XYZZY": "1"}, capsys)
    assert sentence == "PARAMARSH_XYZZY is not a setting; --help lists every setting.\n"


def test_variables_of_other_programs_are_nobodys_business(environment: Mapping[str, str]) -> None:
    assert read_settings([], {**environment, "PARAM": "1", "MY_PARAMARSH_X": "1"}) == Settings()


@pytest.mark.parametrize("arguments", [["--prot", "80"], ["--po", "80"], ["8080"], ["--port"]])
def test_a_command_line_of_another_shape_is_refused_in_a_sentence(
    arguments: list[str], environment: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    sentence = refusal(arguments, environment, capsys)
    assert sentence.endswith("; --help lists every setting.\n")
    assert sentence.count("\n") == 1


def test_a_flag_that_is_on_or_off_needs_no_value(environment: Mapping[str, str]) -> None:
    assert read_settings(["--https"], environment).https
    assert read_settings(["--https", "--port", "80"], environment).https
    assert not read_settings(["--https", "off"], environment).https


@pytest.mark.parametrize("key", ["x" * 31, "x" * 31 + " ", "x" * 40 + "\n", "कुंजी" * 10])
def test_a_key_that_is_refused_is_not_repeated(
    key: str, environment: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert key not in refusal([f"--operator-key={key}"], environment, capsys)


def test_a_certificate_of_its_own_and_one_that_is_given_exclude_each_other(
    tmp_path: Path, environment: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--tls-certificate", str(certificate(tmp_path)), "--tls-key", str(key(tmp_path))]
    sentence = refusal([*given, "--https"], environment, capsys)
    assert sentence.startswith("PARAMARSH_HTTPS makes a certificate: leave it off where ")


def test_a_certificate_without_its_key_is_refused_in_a_sentence(
    tmp_path: Path, environment: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    sentence = refusal(["--tls-certificate", str(certificate(tmp_path))], environment, capsys)
    assert sentence == "PARAMARSH_TLS_CERTIFICATE and PARAMARSH_TLS_KEY must be set together or not at all.\n"


def test_a_key_in_place_of_the_certificate_is_refused_in_a_sentence(
    tmp_path: Path, environment: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    private = str(key(tmp_path))
    sentence = refusal(["--tls-certificate", private, "--tls-key", private], environment, capsys)
    assert sentence.endswith("must be a readable PEM certificate and its unencrypted key.\n")


def test_an_address_of_another_machine_is_refused_for_media(
    environment: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    sentence = refusal(["--media-addresses", "127.0.0.1,198.51.100.77"], environment, capsys)
    assert sentence.endswith("(PARAMARSH_MEDIA_ADDRESSES) must be addresses of this machine, unlike 198.51.100.77.\n")


def test_an_address_of_another_machine_may_be_announced(environment: Mapping[str, str]) -> None:
    settings = read_settings(["--announced-addresses", "198.51.100.77"], environment)
    assert settings.announced_addresses == ("198.51.100.77",)
