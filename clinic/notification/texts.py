"""From a notice to what is sent of it."""

from clinic.identity.mobile import Mobile
from clinic.identity.sms import FALLBACK_LANGUAGE, Sms
from clinic.notification.notice import PATIENTS_PAGE, RULES, Kind, Notice
from clinic.notification.push import Push, Shown
from clinic.notification.words import PUSH_TEXTS, SMS_TEXTS

LONGEST_VARIABLE = 30
"""Of a registered text; what is longer is not let through by the operators."""
SMS_TEMPLATES = frozenset(f"{kind}.{language}" for language, texts in SMS_TEXTS.items() for kind in texts)


def sms_of(notice: Notice, to: Mobile, host: str) -> Sms:
    """``host``: the page's, without a port. A language that is not there is answered in English."""
    language = notice.language if notice.language in SMS_TEXTS else FALLBACK_LANGUAGE
    values = {name: shortened(value) for name, value in notice.values.items()}
    text = SMS_TEXTS[language][notice.kind].format(**values, page=f"{host}{notice.rule.sms_page or PATIENTS_PAGE}")
    return Sms(to, text, f"{notice.kind}.{language}")


def shown(notice: Notice) -> Shown:
    """What a push shows on the screen, perhaps a locked one."""
    language = notice.language if notice.language in PUSH_TEXTS else FALLBACK_LANGUAGE
    title, body = (text.format(**notice.values) for text in PUSH_TEXTS[language][notice.kind])
    return Shown(notice.kind, title, body, page_of(notice), notice.consultation or notice.kind, language)


def page_of(notice: Notice) -> str:
    """Where a touch on it leads: of a token, to the token itself, since somebody may be ringing."""
    page, token = RULES[notice.kind].page, notice.consultation
    is_of_token = page == PATIENTS_PAGE and token is not None and notice.kind is not Kind.FOLLOW_UP
    return f"{page}#token/{token}" if is_of_token else page


def push_of(notice: Notice, now: float) -> Push:
    """A later one about the same consultation takes the place of one that has not reached the phone yet."""
    seconds_left = max(0, int(notice.expires_at - now))
    return Push(shown(notice), seconds_left, notice.rule.is_urgent, topic=notice.consultation)


def shortened(value: str) -> str:
    """Within a registered variable, on one line; between two words where there are any."""
    line = " ".join(value.split())
    if len(line) <= LONGEST_VARIABLE:
        return line
    head, space, _ = line[: LONGEST_VARIABLE + 1].rpartition(" ")
    return head if space else line[:LONGEST_VARIABLE]
