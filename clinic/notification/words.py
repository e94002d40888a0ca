"""The words of notices, in each language. Those of SMS are registered with the operators (DLT): docs/sms.md.

What stands in braces is a registered variable. Every text names the service, as the operators want it. ``{page}`` is
the address of the patient's page, the same for everybody.
"""

from collections.abc import Mapping
from types import MappingProxyType

from clinic.notification.notice import Kind

Texts = Mapping[str, Mapping[Kind, str]]

SMS_TEXTS: Texts = MappingProxyType(
    {
        "en": {
            Kind.TOKEN_TAKEN: "Paramarsh: your token is {number}, {clinic}. We tell you when your turn is near: {page}",
            Kind.TWO_AHEAD: "Paramarsh: your turn is near. Token {number}, ahead of you: {ahead}. Open {page} and "
            "stay near the phone.",
            Kind.CALLED: "Paramarsh: {doctor} ({qualification}, Reg. No. {registration}) calls token {number} now. "
            "Answer at {page}",
            Kind.MISSED: "Paramarsh: the doctor called token {number} and nobody answered. You are called again soon: "
            "keep {page} open.",
            Kind.NO_SHOW: "Paramarsh: token {number} has ended, since nobody answered. Take a new one at {page}",
            Kind.INTERRUPTED_RING: "Paramarsh: the call of token {number} broke off. {doctor} ({qualification}, Reg. "
            "No. {registration}) calls again: {page}",
            Kind.CLINIC_PAUSED: "Paramarsh: {clinic} has a break. Token {number} keeps its place. See {page}",
            Kind.CLINIC_CLOSED: "Paramarsh: {clinic} has closed for today. Token {number} can be among the first on "
            "{opens_at}. Say yes or no at {page}",
            Kind.CLINIC_OPENED: "Paramarsh: {clinic} is open now. Take a token at {page}",
            Kind.FOLLOW_UP: "Paramarsh: your follow-up visit with {doctor} ({qualification}, Reg. No. {registration}) "
            "is on {day}. Take a token at {page}",
            Kind.WITHDRAWN: "Paramarsh: token {number}, {clinic}, was withdrawn as you asked. A new one: {page}",
            Kind.CANCELLED: "Paramarsh: token {number}, {clinic}, was cancelled by the clinic. A new one: {page}",
            Kind.TRANSFER: "Paramarsh: token {number} goes on at {clinic}. You keep it; keep {page} open.",
            Kind.PRESCRIPTION_READY: "Paramarsh: what {doctor} ({qualification}, Reg. No. {registration}) wrote for "
            "you is ready. With a code it opens here for 3 days: {page}{link}",
        },
        "hi": {
            Kind.TOKEN_TAKEN: "परामर्श: आपका टोकन {number} है, {clinic}। बारी पास आने पर हम बताएँगे: {page}",
            Kind.TWO_AHEAD: "परामर्श: आपकी बारी पास है। टोकन {number}, आपसे आगे: {ahead}। {page} खोलें और फ़ोन के पास रहें।",
            Kind.CALLED: "परामर्श: {doctor} ({qualification}, पंजी. सं. {registration}) टोकन {number} को अभी बुला रहे हैं। "
            "यहाँ उत्तर दें: {page}",
            Kind.MISSED: "परामर्श: डॉक्टर ने टोकन {number} को बुलाया, उत्तर नहीं मिला। जल्दी फिर बुलाएँगे: {page} खुला रखें।",
            Kind.NO_SHOW: "परामर्श: उत्तर न मिलने से टोकन {number} समाप्त हुआ। नया टोकन यहाँ लें: {page}",
            Kind.INTERRUPTED_RING: "परामर्श: टोकन {number} की कॉल टूट गई। {doctor} ({qualification}, पंजी. सं. "
            "{registration}) फिर बुला रहे हैं: {page}",
            Kind.CLINIC_PAUSED: "परामर्श: {clinic} में विराम है। टोकन {number} का स्थान बना रहेगा। देखें {page}",
            Kind.CLINIC_CLOSED: "परामर्श: {clinic} आज के लिए बंद हुआ। टोकन {number} को {opens_at} पर पहले स्थानों में रखा जा "
            "सकता है। हाँ या ना यहाँ कहें: {page}",
            Kind.CLINIC_OPENED: "परामर्श: {clinic} अब खुला है। टोकन यहाँ लें: {page}",
            Kind.FOLLOW_UP: "परामर्श: {doctor} ({qualification}, पंजी. सं. {registration}) से आपकी अगली भेंट {day} को है। "
            "टोकन यहाँ लें: {page}",
            Kind.WITHDRAWN: "परामर्श: टोकन {number}, {clinic}, आपके कहने पर वापस लिया गया। नया टोकन: {page}",
            Kind.CANCELLED: "परामर्श: टोकन {number}, {clinic}, क्लिनिक ने रद्द किया। नया टोकन: {page}",
            Kind.TRANSFER: "परामर्श: टोकन {number} अब {clinic} में चलेगा। टोकन वही रहेगा; {page} खुला रखें।",
            Kind.PRESCRIPTION_READY: "परामर्श: {doctor} ({qualification}, पंजी. सं. {registration}) का पर्चा तैयार है। कोड से "
            "3 दिन तक यहाँ खुलेगा: {page}{link}",
        },
    }
)

