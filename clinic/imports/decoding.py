"""From the bytes of a file to its text: UTF-8, or UTF-16 that says so by its byte order mark."""

import codecs

from rooms.ports import Refusal

LARGEST_BYTES = 20_000_000
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_REMEDY = "Save the file as “CSV UTF-8” and choose it again."


def decode(content: bytes) -> str:
    """Without the byte order mark. Raises ``Refusal``, which names the line."""
    if len(content) > LARGEST_BYTES:
        raise Refusal("import_too_large", f"The file is larger than {LARGEST_BYTES // 1_000_000} MB: divide it.")
    text = _utf16(content) if content.startswith(_UTF16_MARKS) else _utf8(content)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Refusal("import_encoding", f"Line {line} holds a zero byte: this is no CSV file. {_REMEDY}")
    if not text.strip():
        raise Refusal("import_empty", "The file is empty.")
    return text


def _utf8(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        sentence = f"Line {line} is not written in UTF-8, so its letters cannot be read. {_REMEDY}"
        raise Refusal("import_encoding", sentence) from error


def _utf16(content: bytes) -> str:
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError as error:
        before = content[: error.start - error.start % 2].decode("utf-16", errors="ignore")
        line = before.count("\n") + 1
        sentence = f"Line {line} is not written in UTF-16, as the file says it is. {_REMEDY}"
        raise Refusal("import_encoding", sentence) from error
