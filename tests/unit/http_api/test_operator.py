from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from structlog.testing import capture_logs

from clinic.identity.limits import TooMany
from http_api.api import add_api
from http_api.operator import operator_part
from http_api.operator_key import MOST_PEERS, MOST_WRONG_KEYS, WINDOW_SECONDS, WrongKeys
from rooms.invitations import InvitationId, InvitedPerson
from rooms.ports import RoomId
from rooms.roles import Role
from tests.support.invitations import InvitationsInMemory

KEY = "k" * 32
NOON = 1_800_000_000.0  # 2027-01-15T08:00:00Z
Client = TestClient[web.Request, web.Application]


@dataclass
class FakeRooms:
    registry: InvitationsInMemory
    turned_out: list[InvitationId] = field(default_factory=list)

    async def close_room(self, room: RoomId) -> None:
        await self.registry.close_room(room)

    async def turn_out(self, invitation: InvitationId) -> None:
        self.turned_out.append(invitation)


@dataclass
class FakeWorker:
    index: int
    pid: int | None = 4711
    port: int = 40_000
    state: str = "up"
    rooms: int = 2
    participants: int = 5


@dataclass
class FakeWorkers:
    workers: list[FakeWorker] = field(default_factory=lambda: [FakeWorker(0), FakeWorker(1)])

    def overview(self) -> Sequence[FakeWorker]:
        return self.workers

    def drain(self, index: int) -> None:
        self.workers[index].state = "draining"


@dataclass
class Api:
    client: Client
    registry: InvitationsInMemory
    rooms: FakeRooms
    workers: FakeWorkers

    async def ask(self, method: str, path: str, key: str | None = KEY, **body: Any) -> tuple[int, Any]:
        headers = {} if key is None else {"Authorization": f"Bearer {key}"}
        response = await self.client.request(method, path, json=body or None, headers=headers)
        return response.status, await _content(response)

    async def send(self, path: str, text: str) -> tuple[int, Any]:
        response = await self.client.post(path, data=text.encode(), headers={"Authorization": f"Bearer {KEY}"})
        return response.status, await _content(response)


async def _content(response: ClientResponse) -> Any:
    assert response.headers["Cache-Control"] == "no-store"
    if response.status >= 400:
        assert response.content_type == "application/problem+json"
    return await response.json() if await response.read() else None


@pytest.fixture
async def api() -> AsyncIterator[Api]:
    registry, workers = InvitationsInMemory(), FakeWorkers()
    rooms = FakeRooms(registry)
    app = web.Application()
    add_api(app, operator_part(key=KEY, registry=registry, rooms=rooms, workers=workers, wall_clock=lambda: NOON))
    async with TestClient(TestServer(app)) as client:
        yield Api(client, registry, rooms, workers)


async def invite(api: Api, **body: Any) -> tuple[int, Any]:
    await api.registry.create_room(RoomId("ward-3"))
    return await api.ask("POST", "/api/rooms/ward-3/invitations", **body)


async def test_a_room_is_opened_under_the_name_that_is_asked_for(api: Api) -> None:
    for _ in range(2):
        assert await api.ask("POST", "/api/rooms", room="ward-3") == (201, {"room": "ward-3"})
    assert await api.registry.room_state(RoomId("ward-3")) == "open"


async def test_without_a_name_a_room_gets_one_of_its_own(api: Api) -> None:
    (_, first), (_, second) = await api.ask("POST", "/api/rooms"), await api.ask("POST", "/api/rooms")
    assert first["room"] != second["room"]
    assert await api.registry.room_state(RoomId(first["room"])) == "open"


async def test_an_invitation_is_a_link_whose_secret_no_server_on_the_way_sees(api: Api) -> None:
    status, made = await invite(api, people=[{"role": "patient", "name": " Asha "}, {"role": "health_worker"}])
    origin, _, secret = made["link"].partition("/#")
    assert (status, origin) == (201, str(api.client.make_url("/")).rstrip("/"))
    invitation = await api.registry.find(secret)
    assert invitation is not None
    assert made["id"] == invitation.id
    assert invitation.people == (InvitedPerson(Role.PATIENT, "Asha"), InvitedPerson(Role.HEALTH_WORKER, None))


async def test_an_invitation_is_good_for_three_days_or_as_long_as_is_said(api: Api) -> None:
    person = [{"role": "doctor"}]
    assert (await invite(api, people=person))[1]["expires_at"] == "2027-01-18T08:00:00Z"
    assert (await invite(api, people=person, valid_hours=0.5))[1]["expires_at"] == "2027-01-15T08:30:00Z"
    assert (await invite(api, people=person, valid_hours=2160))[0] == 201


