"""Short messages on the terminal, where nothing is configured: for development only."""

from collections.abc import Callable

from clinic.identity.sms import Sms

NOTE = "SMS (for development only, nothing is sent)"


class ConsoleSms:
    """Writes number and text to standard output, which is no log."""

    def __init__(self, write: Callable[[str], None] = print) -> None:
        self._write = write

    async def send(self, message: Sms) -> None:
        text = message.text.replace("\n", "\n  ")
        self._write(f"{NOTE} to {message.to}:\n  {text}")
