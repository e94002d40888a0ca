"""Telephone calls on the terminal, where nothing is configured: for development only."""

from collections.abc import Callable, Mapping

from clinic.telephone.call import News, Purpose, Ringing

NOTE = "TELEPHONE (for development only, nothing rings)"


class ConsoleTelephone:
    """Writes what would ring to standard output, which is no log. Nobody ever answers."""

    def __init__(self, write: Callable[[str], None] = print) -> None:
        self._write = write

    def needs_doctor(self, purpose: Purpose) -> bool:
        return False

    def news(self, told: Mapping[str, object]) -> News:
        return News(None)

    async def ring(self, ringing: Ringing) -> str:
        both: tuple[str, str] = (ringing.patient, ringing.doctor or "the doctor")
        first, then = both if ringing.purpose == "reminder" else reversed(both)
        self._write(f"{NOTE}: {ringing.purpose}, {first}, then {then}\n  {ringing.announcement}")
        return ""
