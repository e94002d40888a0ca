from pathlib import Path

import pytest
from obstore.store import LocalStore, S3Store
from pydantic import SecretStr

from server.blob_place import blob_objects
from server.cannot_start import CannotStart
from server.settings import Settings


def test_files_are_kept_in_the_data_folder_unless_a_bucket_is_set(tmp_path: Path) -> None:
    objects = blob_objects(Settings(data_folder=tmp_path))
    assert isinstance(objects, LocalStore)
    assert objects.prefix == tmp_path / "files"


def test_a_bucket_is_entered_with_the_keys_of_the_settings(tmp_path: Path) -> None:
    objects = blob_objects(
        Settings(
            data_folder=tmp_path,
            blob_store="s3://clinic/kerala/",
            s3_endpoint="https://s3.example.org",
            s3_access_key="id",
            s3_secret_key=SecretStr("secret"),
        )
    )
    assert isinstance(objects, S3Store)
    assert objects.prefix == "kerala"
    wanted = {
        "bucket": "clinic",
        "endpoint": "https://s3.example.org",
        "region": "us-east-1",
        "access_key_id": "id",
        "secret_access_key": "secret",
    }
    assert wanted.items() <= objects.config.items()


def test_without_an_address_the_bucket_is_amazons(tmp_path: Path) -> None:
    objects = blob_objects(Settings(data_folder=tmp_path, blob_store="s3://clinic", s3_region="ap-south-1"))
    assert isinstance(objects, S3Store)
    assert objects.config["endpoint"] == "https://s3.ap-south-1.amazonaws.com"
    assert "access_key_id" not in objects.config


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("not a folder")
    with pytest.raises(CannotStart, match="cannot be made: File exists"):
        blob_objects(Settings(data_folder=tmp_path))