async def test_behind_a_proxy_that_ends_tls_the_link_is_https(api: Api) -> None:
    await api.registry.create_room(RoomId("ward-3"))
    headers = {"Authorization": f"Bearer {KEY}", "X-Forwarded-Proto": "https", "Host": "call.example"}
    body = {"people": [{"role": "doctor"}]}
    answer = await api.client.post("/api/rooms/ward-3/invitations", json=body, headers=headers)
    assert (await answer.json())["link"].startswith("https://call.example/#")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "people"),
        ({"people": []}, "people"),
        ({"people": [{"role": "doctor"}] * 3}, "people"),
        ({"people": [{"role": "king"}]}, "people.0.role"),
        ({"people": [{"role": "doctor", "name": ""}]}, "people.0.name"),
        ({"people": [{"role": "doctor", "name": "a" * 10_000}]}, "people.0.name"),
        ({"people": [{"role": "doctor", "name": "a\u202eb"}]}, "people.0.name"),
        ({"people": [{"role": "doctor", "grants": ["end"]}]}, "people.0.grants"),
        ({"people": [{"role": "patient"}], "valid_hours": 0}, "valid_hours"),
        ({"people": [{"role": "patient"}], "valid_hours": 2161}, "valid_hours"),
        ({"people": [{"role": "patient"}], "valid_hours": "72"}, "valid_hours"),
    ],
)
async def test_a_wrong_field_is_named_and_nothing_is_made(body: dict[str, Any], field: str, api: Api) -> None:
    status, problem = await invite(api, **body)
    assert (status, problem["status"], problem["code"]) == (422, 422, "bad_request")
    assert list(problem["fields"]) == [field]


@pytest.mark.parametrize("room", ["Ward 3", "", "a" * 65, "../a", 5, None])
async def test_a_room_whose_name_cannot_stand_in_an_address_is_refused(room: Any, api: Api) -> None:
    status, problem = await api.ask("POST", "/api/rooms", room=room, x=1)
    assert (status, problem["code"]) == (422, "bad_request")


@pytest.mark.parametrize("text", ["{", "[1]", "null", '"a"', "\x00", "{}{}"])
async def test_what_is_no_object_of_ours_is_refused(text: str, api: Api) -> None:
    status, problem = await api.send("/api/rooms", text)
    assert (status, problem["code"]) in ((400, "not_json"), (422, "bad_request"))


async def test_a_long_body_is_not_read(api: Api) -> None:
    status, problem = await api.send("/api/rooms", '{"room": "' + "a" * 20_000 + '"}')
    assert (status, problem["code"]) == (413, "too_large")


async def test_closing_a_room_closes_it_for_good(api: Api) -> None:
    await api.registry.create_room(RoomId("ward-3"))
    assert await api.ask("DELETE", "/api/rooms/ward-3") == (204, None)
    status, problem = await api.ask("POST", "/api/rooms", room="ward-3")
    assert (status, problem["code"]) == (409, "room_closed")
    assert (await invite_again(api))["code"] == "room_closed"


async def invite_again(api: Api) -> Any:
    return (await api.ask("POST", "/api/rooms/ward-3/invitations", people=[{"role": "doctor"}]))[1]


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("DELETE", "/api/rooms/nowhere", "room_unknown"),
        ("DELETE", "/api/invitations/nothing", "invitation_unknown"),
        ("POST", "/api/workers/2/drain", "worker_unknown"),
        ("POST", "/api/workers/-1/drain", "not_found"),
        ("GET", "/api/nothing", "not_found"),
    ],
)
async def test_what_is_not_there_is_404(method: str, path: str, code: str, api: Api) -> None:
    status, problem = await api.ask(method, path)
    assert (status, problem["code"]) == (404, code)


async def test_an_address_that_is_asked_in_another_way_says_which_one_is_right(api: Api) -> None:
    answer = await api.client.put("/api/rooms", headers={"Authorization": f"Bearer {KEY}"})
    assert (answer.status, answer.headers["Allow"]) == (405, "POST")
    assert (await answer.json())["code"] == "method_not_allowed"


async def test_nobody_is_invited_into_an_unknown_room(api: Api) -> None:
    assert (await invite_again(api))["code"] == "room_unknown"


async def test_revoking_an_invitation_shows_out_whoever_came_with_it(api: Api) -> None:
    _, made = await invite(api, people=[{"role": "patient"}])
    assert await api.ask("DELETE", f"/api/invitations/{made['id']}") == (204, None)
    assert api.rooms.turned_out == [made["id"]]
    invitation = await api.registry.get(made["id"])
    assert invitation is not None
    assert invitation.revoked


