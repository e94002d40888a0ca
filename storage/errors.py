"""What can be wrong with the database when the server starts."""


class StorageError(Exception):
    """The message is a sentence for the operator."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
