"""A meeting over real sockets, with in-memory twins of the media workers and of the invitations."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from media.messages import Connected, VideoPaused
from rooms.roles import Role
from tests.integration.service import PATIENCE_SECONDS, ROOM, Service, page, resume_of, served, token_of


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    async with served() as running:
        yield running


async def test_a_patient_comes_by_her_link_waits_and_is_let_in(service: Service) -> None:
    async with page(service) as asha, page(service) as rao:
        await rao.join("Dr Rao")
        redeemed = await asha.redeem(await service.invite((Role.PATIENT, None)))
        assert redeemed["people"] == [{"role": "patient", "name": None}]
        assert (redeemed["grants"], redeemed["waits"]) == (["publish"], True)
        seat = await asha.ask("join", {"protocol": 2, "grant": redeemed["grant"], "names": ["आशा"]})
        assert (seat["admission"], seat["room"]) == ("waiting", {"people": [], "lobby": [], "chat": []})
        (waiting,) = (await rao.event("lobby"))["waiting"]
        assert waiting["people"] == [{"name": "आशा", "role": "patient"}]
        assert await rao.ask("admit", {"participant": seat["participant"]}) == {"ok": True}
        admitted = await asha.event("admitted")
        assert [person["people"][0]["name"] for person in admitted["room"]["people"]] == ["Dr Rao", "आशा"]
        assert (await asha.ask("open_media", {"offer": "x"}))["ok"]


async def test_a_join_and_its_offer_cost_one_round_trip(service: Service) -> None:
    async with page(service) as rao:
        grant = (await rao.redeem(await service.invite((Role.DOCTOR, "Dr Rao"))))["grant"]
        replies = await asyncio.gather(
            rao.ask("join", {"protocol": 2, "grant": grant, "names": []}),
            rao.ask("set_media", {"microphone": False, "camera": True, "second": "off"}),
            rao.ask("open_media", {"offer": "x"}),
        )
        assert [reply["ok"] for reply in replies] == [True, True, True]
        assert service.pool.permitted[replies[0]["participant"]] == {"camera"}


async def test_two_people_are_shown_to_each_other_once_they_have_acknowledged(service: Service) -> None:
    async with page(service) as meera, page(service) as rao:
        first, second = await meera.sit_down("Meera"), await rao.join("Dr Rao")
        opened = await rao.ask("open_media", {"offer": "x"})
        shown = {"pair": 0, "participant": first["participant"], "video": "camera"}
        assert (opened["answer"], opened["slots"]["pairs"][0]) == ("an answer", shown)
        slots = await meera.event("slots")
        assert slots["pairs"][0]["participant"] == second["participant"]
        fed = (first["participant"], 0, second["participant"], "camera")
        assert fed not in service.pool.feeds
        assert await meera.ask("acknowledge_slots", {"revision": slots["revision"]}) == {"ok": True}
        assert service.pool.feeds[-1] == fed


async def test_the_doctor_mutes_a_patient_in_the_relay(service: Service) -> None:
    async with page(service) as rao, page(service) as meera:
        await rao.join("Dr Rao")
        seat = await meera.sit_down("Meera")
        mute = {"participant": seat["participant"], "source": "microphone", "muted": True}
        assert (await meera.ask("mute", mute))["code"] == "not_allowed"
        assert await rao.ask("mute", mute) == {"ok": True}
        assert service.pool.permitted[seat["participant"]] == {"camera"}
        everything = {"microphone": True, "camera": True, "second": "off"}
        assert (await meera.ask("set_media", everything))["code"] == "muted_by_other"


async def test_an_observer_is_announced_before_she_is_let_in(service: Service) -> None:
    async with page(service) as rao, page(service) as watcher:
        await rao.join("Dr Rao")
        seat = await watcher.join("Inspector", Role.OBSERVER)
        await rao.ask("admit", {"participant": seat["participant"]})
        assert (await rao.event("observer_coming"))["people"] == [{"name": "Inspector", "role": "observer"}]
        assert (await watcher.ask("open_media", {"offer": "x"}))["code"] == "not_admitted"


async def test_what_is_written_is_there_again_after_a_resume(service: Service) -> None:
    async with page(service) as rao:
        seat = await rao.join("Dr Rao")
        sent = await rao.ask("send_chat", {"text": "नमस्ते", "key": "k1"})
        assert (await rao.event("chat"))["message"] == sent["message"]
        async with page(service) as back:
            resumed = await back.ask("resume", resume_of(seat))
            assert resumed["room"]["chat"] == [sent["message"]]


async def test_a_hundred_lines_at_once_are_refused_clearly_and_the_socket_stays(service: Service) -> None:
    async with page(service) as rao:
        await rao.join("Dr Rao")
        lines = ({"text": "spam", "key": str(number)} for number in range(100))
        replies = await asyncio.gather(*(rao.ask("send_chat", line) for line in lines))
        assert 5 <= sum(reply["ok"] for reply in replies) < 20
        assert {reply.get("code") for reply in replies} == {None, "too_many_messages"}
        assert await rao.ask("leave", {})


async def test_the_end_is_told_to_all_and_nobody_joins_any_more(service: Service) -> None:
    async with page(service) as rao, page(service) as asha:
        secret = await service.invite((Role.PATIENT, "Asha"))
        await rao.join("Dr Rao")
        await asha.enter(secret)
        assert await rao.ask("end", {}) == {"ok": True}
        assert await rao.event("ended") == await asha.event("ended") == {}
        assert (await asha.ask("leave", {}))["code"] == "not_joined"
        assert (await asha.redeem(secret))["code"] == "room_closed"


async def test_who_is_shown_out_has_no_seat_any_more(service: Service) -> None:
    async with page(service) as rao, page(service) as meera:
        await rao.join("Dr Rao")
        seat = await meera.join("Meera", Role.HEALTH_WORKER)
        await rao.ask("remove", {"participant": seat["participant"]})
        assert await meera.event("removed") == {}
        assert (await meera.ask("resume", resume_of(seat)))["code"] == "unknown_seat"
        assert (await meera.join("Meera", Role.HEALTH_WORKER))["ok"]


async def test_an_invitation_that_is_not_good_gives_nothing(service: Service) -> None:
    async with page(service) as asha:
        old = await service.invite((Role.PATIENT, "Asha"), seconds=-1)
        assert (await asha.redeem(old))["code"] == "invitation_expired"
        assert (await asha.redeem("guess"))["code"] == "invitation_unknown"
        forged = {"protocol": 2, "grant": "eyJhbGciOiJub25lIn0.e30.", "names": ["Asha"]}
        assert (await asha.ask("join", forged))["code"] == "grant_invalid"


async def test_a_missing_name_is_asked_for_and_the_grant_stays_good(service: Service) -> None:
    async with page(service) as rao:
        grant = (await rao.redeem(await service.invite((Role.DOCTOR, None))))["grant"]
        refused = await rao.ask("join", {"protocol": 2, "grant": grant, "names": []})
        assert (refused["code"], refused["fields"]) == ("bad_message", ["names"])
        assert (await rao.ask("join", {"protocol": 2, "grant": grant, "names": ["Dr Rao"]}))["ok"]


async def test_a_restart_is_answered_on_the_same_seat(service: Service) -> None:
    async with page(service) as rao:
        await rao.sit_down("Dr Rao")
        assert await rao.ask("restart", {"offer": "x"}) == {"ok": True, "answer": "another answer"}


async def test_a_replaced_worker_asks_everybody_for_a_new_offer(service: Service) -> None:
    async with page(service) as rao:
        await rao.sit_down("Dr Rao")
        service.pool.on_replaced(frozenset({"another room"}))
        service.pool.on_replaced(frozenset({ROOM}))
        assert await rao.event("media_needed") == {}
        assert (await rao.ask("open_media", {"offer": "x"}))["slots"]["revision"] > 1


async def test_a_new_socket_resumes_the_seat_of_a_lost_one(service: Service) -> None:
    async with page(service) as rao:
        await rao.join("Dr Rao")
        async with page(service) as meera:
            seat = await meera.sit_down("Meera")
            service.pool.on_report(Connected(seat["participant"]))
        while (person := (await rao.event("people"))["people"][-1])["connection"] != "lost":
            pass
        assert person["lost_seconds"] == pytest.approx(0.0, abs=PATIENCE_SECONDS)
        async with page(service) as back:
            resumed = await back.ask("resume", resume_of(seat))
            assert (resumed["ok"], resumed["media"], resumed["admission"]) == (True, "kept", "admitted")
            assert resumed["room"]["people"][1] == {
                "participant": seat["participant"],
                "people": [{"name": "Meera", "role": "health_worker"}],
                "connection": "connected",
                "lost_seconds": None,
                "microphone": "on",
                "camera": "on",
                "second": "off",
            }
            assert (await back.ask("resume", {**resume_of(seat), **token_of(resumed)}))["ok"]


async def test_a_second_socket_takes_over_and_the_first_is_told(service: Service) -> None:
    async with page(service) as first, page(service) as second:
        seat = await first.join("Dr Rao")
        assert (await second.ask("resume", resume_of(seat)))["ok"]
        assert await first.event("taken_over") == {}
        assert (await first.ask("leave", {}))["code"] == "not_joined"
        await first.close()
        assert await second.ask("leave", {}) == {"ok": True}


async def test_the_same_link_on_another_device_takes_the_seat_over(service: Service) -> None:
    async with page(service) as phone, page(service) as laptop:
        secret = await service.invite((Role.DOCTOR, "Dr Rao"))
        first, second = await phone.enter(secret), await laptop.enter(secret)
        assert first["participant"] == second["participant"]
        assert await phone.event("taken_over") == {}
        assert (await phone.ask("resume", resume_of(first)))["code"] == "unknown_seat"
        assert (await laptop.ask("open_media", {"offer": "x"}))["ok"]


async def test_a_strangers_token_resumes_nothing(service: Service) -> None:
    async with page(service) as asha, page(service) as thief:
        seat, own = await asha.join("Dr Rao"), await thief.join("Dr Sen")
        await thief.ask("leave", {})
        for token in ("guess", own["resume_token"]):
            refused = await thief.ask("resume", {**resume_of(seat), "resume_token": token})
            assert (refused["ok"], refused["code"]) == (False, "unknown_seat")


async def test_a_paused_picture_reaches_its_page(service: Service) -> None:
    async with page(service) as rao:
        seat = await rao.join("Dr Rao")
        service.pool.on_report(VideoPaused(seat["participant"], 1, True))
        assert await rao.event("video_paused") == {"pair": 1, "paused": True}
