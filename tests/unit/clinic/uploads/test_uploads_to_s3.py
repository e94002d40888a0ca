"""A file too large for one request, on its way to a server that speaks S3's protocol."""

import hashlib
from collections.abc import Iterator

import obstore
import pytest
from obstore.store import ObjectStore

from clinic.uploads.limits import MIB
from clinic.uploads.upload import UploadId
from clinic.uploads.uploads import Uploads
from rooms.ports import Refusal
from storage.blobs.encrypted import ONE_REQUEST_BYTES, EncryptedBlobs
from storage.blobs.objects import in_bucket
from storage.store import Store
from tests.support.clocks import Clock
from tests.support.files import file_of
from tests.support.s3 import new_bucket, running_s3

ASHA = "patient:asha"
XRAY = file_of("image/jpeg", ONE_REQUEST_BYTES + MIB)


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    with running_s3() as endpoint:
        yield endpoint


@pytest.fixture
def objects(s3: str) -> ObjectStore:
    return in_bucket(new_bucket(s3))


@pytest.fixture
def blobs(store: Store, objects: ObjectStore) -> EncryptedBlobs:
    return EncryptedBlobs(store.database, store.vault, objects)


@pytest.fixture
def uploads(store: Store, blobs: EncryptedBlobs, clock: Clock) -> Uploads:
    return Uploads(store, blobs, clock)


async def sent(uploads: Uploads, announced: str) -> UploadId:
    upload = await uploads.begin(ASHA, "image/jpeg", len(XRAY), announced, "photo")
    for index in range(upload.chunk_count):
        chunk = XRAY[index * upload.chunk_bytes :][: upload.chunk_bytes]
        await uploads.receive(ASHA, upload.id, index, chunk, hashlib.sha256(chunk).hexdigest())
    return upload.id


def paths(objects: ObjectStore) -> list[str]:
    return [entry["path"] for page in obstore.list(objects) for entry in page]


async def test_it_arrives_whole(uploads: Uploads, blobs: EncryptedBlobs, objects: ObjectStore) -> None:
    done = await uploads.finish(ASHA, await sent(uploads, hashlib.sha256(XRAY).hexdigest()))
    assert b"".join([piece async for piece in blobs.open(done.blob)]) == XRAY
    assert len(paths(objects)) == 1


async def test_nothing_stays_of_one_that_is_not_what_was_announced(uploads: Uploads, objects: ObjectStore) -> None:
    upload = await sent(uploads, hashlib.sha256(b"another").hexdigest())
    with pytest.raises(Refusal) as refusal:
        await uploads.finish(ASHA, upload)
    assert refusal.value.code == "upload_checksum"
    assert paths(objects) == []
