"""The beginnings of files of each kind, as their formats write them."""

EBML_WEBM = bytes.fromhex("1a45dfa3 9f 42868101 42f78101 42f28104 42f38108 4282847765626d 42878104 42858102")
VINT_FREE = b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff"
OPUS_TRACK = b"\x16\x54\xae\x6b\x8f\xae\xd7\x81\x01\x83\x81\x02\x86\x86A_OPUS"
VP8_TRACK = b"\xae\xd7\x81\x02\x83\x81\x01\x86\x85V_VP8"

STARTS = {
    "application/pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "image/jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    "image/png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "image/webp": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "audio/webm": EBML_WEBM + VINT_FREE + OPUS_TRACK,
    "audio/ogg": b"OggS\x00\x02" + bytes(20) + b"\x01\x13OpusHead",
    "audio/mp4": b"\x00\x00\x00\x1cftypisom\x00\x00\x02\x00",
    "audio/wav": b"RIFF\x24\x00\x00\x00WAVEfmt ",
}


def file_of(media_type: str, size: int) -> bytes:
    """``size`` bytes that begin like that type, none of the rest like its neighbours."""
    start = STARTS[media_type]
    rest = b"".join(number.to_bytes(4, "big") for number in range((size - len(start)) // 4 + 1))
    return (start + rest)[:size]