PUSH_TEXTS: Mapping[str, Mapping[Kind, tuple[str, str]]] = MappingProxyType(
    {
        "en": {
            Kind.TWO_AHEAD: (
                "Your turn is near",
                "Token {number}, ahead of you: {ahead}. Open the page.",
            ),
            Kind.CALLED: (
                "The doctor calls you now",
                "{doctor}, {qualification}, Reg. No. {registration}. Token {number}.",
            ),
            Kind.MISSED: ("You were called", "Token {number}: nobody answered. You are called again soon."),
            Kind.NO_SHOW: ("The token has ended", "Token {number}: nobody answered. You can take a new one."),
            Kind.INTERRUPTED_RING: (
                "The doctor calls again",
                "{doctor}, {qualification}, Reg. No. {registration}. Token {number}.",
            ),
            Kind.CLINIC_PAUSED: ("The clinic has a break", "{clinic}. Token {number} keeps its place."),
            Kind.CLINIC_CLOSED: (
                "The clinic has closed",
                "{clinic}. Token {number} can be among the first on {opens_at}: please say yes or no.",
            ),
            Kind.CLINIC_OPENED: ("The clinic is open", "{clinic}. You can take a token now."),
            Kind.FOLLOW_UP: ("Follow-up visit", "{doctor}, {qualification}, Reg. No. {registration}, on {day}."),
            Kind.WITHDRAWN: ("The token was withdrawn", "Token {number}, {clinic}, as you asked."),
            Kind.CANCELLED: ("The token was cancelled", "Token {number}, {clinic}. You can take a new one."),
            Kind.TRANSFER: ("Your token goes on elsewhere", "Token {number}, now at {clinic}. Keep the page open."),
            Kind.RESULT_READY: ("A result has come", "A laboratory result that you asked for is there."),
            Kind.UNSIGNED_WORK: ("Not signed yet", "Consultations that wait for your signature: {count}."),
            Kind.DANGER_ALERT: ("Danger signs", "Somebody reports danger signs. Open the desk now."),
            Kind.PRESCRIPTION_READY: ("It is ready", "What {doctor}, {qualification}, Reg. No. {registration}, wrote."),
        },
        "hi": {
            Kind.TWO_AHEAD: ("आपकी बारी पास है", "टोकन {number}, आपसे आगे: {ahead}। पन्ना खोलें और पास रहें।"),
            Kind.CALLED: (
                "डॉक्टर आपको अभी बुला रहे हैं",
                "{doctor}, {qualification}, पंजी. सं. {registration}। टोकन {number}।",
            ),
            Kind.MISSED: ("आपको बुलाया गया था", "टोकन {number}: उत्तर नहीं मिला। जल्दी फिर बुलाएँगे।"),
            Kind.NO_SHOW: ("टोकन समाप्त हुआ", "टोकन {number}: उत्तर नहीं मिला। आप नया ले सकते हैं।"),
            Kind.INTERRUPTED_RING: (
                "डॉक्टर फिर बुला रहे हैं",
                "{doctor}, {qualification}, पंजी. सं. {registration}। टोकन {number}।",
            ),
            Kind.CLINIC_PAUSED: ("क्लिनिक में विराम है", "{clinic}। टोकन {number} का स्थान बना रहेगा।"),
            Kind.CLINIC_CLOSED: (
                "क्लिनिक बंद हुआ",
                "{clinic}। टोकन {number} को {opens_at} पर पहले स्थानों में रखा जा सकता है: हाँ या ना कहें।",
            ),
            Kind.CLINIC_OPENED: ("क्लिनिक खुला है", "{clinic}। आप अब टोकन ले सकते हैं।"),
            Kind.FOLLOW_UP: ("अगली भेंट", "{doctor}, {qualification}, पंजी. सं. {registration}, {day} को।"),
            Kind.WITHDRAWN: ("टोकन वापस लिया गया", "टोकन {number}, {clinic}, आपके कहने पर।"),
            Kind.CANCELLED: ("टोकन रद्द हुआ", "टोकन {number}, {clinic}। आप नया ले सकते हैं।"),
            Kind.TRANSFER: ("आपका टोकन अब दूसरी जगह चलेगा", "टोकन {number}, अब {clinic} में। पन्ना खुला रखें।"),
            Kind.RESULT_READY: ("जाँच का परिणाम आया है", "आपने जो जाँच कही थी, उसका परिणाम आ गया है।"),
            Kind.UNSIGNED_WORK: ("अभी हस्ताक्षर नहीं हुए", "आपके हस्ताक्षर की राह देखते परामर्श: {count}।"),
            Kind.DANGER_ALERT: ("ख़तरे के लक्षण", "किसी ने ख़तरे के लक्षण बताए हैं। अभी डेस्क खोलें।"),
            Kind.PRESCRIPTION_READY: ("तैयार है", "{doctor}, {qualification}, पंजी. सं. {registration}, का लिखा हुआ।"),
        },
    }
)
