"""VP8 in RTP (RFC 7741): just enough to find the first packet of a key frame."""


def starts_key_frame(data: bytes, start: int, end: int) -> bool:
    """RFC 7741 section 4.2 and 4.3: S bit of partition 0, and the frame header's P bit is 0."""
    if start >= end:
        return False
    first = data[start]
    if not first & 0x10 or first & 0x07:
        return False
    at = start + _descriptor_bytes(data, start, end)
    return at < end and not data[at] & 0x01


def _descriptor_bytes(data: bytes, start: int, end: int) -> int:
    """Length of the payload descriptor; runs past ``end`` where it is truncated."""
    if not data[start] & 0x80:
        return 1
    if start + 1 >= end:
        return end - start
    extended = data[start + 1]
    length = 2
    if extended & 0x80:
        at = start + length
        length += 2 if at < end and data[at] & 0x80 else 1
    if extended & 0x40:
        length += 1
    if extended & 0x30:
        length += 1
    return length
