"""Sending a file in chunks, on both databases, over a folder."""

import asyncio
import hashlib
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from obstore.store import ObjectStore

from clinic.uploads.blobs import BlobId
from clinic.uploads.limits import LIMITS, MIB, Purpose
from clinic.uploads.upload import StoredFile, Upload, UploadId
from clinic.uploads.uploads import LIFETIME_SECONDS, OPEN_AT_ONCE, SWEEP_AFTER_SECONDS, Uploads
from rooms.ports import Refusal
from storage.blobs.encrypted import EncryptedBlobs
from storage.blobs.objects import in_folder
from storage.store import Store
from tests.support.clocks import Clock
from tests.support.files import file_of

ASHA = "patient:asha"
OTHER = "patient:other"
CHUNK = LIMITS["document"].chunk_bytes
PDF = file_of("application/pdf", 3 * CHUNK + 1000)


Happening = Callable[[], Awaitable[None]]


async def nothing() -> None:
    pass


class Meanwhile(EncryptedBlobs):
    """Something else happens just before or after a file is put."""

    def __init__(
        self, store: Store, objects: ObjectStore, before: Happening = nothing, after: Happening = nothing
    ) -> None:
        super().__init__(store.database, store.vault, objects)
        self._before = before
        self._after = after

    async def put(self, blob: BlobId, content: AsyncIterable[bytes]) -> None:
        await self._before()
        await super().put(blob, content)
        await self._after()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "blobs"


@pytest.fixture
def objects(folder: Path) -> ObjectStore:
    return in_folder(folder)


@pytest.fixture
def blobs(store: Store, objects: ObjectStore) -> EncryptedBlobs:
    return EncryptedBlobs(store.database, store.vault, objects)


@pytest.fixture
def uploads(store: Store, blobs: EncryptedBlobs, clock: Clock) -> Uploads:
    return Uploads(store, blobs, clock)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def chunks_of(content: bytes) -> list[bytes]:
    return [content[start : start + CHUNK] for start in range(0, len(content), CHUNK)]


def files_in(folder: Path) -> int:
    return sum(1 for file in folder.rglob("*") if file.is_file())


def damage_one(folder: Path) -> None:
    file = next(file for file in folder.rglob("*") if file.is_file())
    file.write_bytes(file.read_bytes()[:-1] + b"?")


async def begun(uploads: Uploads, content: bytes = PDF, kind: str = "application/pdf") -> UploadId:
    return (await uploads.begin(ASHA, kind, len(content), sha256(content), "document")).id


async def send(uploads: Uploads, upload: UploadId, index: int, content: bytes) -> Upload:
    return await uploads.receive(ASHA, upload, index, content, sha256(content))


async def sent(uploads: Uploads, content: bytes = PDF, kind: str = "application/pdf") -> UploadId:
    upload = await begun(uploads, content, kind)
    for index, chunk in enumerate(chunks_of(content)):
        await send(uploads, upload, index, chunk)
    return upload


async def finished(uploads: Uploads) -> UploadId:
    upload = await sent(uploads)
    await uploads.finish(ASHA, upload)
    return upload


