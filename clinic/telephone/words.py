"""What a voice says when a telephone is answered."""

from collections.abc import Mapping
from types import MappingProxyType

from clinic.identity.sms import FALLBACK_LANGUAGE
from clinic.staff.account import Account
from clinic.staff.application import Application
from clinic.telephone.call import Purpose

# Telemedicine Practice Guidelines 2020, section 3.2: she is told who the doctor is. No illness and no patient is named:
# a telephone may be answered by anybody.
ANNOUNCEMENTS: Mapping[str, Mapping[Purpose, str]] = MappingProxyType(
    {
        "en": {
            "reminder": "This is Paramarsh. {doctor} is calling you now. Please open the page, or stay on the line.",
            "consultation": "This is Paramarsh. {doctor} speaks with you now. Please stay on the line.",
        },
        "hi": {
            "reminder": "यह परामर्श है। {doctor} आपको अभी बुला रहे हैं। कृपया पन्ना खोलें, या लाइन पर बने रहें।",
            "consultation": "यह परामर्श है। {doctor} अब आपसे बात करेंगे। कृपया लाइन पर बने रहें।",
        },
    }
)
REGISTRATION: Mapping[str, str] = MappingProxyType({"en": "registration number", "hi": "पंजीकरण संख्या"})


def announcement(purpose: Purpose, language: str, account: Account, application: Application | None) -> tuple[str, str]:
    """The text, and the language that it is in."""
    known = language if language in ANNOUNCEMENTS else FALLBACK_LANGUAGE
    named = [account.name]
    if application is not None and application.registration is not None:
        held = application.registration
        named += [held.qualification, f"{REGISTRATION[known]} {held.number}"]
    return ANNOUNCEMENTS[known][purpose].format(doctor=", ".join(named)), known
