from signaling.flood import CHAT_ALLOWANCE, Allowance, TokenBucket, Verdict

ALLOWANCE = Allowance(rate_hz=2.0, burst=3, patience=4)


def verdicts(bucket: TokenBucket, count: int, now: float) -> list[Verdict]:
    return [bucket.take(now) for _ in range(count)]


def test_a_burst_is_granted_and_no_more() -> None:
    bucket = TokenBucket(ALLOWANCE, now=0.0)
    assert verdicts(bucket, 4, now=0.0) == [Verdict.GRANTED] * 3 + [Verdict.REFUSED]


def test_a_steady_rate_is_granted_for_good() -> None:
    bucket = TokenBucket(ALLOWANCE, now=0.0)
    assert all(bucket.take(now=second / 2) is Verdict.GRANTED for second in range(1000))


def test_a_sustained_flood_ends_it() -> None:
    bucket = TokenBucket(ALLOWANCE, now=0.0)
    assert verdicts(bucket, 8, now=0.0)[-1] is Verdict.FLOODED


def test_whoever_pauses_is_heard_again() -> None:
    bucket = TokenBucket(ALLOWANCE, now=0.0)
    verdicts(bucket, 5, now=0.0)
    assert bucket.take(now=5.0) is Verdict.GRANTED


def test_a_chat_goes_on_soon_after_a_flood_of_lines() -> None:
    bucket = TokenBucket(CHAT_ALLOWANCE, now=0.0)
    granted = verdicts(bucket, 100, now=0.0)
    assert granted.count(Verdict.GRANTED) == CHAT_ALLOWANCE.burst
    assert bucket.take(now=2.0) is Verdict.GRANTED
