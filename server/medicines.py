"""The medicines that doctors choose from: the package's, and the department's own from the data folder."""

from pathlib import Path

from clinic.prescription.formulary import MEDICINES_FILE, Formulary, formulary, read
from server.cannot_start import CannotStart

OWN_MEDICINES = "medicines.json"


def formulary_of(data_folder: Path) -> Formulary:
    """Raises ``CannotStart``."""
    own = data_folder / OWN_MEDICINES
    try:
        return read([MEDICINES_FILE, own]) if own.exists() else formulary()
    except (OSError, ValueError) as error:
        raise CannotStart(f"{own} cannot be used: import the medicines again. {error}") from error
