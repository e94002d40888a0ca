from pathlib import Path
from stat import S_IMODE

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from server.cannot_start import CannotStart
from server.settings import Settings
from server.signing_key import signing_key, signing_key_file


def test_the_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    settings = Settings(data_folder=tmp_path)
    assert raw(signing_key(settings)) == raw(signing_key(settings))
    assert S_IMODE(signing_key_file(settings).stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [signing_key_file(settings)]


@pytest.mark.parametrize("content", [b"", b"nonsense"])
def test_a_damaged_key_is_said_in_a_sentence_and_not_replaced(content: bytes, tmp_path: Path) -> None:
    settings = Settings(data_folder=tmp_path)
    signing_key_file(settings).write_bytes(content)
    with pytest.raises(CannotStart, match="holds no Ed25519 key: restore it"):
        signing_key(settings)
    assert signing_key_file(settings).read_bytes() == content


def test_a_folder_that_cannot_hold_it_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match=r"The audit's key .* cannot be read or made: No such file or directory\."):
        signing_key(Settings(data_folder=tmp_path / "none"))


def raw(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes_raw()
