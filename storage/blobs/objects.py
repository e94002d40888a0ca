"""The places that files are kept in: a folder, or a server that speaks S3's protocol. They see ciphertext alone."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypedDict
from urllib.parse import urlsplit

from obstore.store import LocalStore, ObjectStore, S3Store

FOLDER_OF_THE_OWNER = 0o700
ANSWER = timedelta(seconds=30)
CONNECT = timedelta(seconds=5)
TRIES = 3


class _Credentials(TypedDict, total=False):
    access_key_id: str
    secret_access_key: str


@dataclass(frozen=True, slots=True, repr=False)
class S3Bucket:
    """``endpoint``: "https://HOST[:PORT]"; empty is Amazon's own. Plain http is for a server on this machine.

    Without an access key it is the machine's own role that may enter, as Amazon's machines have one.
    """

    endpoint: str
    bucket: str
    access_key_id: str = ""
    secret_access_key: str = ""
    region: str = "us-east-1"
    prefix: str = ""


def in_folder(folder: Path) -> ObjectStore:
    """Made where there is none; nobody else on this machine may look into it. Raises ``OSError``."""
    folder.mkdir(mode=FOLDER_OF_THE_OWNER, parents=True, exist_ok=True)
    return LocalStore(folder)


def in_bucket(s3: S3Bucket) -> ObjectStore:
    """Nothing is asked of the server before the first file. The bucket must be there."""
    return S3Store(
        s3.bucket,
        prefix=s3.prefix or None,
        endpoint=s3.endpoint or f"https://s3.{s3.region}.amazonaws.com",
        region=s3.region,
        **_credentials(s3),
        disable_bulk_delete=True,  # not every server has it
        client_options={
            "allow_http": urlsplit(s3.endpoint).scheme == "http",
            "connect_timeout": CONNECT,
            "timeout": ANSWER,
        },
        retry_config={"max_retries": TRIES, "retry_timeout": ANSWER},
    )


def _credentials(s3: S3Bucket) -> _Credentials:
    if not s3.access_key_id:
        return {}
    return {"access_key_id": s3.access_key_id, "secret_access_key": s3.secret_access_key}


def object_path(blob: str) -> str:
    """In 256 folders: one with all files in it would be slow to list."""
    return f"{blob[:2]}/{blob}"
