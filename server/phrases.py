"""The phrases that prescriptions are printed and spoken in: the project's own, and what a department had reviewed."""

from pathlib import Path

from clinic.prescription.phrases.catalogues import Catalogues, own, read_catalogues
from server.cannot_start import CannotStart

FOLDER = "phrases"


def catalogues_of(data_folder: Path) -> Catalogues:
    """Raises ``CannotStart``."""
    folder = data_folder / FOLDER
    if not folder.is_dir():
        return own()
    try:
        return read_catalogues(folder)
    except (OSError, ValueError) as error:
        raise CannotStart(f"The phrases in {folder} cannot be used: {error}") from error
