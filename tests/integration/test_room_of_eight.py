"""A full room of synthetic people, by the bench's load: DTLS-SRTP, and packets instead of pictures."""

from bench.load.plan import AUDIO_RATE_HZ, VIDEO_RATE_HZ, Plan
from bench.relay import run_through_relay

PEOPLE = 8
SECONDS = 2.0
SLOWNESS = 5.0
TOLERATED_LOSS = 0.002
"""A slot that gets nothing would lose a 56th of the voices or pictures, more than 0.5 % of all."""


async def test_eight_people_in_a_room_receive_everybody_else() -> None:
    plan = Plan("eight", 1, PEOPLE, SECONDS, warm_up_seconds=1.0, payload_bytes=300, core=None, slowness=SLOWNESS)
    counts = (await run_through_relay(plan)).counts
    sent = PEOPLE * (PEOPLE - 1) * (AUDIO_RATE_HZ + VIDEO_RATE_HZ) * SECONDS / SLOWNESS
    assert counts.expected >= 0.9 * sent
    assert counts.arrived >= (1 - TOLERATED_LOSS) * counts.expected
