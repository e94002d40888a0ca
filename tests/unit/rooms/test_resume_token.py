import pytest

from rooms.resume_token import REPLY_LOST_SECONDS, ResumeToken


def test_each_use_gives_another_token() -> None:
    token = ResumeToken()
    first = token.text
    second = token.rotate(first, now=0.0)
    assert second == token.text
    assert second != first


def test_the_token_before_stays_good_for_a_lost_reply() -> None:
    token = ResumeToken()
    first = token.text
    token.rotate(first, now=0.0)
    assert token.rotate(first, now=REPLY_LOST_SECONDS - 1) == token.text


def test_a_lost_reply_does_not_prolong_it() -> None:
    token = ResumeToken()
    first = token.text
    token.rotate(first, now=0.0)
    token.rotate(first, now=REPLY_LOST_SECONDS - 1)
    assert token.rotate(first, now=REPLY_LOST_SECONDS) is None


def test_older_tokens_are_never_good() -> None:
    token = ResumeToken()
    first = token.text
    second = token.rotate(first, now=0.0)
    assert second is not None
    token.rotate(second, now=1.0)
    assert token.rotate(first, now=1.0) is None


def test_a_refused_token_changes_nothing() -> None:
    token = ResumeToken()
    text = token.text
    assert token.rotate("guess", now=0.0) is None
    assert token.text == text
    assert token.rotate(text, now=0.0) is not None


@pytest.mark.parametrize("guess", ["", "टोकन", "x"])
def test_a_guess_is_not_good_where_there_is_no_former_one(guess: str) -> None:
    assert ResumeToken().rotate(guess, now=0.0) is None


def test_on_another_device_no_former_token_is_good() -> None:
    token = ResumeToken()
    first = token.text
    second = token.rotate(first, now=0.0)
    assert second is not None
    token.renew()
    assert token.rotate(first, now=0.0) is None
    assert token.rotate(second, now=0.0) is None
