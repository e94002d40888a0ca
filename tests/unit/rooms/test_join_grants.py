import base64
import json

import jwt
import pytest

from rooms.invitations import Invitation, InvitationId, InvitedPerson
from rooms.join_grants import AUDIENCE, GOOD_FOR_SECONDS, JoinGrants
from rooms.ports import Refusal, RoomId
from rooms.roles import Role
from tests.unit.rooms.fakes import FakeClock

KEY = b"k" * 32
INVITATION = Invitation(
    InvitationId("i-1"), RoomId("ward-3"), (InvitedPerson(Role.PATIENT, "Asha"),), expires_at=9e9, revoked=False
)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def grants(clock: FakeClock) -> JoinGrants:
    return JoinGrants(KEY, clock)


def refused(grants: JoinGrants, text: str) -> str:
    with pytest.raises(Refusal) as refusal:
        grants.accept(text)
    return refusal.value.code


def claims_of(text: str) -> dict[str, object]:
    return dict(jwt.decode(text, KEY, algorithms=["HS256"], audience=AUDIENCE, options={"verify_exp": False}))


def test_a_grant_says_which_seat_of_which_room_and_in_which_role(grants: JoinGrants) -> None:
    grant = grants.accept(grants.issue(INVITATION))
    assert (grant.invitation, grant.room, grant.roles) == ("i-1", "ward-3", (Role.PATIENT,))


def test_a_grant_is_good_once(grants: JoinGrants) -> None:
    text = grants.issue(INVITATION)
    grants.use(grants.accept(text))
    assert refused(grants, text) == "grant_used"
    grants.accept(grants.issue(INVITATION))


def test_a_grant_is_good_for_two_minutes(grants: JoinGrants, clock: FakeClock) -> None:
    text = grants.issue(INVITATION)
    clock.now += GOOD_FOR_SECONDS - 0.1
    grants.accept(text)
    clock.now += 0.1
    assert refused(grants, text) == "grant_expired"


def test_used_grants_are_forgotten_when_they_would_have_expired(grants: JoinGrants, clock: FakeClock) -> None:
    for _ in range(100):
        grants.use(grants.accept(grants.issue(INVITATION)))
        clock.now += GOOD_FOR_SECONDS / 10
    assert len(grants._used) <= 10


def test_a_grant_of_another_server_is_invalid(grants: JoinGrants, clock: FakeClock) -> None:
    assert refused(grants, JoinGrants(b"x" * 32, clock).issue(INVITATION)) == "grant_invalid"


def test_a_changed_claim_is_noticed(grants: JoinGrants) -> None:
    head, _, signature = grants.issue(INVITATION).split(".")
    changed = {**claims_of(grants.issue(INVITATION)), "roles": ["doctor"]}
    assert refused(grants, ".".join((head, encoded(changed), signature))) == "grant_invalid"


def test_a_grant_without_a_signature_is_invalid(grants: JoinGrants) -> None:
    claims = claims_of(grants.issue(INVITATION))
    unsigned = f"{encoded({'alg': 'none', 'typ': 'JWT'})}.{encoded(claims)}."
    assert refused(grants, unsigned) == "grant_invalid"


def test_no_other_algorithm_is_taken_from_the_token(grants: JoinGrants) -> None:
    claims = claims_of(grants.issue(INVITATION))
    assert refused(grants, jwt.encode(claims, KEY * 2, algorithm="HS512")) == "grant_invalid"


@pytest.mark.parametrize("missing", ["jti", "aud", "exp", "invitation", "room", "roles"])
def test_a_grant_that_lacks_a_claim_is_invalid(grants: JoinGrants, missing: str) -> None:
    claims = claims_of(grants.issue(INVITATION))
    del claims[missing]
    assert refused(grants, jwt.encode(claims, KEY, algorithm="HS256")) == "grant_invalid"


def test_a_token_for_another_purpose_is_invalid(grants: JoinGrants) -> None:
    claims = {**claims_of(grants.issue(INVITATION)), "aud": "login"}
    assert refused(grants, jwt.encode(claims, KEY, algorithm="HS256")) == "grant_invalid"


@pytest.mark.parametrize("text", ["", "x", "a.b.c", "..", "टोकन", "\x00", "." * 4000])
def test_what_is_no_token_is_invalid(grants: JoinGrants, text: str) -> None:
    assert refused(grants, text) == "grant_invalid"


def encoded(part: dict[str, object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
