"""Files in a folder and on a server that speaks S3's protocol: the same for both."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import obstore
import pytest
from obstore.store import ObjectStore

from clinic.uploads.blobs import BlobDamaged, BlobId, BlobMissing, BlobsAway
from storage.blobs.encrypted import ONE_REQUEST_BYTES, EncryptedBlobs
from storage.blobs.objects import S3Bucket, in_bucket, in_folder, object_path
from storage.store import Store
from tests.support.s3 import new_bucket, running_s3

BLOB = BlobId("0123456789abcdef0123456789abcdef")
OTHER = BlobId("fedcba9876543210fedcba9876543210")


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    with running_s3() as endpoint:
        yield endpoint


@pytest.fixture(params=["folder", "s3"])
def objects(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    if request.param == "folder":
        return in_folder(tmp_path / "blobs")
    return in_bucket(new_bucket(request.getfixturevalue("s3")))


@pytest.fixture
def blobs(store: Store, objects: ObjectStore) -> EncryptedBlobs:
    return EncryptedBlobs(store.database, store.vault, objects)


async def parts(content: bytes, size: int = 300_000) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


async def failing(content: bytes) -> AsyncIterator[bytes]:
    yield content
    raise RuntimeError("the line broke")


async def read(blobs: EncryptedBlobs, blob: BlobId) -> bytes:
    return b"".join([piece async for piece in blobs.open(blob)])


async def stored(objects: ObjectStore, blob: BlobId) -> bytes:
    return bytes(await (await obstore.get_async(objects, object_path(blob))).bytes_async())


@pytest.mark.parametrize("size", [0, 1, 65_536, 1_000_000, 2 * ONE_REQUEST_BYTES + 1])
async def test_a_file_comes_back_as_it_was_put(blobs: EncryptedBlobs, size: int) -> None:
    content = os.urandom(size)
    await blobs.put(BLOB, parts(content))
    assert await read(blobs, BLOB) == content
    assert await blobs.size(BLOB) == size


async def test_what_is_kept_tells_nothing(blobs: EncryptedBlobs, objects: ObjectStore) -> None:
    await blobs.put(BLOB, parts(b"a diagnosis" * 1000))
    assert b"diagnosis" not in await stored(objects, BLOB)


@pytest.mark.parametrize("size", [1000, 2 * ONE_REQUEST_BYTES])
async def test_a_file_that_breaks_off_leaves_the_former_one(blobs: EncryptedBlobs, size: int) -> None:
    await blobs.put(BLOB, parts(b"the former one"))
    with pytest.raises(RuntimeError, match="the line broke"):
        await blobs.put(BLOB, failing(bytes(size)))
    assert await read(blobs, BLOB) == b"the former one"


async def test_a_deleted_file_is_gone_and_deleting_it_again_is_harmless(
    blobs: EncryptedBlobs, objects: ObjectStore
) -> None:
    await blobs.put(BLOB, parts(b"hers"))
    for _ in range(2):
        await blobs.delete(BLOB)
        with pytest.raises(BlobMissing):
            await read(blobs, BLOB)
        with pytest.raises(BlobMissing):
            await blobs.size(BLOB)
    assert [page async for page in obstore.list(objects) if page] == []


async def test_a_file_whose_object_was_lost_is_missing(blobs: EncryptedBlobs, objects: ObjectStore) -> None:
    await blobs.put(BLOB, parts(b"hers"))
    await obstore.delete_async(objects, object_path(BLOB))
    with pytest.raises(BlobMissing):
        await read(blobs, BLOB)


async def test_a_file_put_in_the_place_of_another_is_found(blobs: EncryptedBlobs, objects: ObjectStore) -> None:
    await blobs.put(BLOB, parts(b"hers"))
    await blobs.put(OTHER, parts(b"another's"))
    await obstore.put_async(objects, object_path(BLOB), await stored(objects, OTHER))
    with pytest.raises(BlobDamaged):
        await read(blobs, BLOB)


async def test_a_file_cut_short_is_found(blobs: EncryptedBlobs, objects: ObjectStore) -> None:
    await blobs.put(BLOB, parts(bytes(200_000)))
    await obstore.put_async(objects, object_path(BLOB), (await stored(objects, BLOB))[: 33 + 65_552])
    with pytest.raises(BlobDamaged):
        await read(blobs, BLOB)


async def test_after_its_key_is_gone_a_copy_of_the_file_is_of_no_use(
    blobs: EncryptedBlobs, objects: ObjectStore
) -> None:
    await blobs.put(BLOB, parts(b"hers"))
    copy = await stored(objects, BLOB)
    await blobs.delete(BLOB)
    await obstore.put_async(objects, object_path(BLOB), copy)
    with pytest.raises(BlobMissing):
        await read(blobs, BLOB)


async def test_a_server_without_our_bucket_is_away(store: Store, s3: str) -> None:
    nowhere = EncryptedBlobs(store.database, store.vault, in_bucket(S3Bucket(s3, "no-such-bucket", "test", "test")))
    with pytest.raises(BlobsAway):
        await nowhere.put(BLOB, parts(b"hers"))


async def test_a_server_that_does_not_answer_is_away(store: Store) -> None:
    nobody = S3Bucket("http://127.0.0.1:9", "files", "test", "test")
    nowhere = EncryptedBlobs(store.database, store.vault, in_bucket(nobody))
    for ask in (nowhere.put(BLOB, parts(b"hers")), read(nowhere, BLOB), nowhere.size(BLOB), nowhere.delete(BLOB)):
        with pytest.raises(BlobsAway):
            await ask


async def test_a_folder_that_cannot_be_written_to_is_away(store: Store, tmp_path: Path) -> None:
    objects = in_folder(tmp_path / "blobs")
    (tmp_path / "blobs" / BLOB[:2]).write_bytes(b"a file where a folder should be")
    with pytest.raises(BlobsAway):
        await EncryptedBlobs(store.database, store.vault, objects).put(BLOB, parts(b"hers"))


def test_a_folder_of_files_is_its_owners_alone(tmp_path: Path) -> None:
    in_folder(tmp_path / "blobs")
    assert (tmp_path / "blobs").stat().st_mode & 0o777 == 0o700
