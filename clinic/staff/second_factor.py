"""The second factor: codes by the clock (TOTP, RFC 6238), and recovery codes for who has lost her telephone."""

import hmac
import io
import secrets

import pyotp
import segno

ISSUER = "Paramarsh"
STEP_SECONDS = 30
STEPS_OF_DRIFT = 1
RECOVERY_CODES = 10
RECOVERY_LENGTH = 10
_UNMISTAKABLE = "abcdefghjkmnpqrstuvwxyz23456789"


def new_secret() -> str:
    """160 random bits in base32."""
    return pyotp.random_base32()


def provisioning_uri(secret: str, login: str, issuer: str = ISSUER) -> str:
    """What an authenticator app reads: "otpauth://totp/…"."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=issuer)


def qr_svg(uri: str) -> str:
    """For a page."""
    drawn = io.BytesIO()
    segno.make(uri, error="m", micro=False).save(drawn, kind="svg", scale=4, xmldecl=False, svgns=True)
    return drawn.getvalue().decode()


def qr_terminal(uri: str) -> str:
    drawn = io.StringIO()
    segno.make(uri, error="l", micro=False).terminal(drawn, compact=True)
    return drawn.getvalue()


def matched_step(secret: str, code: str, now: float, last_step: int | None) -> int | None:
    """The step of the clock that the code belongs to, one step early or late allowed.

    ``None`` for a wrong code, and for one of ``last_step`` or before: each is good once (RFC 6238 section 5.2).
    """
    present, totp = int(now // STEP_SECONDS), pyotp.TOTP(secret)
    matched = None
    for step in range(present - STEPS_OF_DRIFT, present + STEPS_OF_DRIFT + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), code.encode(errors="surrogatepass")):
            matched = step
    return matched if matched is not None and (last_step is None or matched > last_step) else None


def is_clock_code(code: str) -> bool:
    return len(code) == 6 and code.isascii() and code.isdigit()


def plain_code(typed: str) -> str:
    """As people type either kind: without spaces, hyphens and capitals."""
    return "".join(sign for sign in typed[:64].casefold() if sign.isalnum())


def new_recovery_codes() -> tuple[str, ...]:
    """ "abcde-fghjk", 49 random bits each."""
    return tuple(_in_halves(_random_code()) for _ in range(RECOVERY_CODES))


def _random_code() -> str:
    return "".join(secrets.choice(_UNMISTAKABLE) for _ in range(RECOVERY_LENGTH))


def _in_halves(code: str) -> str:
    return f"{code[: RECOVERY_LENGTH // 2]}-{code[RECOVERY_LENGTH // 2 :]}"
