"""Copies of the database and the files, taken and restored while the machine runs. Blocking: call it in a thread.

A backup is a folder that appears whole or not at all. It holds what the database holds, sealed, and the files,
encrypted; the master keys, without which nobody can read it, are not in it.
"""

from storage.backup.folder import Manifest
from storage.backup.restoring import restore
from storage.backup.taking import backup

__all__ = ["Manifest", "backup", "restore"]