async def test_the_workers_are_listed_and_one_can_be_drained(api: Api) -> None:
    _, before = await api.ask("GET", "/api/workers")
    assert before["workers"][1] == {
        "index": 1,
        "pid": 4711,
        "port": 40_000,
        "state": "up",
        "rooms": 2,
        "participants": 5,
    }
    status, after = await api.ask("POST", "/api/workers/1/drain")
    assert (status, [worker["state"] for worker in after["workers"]]) == (202, ["up", "draining"])


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (None, "key_missing"),
        ("", "key_missing"),
        (f"Basic {KEY}", "key_missing"),
        ("Bearer", "key_wrong"),
        (f"Bearer {KEY[:-1]}", "key_wrong"),
        (f"Bearer {KEY}x", "key_wrong"),
        ("Bearer कुंजी", "key_wrong"),
    ],
)
async def test_without_the_key_nothing_is_done_and_nothing_is_told(header: str | None, code: str, api: Api) -> None:
    headers = {} if header is None else {"Authorization": header}
    for method, path in (("POST", "/api/rooms"), ("GET", "/api/workers"), ("DELETE", "/api/rooms/ward-3")):
        answer = await api.client.request(method, path, headers=headers)
        assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
        assert (await answer.json())["code"] == code


async def test_after_ten_wrong_keys_a_peer_is_told_to_wait_and_the_log_is_spared(api: Api) -> None:
    with capture_logs() as entries:
        answers = [await api.ask("GET", "/api/workers", key=f"wrong {number}") for number in range(13)]
    assert [(status, problem["code"]) for status, problem in answers] == (
        [(401, "key_wrong")] * 10 + [(429, "too_many")] * 3
    )
    assert [entry["event"] for entry in entries] == ["operator_key_refused"] * 10


async def test_who_must_wait_is_told_how_long(api: Api) -> None:
    headers = {"Authorization": "Bearer wrong"}
    for _ in range(10):
        await api.client.get("/api/workers", headers=headers)
    answer = await api.client.get("/api/workers", headers=headers)
    assert 590 < int(answer.headers["Retry-After"]) <= 600
    assert (await answer.json())["detail"] == "Too many wrong keys. Try again in 10 minutes."


async def test_the_right_key_is_accepted_after_any_number_of_wrong_ones(api: Api) -> None:
    for _ in range(12):
        await api.ask("GET", "/api/workers", key="wrong")
    assert (await api.ask("GET", "/api/workers"))[0] == 200


async def test_requests_without_a_key_are_not_counted(api: Api) -> None:
    assert {(await api.ask("GET", "/api/workers", key=None))[0] for _ in range(12)} == {401}


def is_refused(wrong: WrongKeys, peer: str, now: float = 0.0) -> bool:
    try:
        wrong.count(peer, now)
    except TooMany:
        return True
    return False


def after_ten_of(peer: str) -> WrongKeys:
    wrong = WrongKeys()
    assert not any(is_refused(wrong, peer) for _ in range(MOST_WRONG_KEYS))
    return wrong


@pytest.mark.parametrize(
    ("peer", "other", "refused"),
    [
        ("192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
        ("2001:db8::1", "2001:db8::2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.8", False),
        ("unknown", "unknown", True),
    ],
)
def test_wrong_keys_count_by_address_and_of_ipv6_by_network(peer: str, other: str, refused: bool) -> None:
    assert is_refused(after_ten_of(peer), other) == refused


def test_the_wait_ends_ten_minutes_after_the_first_wrong_key() -> None:
    wrong = after_ten_of("192.0.2.7")
    with pytest.raises(TooMany) as refused:
        wrong.count("192.0.2.7", WINDOW_SECONDS - 0.5)
    assert refused.value.retry_after_seconds == 1
    assert not is_refused(wrong, "192.0.2.7", WINDOW_SECONDS)


def test_of_more_peers_than_are_remembered_the_oldest_is_forgotten() -> None:
    wrong = after_ten_of("oldest")
    for number in range(MOST_PEERS - 1):
        wrong.count(f"peer {number}", 1.0)
    assert is_refused(wrong, "oldest", 2.0)
    wrong.count("one more", 2.0)
    assert not is_refused(wrong, "oldest", 3.0)


async def test_the_scheme_of_the_key_may_be_written_small(api: Api) -> None:
    answer = await api.client.get("/api/workers", headers={"Authorization": f"bearer {KEY}"})
    assert answer.status == 200


async def test_a_mistake_of_ours_is_said_so_and_logged_without_the_address(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(room: RoomId) -> None:
        raise KeyError

    monkeypatch.setattr(api.registry, "room_state", broken)
    with capture_logs() as entries:
        status, problem = await api.ask("DELETE", "/api/rooms/asha-and-rao")
    assert (status, problem["code"]) == (500, "internal")
    assert [(entry["event"], entry["route"]) for entry in entries] == [("request_failed", "/api/rooms/{room}")]
    assert "asha" not in str([{**entry, "exc_info": None} for entry in entries])
