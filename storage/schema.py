"""Every table: whoever imports this has the whole schema on ``metadata``."""

from importlib import import_module
from pkgutil import iter_modules

import storage.tables
from storage.tables.base import metadata

__all__ = ["metadata"]

for _module in iter_modules(storage.tables.__path__):
    import_module(f"storage.tables.{_module.name}")
