"""Where this server keeps files: the data folder, or the bucket of its settings."""

from urllib.parse import urlsplit

from obstore.store import ObjectStore

from server.cannot_start import CannotStart
from server.data_folder import blob_folder
from server.settings import Settings
from storage.blobs.objects import S3Bucket, in_bucket, in_folder

REGION = "us-east-1"  # what servers other than Amazon's take for any


def blob_objects(settings: Settings) -> ObjectStore:
    """Made where it is a folder that is not there yet; a bucket must be there. Raises ``CannotStart``."""
    folder = blob_folder(settings)
    try:
        return in_folder(folder) if settings.blob_store is None else in_bucket(_bucket(settings, settings.blob_store))
    except OSError as error:
        raise CannotStart(f"The folder {folder} cannot be made: {error.strerror}.") from error


def _bucket(settings: Settings, place: str) -> S3Bucket:
    parts, secret = urlsplit(place), settings.s3_secret_key
    return S3Bucket(
        endpoint=settings.s3_endpoint,
        bucket=parts.netloc,
        access_key_id=settings.s3_access_key,
        secret_access_key="" if secret is None else secret.get_secret_value(),
        region=settings.s3_region or REGION,
        prefix=parts.path.strip("/"),
    )