async def once(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def refused(code: str, request: object) -> None:
    with pytest.raises(Refusal) as refusal:
        await request  # type: ignore[misc]
    assert refusal.value.code == code


async def claimed(store: Store, upload: UploadId, now: float, owner: str = ASHA) -> StoredFile:
    async with store.writing() as records:
        return await records.uploads.claim(upload, owner, "document", now)


async def test_a_file_arrives_whole_whatever_the_order_of_its_chunks(
    uploads: Uploads, store: Store, blobs: EncryptedBlobs, clock: Clock
) -> None:
    upload, chunks = await begun(uploads), chunks_of(PDF)
    for index in (2, 0, 3, 1):
        await send(uploads, upload, index, chunks[index])
    done = await uploads.finish(ASHA, upload)
    file = await claimed(store, upload, clock.now)
    assert (done.state, file.media_type, file.size, file.sha256) == (
        "finished",
        "application/pdf",
        len(PDF),
        sha256(PDF),
    )
    assert b"".join([piece async for piece in blobs.open(file.blob)]) == PDF


async def test_after_a_lost_line_the_page_learns_which_chunks_are_missing(uploads: Uploads) -> None:
    upload, chunks = await begun(uploads), chunks_of(PDF)
    await send(uploads, upload, 3, chunks[3])
    after = await send(uploads, upload, 1, chunks[1])
    assert after.received == (1, 3)
    assert await uploads.status(ASHA, upload) == after
    assert (after.chunk_count, after.chunk_bytes, after.is_complete) == (4, CHUNK, False)
    await refused("upload_incomplete", uploads.finish(ASHA, upload))


async def test_sending_a_chunk_again_is_harmless_also_two_at_once_and_after_the_end(uploads: Uploads) -> None:
    upload, chunks = await begun(uploads), chunks_of(PDF)
    await asyncio.gather(*(send(uploads, upload, index, chunks[index]) for index in (0, 1, 2, 3) * 3))
    await uploads.finish(ASHA, upload)
    again = await send(uploads, upload, 2, b"too late, and not even the same")
    assert again.state == "finished"


async def test_finishing_again_or_twice_at_once_is_harmless(uploads: Uploads, folder: Path) -> None:
    upload = await sent(uploads)
    both = await asyncio.gather(uploads.finish(ASHA, upload), uploads.finish(ASHA, upload))
    third = await uploads.finish(ASHA, upload)
    assert {done.state for done in (*both, third)} == {"finished"}
    assert files_in(folder) == 1


async def test_a_chunk_that_was_damaged_on_its_way_is_refused_and_can_be_sent_again(uploads: Uploads) -> None:
    upload, chunk = await begun(uploads), chunks_of(PDF)[0]
    await refused("upload_checksum", uploads.receive(ASHA, upload, 0, bytes([chunk[0] ^ 1]) + chunk[1:], sha256(chunk)))
    await refused("upload_checksum", uploads.receive(ASHA, upload, 0, chunk, "ÿ" * 64))
    assert (await send(uploads, upload, 0, chunk)).received == (0,)


@pytest.mark.parametrize(
    ("index", "content"),
    [(4, b"x"), (-1, b"x"), (0, b"too short"), (3, bytes(CHUNK)), (0, bytes(CHUNK + 1)), (4, b"")],
    ids=["beyond the end", "before the start", "short", "long last one", "long", "empty"],
)
async def test_a_chunk_that_does_not_belong_to_the_file_is_refused(
    uploads: Uploads, index: int, content: bytes
) -> None:
    await refused("upload_chunk", send(uploads, await begun(uploads), index, content))


async def test_a_file_that_is_not_what_was_announced_is_thrown_away(uploads: Uploads, folder: Path) -> None:
    upload, chunks = await sent(uploads), chunks_of(PDF)
    await send(uploads, upload, 1, chunks[2])
    await refused("upload_checksum", uploads.finish(ASHA, upload))
    await refused("upload_unknown", uploads.status(ASHA, upload))
    assert files_in(folder) == 0


@pytest.mark.parametrize("declared", ["image/png", "image/jpeg", "image/webp"])
async def test_a_file_of_another_type_than_it_says_is_thrown_away(
    uploads: Uploads, folder: Path, declared: str
) -> None:
    upload = await sent(uploads, PDF, declared)
    await refused("upload_type", uploads.finish(ASHA, upload))
    await refused("upload_unknown", uploads.status(ASHA, upload))
    assert files_in(folder) == 0


@pytest.mark.parametrize(
    ("purpose", "media_type", "size", "code"),
    [
        ("document", "application/pdf", 10 * MIB + 1, "upload_too_large"),
        ("voice", "audio/webm;codecs=opus", 5 * MIB + 1, "upload_too_large"),
        ("document", "application/pdf", 10**18, "upload_too_large"),
        ("document", "application/pdf", 0, "upload_empty"),
        ("document", "application/pdf", -5, "upload_empty"),
        ("document", "text/html", 5, "upload_type"),
        ("photo", "application/pdf", 5, "upload_type"),
        ("photo", "image/svg+xml", 5, "upload_type"),
        ("voice", "", 5, "upload_type"),
    ],
)
async def test_what_may_not_be_sent_is_refused_before_a_byte_of_it_is(
    uploads: Uploads, purpose: Purpose, media_type: str, size: int, code: str
) -> None:
    await refused(code, uploads.begin(ASHA, media_type, size, sha256(b""), purpose))


async def test_a_checksum_that_is_none_is_refused_at_once(uploads: Uploads) -> None:
    await refused("upload_checksum", uploads.begin(ASHA, "image/png", 5, "' OR 1=1", "photo"))


async def test_the_largest_file_passes_and_a_type_may_have_parameters(uploads: Uploads) -> None:
    await uploads.begin(ASHA, "application/pdf", 10 * MIB, sha256(b""), "document")
    upload = await uploads.begin(ASHA, "Audio/WebM; codecs=opus", 5 * MIB, sha256(b"").upper(), "voice")
    assert (upload.media_type, upload.sha256) == ("audio/webm", sha256(b""))


async def test_to_anybody_else_an_upload_is_unknown(uploads: Uploads, store: Store, clock: Clock) -> None:
    upload, chunk = await finished(uploads), chunks_of(PDF)[0]
    for stranger in (OTHER, "", "staff:asha"):
        await refused("upload_unknown", uploads.status(stranger, upload))
        await refused("upload_unknown", uploads.receive(stranger, upload, 0, chunk, sha256(chunk)))
        await refused("upload_unknown", uploads.finish(stranger, upload))
        await refused("upload_unknown", uploads.abandon(stranger, upload))
        await refused("upload_unknown", claimed(store, upload, clock.now, stranger))


async def test_an_id_that_was_made_up_is_unknown(uploads: Uploads) -> None:
    await refused("upload_unknown", uploads.status(ASHA, UploadId("../../etc/passwd")))


async def test_only_a_finished_file_can_be_claimed_and_only_once_and_for_its_purpose(
    uploads: Uploads, store: Store, clock: Clock
) -> None:
    await refused("upload_unknown", claimed(store, await sent(uploads), clock.now))
    upload = await finished(uploads)
    async with store.writing() as records:
        await refused("upload_unknown", records.uploads.claim(upload, ASHA, "photo", clock.now))
    await claimed(store, upload, clock.now)
    await refused("upload_unknown", claimed(store, upload, clock.now))
    await refused("upload_unknown", uploads.abandon(ASHA, upload))


async def test_nobody_has_more_than_a_few_files_on_their_way(uploads: Uploads, clock: Clock) -> None:
    for _ in range(OPEN_AT_ONCE):
        last = await begun(uploads)
    await refused("upload_too_many", begun(uploads))
    await uploads.begin(OTHER, "application/pdf", 5, sha256(b""), "document")
    await uploads.abandon(ASHA, last)
    await begun(uploads)
    clock.advance(LIFETIME_SECONDS)
    await begun(uploads)


async def test_an_abandoned_upload_leaves_nothing(uploads: Uploads, folder: Path) -> None:
    upload = await sent(uploads)
    await uploads.abandon(ASHA, upload)
    await refused("upload_unknown", uploads.status(ASHA, upload))
    assert files_in(folder) == 0


@pytest.mark.parametrize("until", [begun, sent, finished])
async def test_what_nobody_claims_within_a_day_is_thrown_away(
    uploads: Uploads, folder: Path, clock: Clock, store: Store, until: Callable[..., object]
) -> None:
    upload: UploadId = await until(uploads)  # type: ignore[misc]
    clock.advance(LIFETIME_SECONDS - 1)
    await uploads.status(ASHA, upload)
    clock.advance(1)
    await refused("upload_unknown", uploads.status(ASHA, upload))
    await refused("upload_unknown", claimed(store, upload, clock.now))
    assert await uploads.sweep() == 0
    clock.advance(SWEEP_AFTER_SECONDS)
    assert await uploads.sweep() == 1
    assert await uploads.sweep() == 0
    assert files_in(folder) == 0


async def test_a_claimed_file_outlives_its_upload(
    uploads: Uploads, store: Store, blobs: EncryptedBlobs, clock: Clock
) -> None:
    upload = await finished(uploads)
    file = await claimed(store, upload, clock.now)
    clock.advance(LIFETIME_SECONDS + SWEEP_AFTER_SECONDS)
    assert await uploads.sweep() == 1
    assert await blobs.size(file.blob) == len(PDF)


async def test_a_chunk_that_was_kept_just_before_the_process_died_is_swept_too(
    uploads: Uploads, store: Store, folder: Path, clock: Clock
) -> None:
    upload = await begun(uploads)
    await send(uploads, upload, 0, chunks_of(PDF)[0])
    async with store.writing() as records:
        await records.uploads.forget_chunks(upload)
    assert files_in(folder) == 1
    clock.advance(LIFETIME_SECONDS + SWEEP_AFTER_SECONDS)
    await uploads.sweep()
    assert files_in(folder) == 0


async def test_a_chunk_that_comes_as_its_upload_is_thrown_away_does_not_stay(
    uploads: Uploads, store: Store, objects: ObjectStore, clock: Clock, folder: Path
) -> None:
    upload = await begun(uploads)
    slow = Uploads(store, Meanwhile(store, objects, after=lambda: uploads.abandon(ASHA, upload)), clock)
    await refused("upload_unknown", send(slow, upload, 0, chunks_of(PDF)[0]))
    assert files_in(folder) == 0


async def test_a_file_that_is_put_together_as_it_is_thrown_away_does_not_stay(
    uploads: Uploads, store: Store, objects: ObjectStore, clock: Clock, folder: Path
) -> None:
    upload = await sent(uploads)
    slow = Uploads(store, Meanwhile(store, objects, after=lambda: uploads.abandon(ASHA, upload)), clock)
    await refused("upload_unknown", slow.finish(ASHA, upload))
    assert files_in(folder) == 0


async def test_a_file_that_is_claimed_already_is_not_thrown_away_by_a_late_request_to_finish(
    uploads: Uploads, store: Store, objects: ObjectStore, blobs: EncryptedBlobs, clock: Clock
) -> None:
    upload = await sent(uploads)

    async def finished_claimed_and_chunks_changed() -> None:
        chunks = await uploads.status(ASHA, upload)
        await uploads.finish(ASHA, upload)
        await claimed(store, upload, clock.now)
        for index in chunks.received:
            await blobs.put(chunks.chunk_blob(index), once(b"not the same"))

    late = Uploads(store, Meanwhile(store, objects, before=finished_claimed_and_chunks_changed), clock)
    await refused("upload_checksum", late.finish(ASHA, upload))
    assert await blobs.size((await uploads.status(ASHA, upload)).blob) == len(PDF)


async def test_a_chunk_damaged_on_our_side_is_not_passed_on(uploads: Uploads, folder: Path) -> None:
    upload = await sent(uploads)
    damage_one(folder)
    await refused("upload_checksum", uploads.finish(ASHA, upload))
    assert files_in(folder) == 0


async def test_a_chunk_lost_on_our_side_can_be_sent_again(uploads: Uploads, blobs: EncryptedBlobs) -> None:
    upload = await sent(uploads)
    await blobs.delete((await uploads.status(ASHA, upload)).chunk_blob(1))
    await refused("upload_incomplete", uploads.finish(ASHA, upload))
    assert (await uploads.status(ASHA, upload)).received == ()
    for index, chunk in enumerate(chunks_of(PDF)):
        await send(uploads, upload, index, chunk)
    assert (await uploads.finish(ASHA, upload)).state == "finished"
