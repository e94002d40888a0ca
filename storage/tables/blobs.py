"""The keys of the files that we keep, and the files on their way to us."""

from sqlalchemy import BigInteger, Column, Double, ForeignKey, Index, Integer, LargeBinary, String, Table

from storage.tables.base import metadata

# Without its key nobody can read a file again, wherever copies of it may be.
blob_keys = Table(
    "blob_keys",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("sealed_key", LargeBinary, nullable=False),
)

uploads = Table(
    "uploads",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(80), nullable=False),
    Column("purpose", String(16), nullable=False),
    Column("media_type", String(80), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("chunk_bytes", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("expires_at", Double, nullable=False),
    Index(None, "owner"),
    Index(None, "expires_at"),
)

upload_chunks = Table(
    "upload_chunks",
    metadata,
    Column("upload", ForeignKey("uploads.id"), primary_key=True),
    Column("chunk_index", Integer, primary_key=True, autoincrement=False),
    Column("sha256", String(64), nullable=False),
)
