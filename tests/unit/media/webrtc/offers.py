"""Real offers, and ways to spoil them."""

from pathlib import Path

from media.parameters import Fingerprint
from media.webrtc.answer import LocalEnd
from media.webrtc.candidates import Candidate

OFFERS = Path(__file__).parents[3] / "data" / "offers"
JOINING = ("chromium", "firefox", "chromium_every_codec", "firefox_every_codec", "safari_by_hand")

LOCAL = LocalEnd(
    fingerprints=(Fingerprint("sha-256", ":".join(["AB"] * 32)),),
    candidates=(Candidate("192.0.2.1", 40000), Candidate("2001:db8::1", 40000)),
)


def real_offer(name: str) -> str:
    return (OFFERS / f"{name}.sdp").read_bytes().decode()


def sections(sdp: str) -> list[str]:
    """The session part, then each media section."""
    first, *others = sdp.split("m=")
    return [first, *("m=" + each for each in others)]


def only(offer: str, *mids: str) -> str:
    """The offer with only these sections, still one BUNDLE."""
    session, *media = sections(offer)
    lines = [
        f"a=group:BUNDLE {' '.join(mids)}" if line.startswith("a=group:BUNDLE") else line
        for line in session.splitlines()
    ]
    kept = [each for each in media if any(f"a=mid:{mid}\r\n" in each for mid in mids)]
    return "\r\n".join(lines) + "\r\n" + "".join(kept)


def without(offer: str, start: str) -> str:
    """The offer without the lines that begin so."""
    return "".join(line for line in offer.splitlines(keepends=True) if not line.startswith(start))
