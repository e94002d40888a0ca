"""Why the server does not start."""


class CannotStart(Exception):
    """The message is a sentence for the operator: what is wrong, and where she can put it right."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
