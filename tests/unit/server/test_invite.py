"""``scripts/invite`` against the operator's API, served in this very process."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from structlog.testing import capture_logs

from http_api.api import add_api
from http_api.operator import operator_part
from rooms.invitations import InvitedPerson
from rooms.ports import RoomId
from rooms.roles import Role
from server.data_folder import address_file, operator_key, told_address
from server.invite import main
from server.settings import Settings
from tests.support.invitations import InvitationsInMemory
from tests.unit.http_api.test_operator import FakeRooms, FakeWorkers

NOON = 1_800_000_000.0

Run = Callable[..., Awaitable[tuple[str, str]]]


@dataclass
class Service:
    url: str
    registry: InvitationsInMemory
    settings: Settings


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    registry, settings = InvitationsInMemory(), Settings(data_folder=tmp_path)
    app = web.Application()
    rooms, workers = FakeRooms(registry), FakeWorkers()
    key = operator_key(settings)
    add_api(app, operator_part(key=key, registry=registry, rooms=rooms, workers=workers, wall_clock=lambda: NOON))
    async with TestServer(app) as server:
        url = str(server.make_url("/")).rstrip("/")
        with told_address(settings, url), capture_logs():
            yield Service(url, registry, settings)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """What the command prints, and what it says on stderr or when it gives up."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"PARAMARSH_{name.upper()}", raising=False)
    monkeypatch.setenv("PARAMARSH_DATA_FOLDER", str(tmp_path))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")

    async def run_main(*arguments: str) -> tuple[str, str]:
        said = await asyncio.to_thread(_exit_message, arguments)
        written = capsys.readouterr()
        return written.out, written.err + said

    return run_main


def _exit_message(arguments: tuple[str, ...]) -> str:
    try:
        main(arguments)
    except SystemExit as exit_:
        return str(exit_.code or "it ended well")
    return ""


async def test_it_prints_a_link_and_nothing_else(run: Run, service: Service) -> None:
    output, said = await run("--role", "patient", "--name", "आशा", "--hours", "1", "--room", "ward-3")
    link, _, secret = output.strip().partition("/#")
    invitation = await service.registry.find(secret)
    assert invitation is not None
    assert (link, invitation.room, invitation.expires_at) == (service.url, "ward-3", NOON + 3600)
    assert invitation.people == (InvitedPerson(Role.PATIENT, "आशा"),)
    assert said == f"Invitation {invitation.id}, good until 2027-01-15T09:00:00Z\n"


async def test_two_roles_share_a_seat_and_each_name_belongs_to_the_role_before_it(run: Run, service: Service) -> None:
    output, _ = await run("--role", "health_worker", "--role", "patient", "--name", "Asha")
    invitation = await service.registry.find(output.strip().partition("#")[2])
    assert invitation is not None
    assert invitation.people == (InvitedPerson(Role.HEALTH_WORKER, None), InvitedPerson(Role.PATIENT, "Asha"))


async def test_a_link_can_be_made_for_the_address_by_which_others_reach_the_server(run: Run, service: Service) -> None:
    elsewhere = service.url.replace("127.0.0.1", "localhost")
    output, _ = await run("--role", "doctor", "--url", f"{elsewhere}/")
    assert output.startswith(f"{elsewhere}/#")


async def test_an_invitation_is_revoked_by_its_id(run: Run, service: Service) -> None:
    _, said = await run("--role", "doctor")
    assert (await run("--revoke", said.split()[1].rstrip(",")))[0] == "Revoked.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "Say for whom: scripts/invite --role patient --name Asha"),
        (("--name", "Asha"), "say the role before the name"),
        (("--role", "king"), "invalid choice: 'king'"),
        (("--role", "doctor", "--role", "patient", "--role", "patient"), "people: "),
        (("--role", "doctor", "--room", "Ward 3"), "room: a room's name is 1 to 64 small letters"),
        (("--role", "doctor", "--hours", "1e9"), "valid_hours: "),
        (("--role", "doctor", "--hours", "nan"), "valid_hours: "),
        (("--role", "doctor", "--room", "closed"), "closed"),
        (("--revoke", "../rooms"), "No such invitation was ever given."),
        (("--role", "doctor", "--url", "ftp://x"), "--url: write it as https://HOST:PORT"),
        (("--role", "doctor", "--url", "http://127.0.0.1:9"), "No Paramarsh server answers at http://127.0.0.1:9: "),
    ],
)
async def test_what_it_cannot_do_it_says_in_a_sentence(
    arguments: tuple[str, ...], sentence: str, run: Run, service: Service
) -> None:
    await service.registry.create_room(RoomId("closed"))
    await service.registry.close_room(RoomId("closed"))
    output, said = await run(*arguments)
    assert output == ""
    assert sentence in said


async def test_where_no_server_has_been_started_the_missing_key_is_named(run: Run, tmp_path: Path) -> None:
    sentence = f"There is no operator's key at {tmp_path}/operator.key: start the server once by scripts/run, or set "
    assert (await run("--role", "doctor"))[1].startswith(sentence)


async def test_the_key_of_another_server_is_refused(
    run: Run, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARAMARSH_OPERATOR_KEY", "x" * 32)
    assert "This is not the operator's key." in (await run("--role", "doctor"))[1]


async def test_what_is_no_server_of_ours_is_said_so(run: Run, service: Service) -> None:
    async with TestServer(web.Application()) as other:
        output, said = await run("--role", "doctor", "--url", str(other.make_url("/")))
    assert (output, said) == ("", "The server answered 404 Not Found.")


async def test_without_a_running_server_it_is_looked_for_at_the_usual_place(run: Run, service: Service) -> None:
    address_file(service.settings).unlink()
    assert "http://localhost:8080" in (await run("--role", "doctor"))[1]
