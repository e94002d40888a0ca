from pathlib import Path
from stat import S_IMODE

import pytest
from pydantic import SecretStr

from server.cannot_start import CannotStart
from server.data_folder import address_file, key_file, make_folder, operator_key, told_address
from server.settings import Settings


def settings(folder: Path) -> Settings:
    return Settings(data_folder=folder)


def test_the_folder_is_made_for_its_owner_alone_and_one_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    made = make_folder(tmp_path / "a" / "data")
    assert S_IMODE(made.stat().st_mode) == 0o700
    made.chmod(0o750)
    make_folder(made)
    assert S_IMODE(made.stat().st_mode) == 0o750


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotStart, match=r"The data folder .*/file/data cannot be made: Not a directory\."):
        make_folder(tmp_path / "file" / "data")


def test_the_operators_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    key = operator_key(settings(tmp_path))
    assert len(key) >= 32
    assert operator_key(settings(tmp_path)) == key
    assert S_IMODE(key_file(settings(tmp_path)).stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["operator.key"]


def test_a_key_that_is_set_is_not_written_down(tmp_path: Path) -> None:
    assert operator_key(Settings(data_folder=tmp_path, operator_key=SecretStr("k" * 32))) == "k" * 32
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"short\n", b"\xff" * 40, b"x" * 20 + b" " + b"x" * 20])
def test_a_damaged_key_is_said_in_a_sentence_and_not_repeated(content: bytes, tmp_path: Path) -> None:
    key_file(settings(tmp_path)).write_bytes(content)
    with pytest.raises(CannotStart) as refused:
        operator_key(settings(tmp_path))
    assert refused.value.message.endswith("holds no key of 32 characters: remove it, and a new one is made.")


def test_while_the_server_runs_its_address_can_be_found(tmp_path: Path) -> None:
    file = address_file(settings(tmp_path))
    with told_address(settings(tmp_path), "http://localhost:9000"):
        assert file.read_text() == "http://localhost:9000\n"
    assert not file.exists()
