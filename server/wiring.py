"""The only place that builds adapters: from settings to a running server."""

import asyncio
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import uvloop
from aiohttp import web

from clinic.staff.account import StaffId
from http_api.cookies import session_token
from http_api.health import Look
from http_api.trust import TrustGuide
from media.errors import MediaError
from media.messages import Connected, Lost, VideoPaused
from media.pool import WorkerPool
from rooms.directory import Rooms
from rooms.entrance import Entrance
from rooms.invitations import InvitationRegistry
from rooms.join_grants import JoinGrants
from rooms.ports import RoomId, World, nobody_looks
from rooms.seat import SECOND_VIDEOS
from server.addresses import machine_addresses
from server.application import Sockets, assemble
from server.cannot_start import CannotStart
from server.clinic import Clinic, running_clinic
from server.cluster import Cluster, OneNode, cluster_of
from server.data_folder import operator_key, told_address
from server.demonstration import invite_for_demonstration
from server.event_log import configure_logging
from server.everywhere import Everywhere, IsBarred, nobody_is_barred
from server.health import database_look
from server.https import OwnHttps
from server.opened_store import opened_store
from server.relay import MediaPool, PoolRelay
from server.settings import Settings
from server.startup import greeting, origin
from signaling.edge import Holder, HolderOf, SocketEdge, create_server, nobody
from signaling.flood import Allowance
from signaling.live import LIVE_PINGS, Live
from signaling.seats import Seats
from storage.errors import StorageError
from storage.invitations import Invitations

SHUTDOWN_SECONDS = 1.0

OnReport = Callable[[Connected | Lost | VideoPaused], None]
OnReplaced = Callable[[frozenset[str]], None]
OpenMedia = Callable[[OnReport, OnReplaced], MediaPool]


@dataclass(frozen=True, slots=True)
class Parts:
    """What stands on the database. ``health``: how to look whether it is there."""

    invitations: InvitationRegistry
    clinic: Clinic
    cluster: Cluster
    health: Mapping[str, Look]


def run(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM."""
    configure_logging(settings.log_level, settings.log_format)
    try:
        uvloop.run(_serve(settings))
    except (MediaError, StorageError, CannotStart) as error:
        sys.exit(error.message)
    except OSError as error:
        sys.exit(f"Cannot serve pages on {settings.host}, port {settings.port}: {error.strerror or error}.")


def create_app(
    settings: Settings,
    open_media: OpenMedia,
    invitations: InvitationRegistry,
    operator_key: str,
    allowance: Allowance | None = None,
    clinic: Clinic | None = None,
    cluster: Cluster | None = None,
    health: Mapping[str, Look] | None = None,
) -> web.Application:
    """The whole server over the media side that ``open_media(on_report, on_replaced)`` makes.

    ``clinic``: what its pages may do; without it there are calls alone. ``cluster``: whether there are other nodes.
    """
    cluster = cluster or OneNode()
    server, pages = create_server(cluster.manager), create_server(cluster.pages_manager, LIVE_PINGS)
    # What is said in a call goes to this process's own sockets, and never by way of Redis.
    seats = Seats(lambda socket, event, payload: server.emit(event, payload, to=socket, ignore_queue=True))
    media = open_media(
        lambda report: rooms.media_report(report), lambda lost: rooms.workers_replaced(list(map(RoomId, lost)))
    )
    witness = nobody_looks if clinic is None else clinic.opd.watch.look
    rooms = Rooms(
        World(PoolRelay(media), seats, time.monotonic, time.time, witness),
        invitations,
        capacity=settings.room_capacity,
        grace_seconds=settings.grace_seconds,
    )
    grants = JoinGrants(cluster.grant_key, time.time)
    edge = SocketEdge(
        server,
        Entrance(invitations, grants, rooms, cluster.places, time.time),
        rooms,
        seats,
        slot_pairs=slot_pairs(settings),
        clock=time.monotonic,
        allowance=allowance or Allowance(),
        holder_of=nobody if clinic is None else holder_by_cookie(clinic),
        node=cluster.places.here,
    )
    everywhere = Everywhere(
        rooms, edge, cluster.colleagues, nobody_is_barred if clinic is None else suspended_staff(clinic)
    )
    if clinic is not None:
        connect_clinic(clinic, Live(pages, holder_by_cookie(clinic), time.monotonic), everywhere)
    operations = None if clinic is None else clinic.operations
    conditions = {**(health or {}), **cluster.health}
    app = assemble(Sockets(server, pages), media, rooms, everywhere, invitations, operator_key, operations, conditions)
    cluster.add_to(app, rooms, everywhere)
    return app


def connect_clinic(clinic: Clinic, live: Live, everywhere: Everywhere) -> None:
    """What the clinic tells its pages, and what it ends in calls."""

    async def show_out(staff: StaffId) -> None:
        await live.show_out(Holder("staff", staff))
        await everywhere.show_out(Holder("staff", staff))

    clinic.on_suspended = show_out
    clinic.opd.audience = live
    clinic.opd.close_room = everywhere.close_room


def holder_by_cookie(clinic: Clinic) -> HolderOf:
    """By the session cookie that comes with the handshake, as with every request."""

    async def holder_of(environ: Mapping[str, Any]) -> Holder | None:
        token = session_token(environ["aiohttp.request"])
        session = None if token is None else await clinic.sessions.find(token)
        return None if session is None else Holder(session.kind, session.subject)

    return holder_of


def suspended_staff(clinic: Clinic) -> IsBarred:
    async def is_barred(holder: Holder) -> bool:
        return holder.kind == "staff" and await clinic.is_suspended(StaffId(holder.subject))

    return is_barred


def slot_pairs(settings: Settings) -> int:
    """One pair for everybody else in a full room, and one for each second video."""
    return settings.room_capacity - 1 + SECOND_VIDEOS


async def _serve(settings: Settings) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with opened_store(settings, time.time) as store, running_clinic(settings, store) as clinic:
        invitations = Invitations(store.database, time.time, store.vault)
        health = {"database": database_look(store.database, time.monotonic)}
        parts = Parts(invitations, clinic, cluster_of(settings, store.vault), health)
        if settings.https:
            own = OwnHttps(settings, machine_addresses())
            async with (
                _serving(own.with_certificate(datetime.now(UTC)), parts, own.guide) as served,
                own.serving_guide(served.port),
            ):
                await _greeted(served, parts, stop, own.page_url)
        else:
            async with _serving(settings, parts) as served:
                await _greeted(served, parts, stop)


@asynccontextmanager
async def _serving(settings: Settings, parts: Parts, guide: TrustGuide | None = None) -> AsyncIterator[Settings]:
    """While the block runs; the settings as they are served, with the port that was taken."""
    app = create_app(
        settings,
        _workers(settings),
        parts.invitations,
        operator_key(settings),
        clinic=parts.clinic,
        cluster=parts.cluster,
        health=parts.health,
    )
    if guide is not None:
        guide.add_to(app)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
    try:
        await runner.setup()
        await web.TCPSite(runner, settings.host, settings.port, ssl_context=settings.tls_context()).start()
        served = settings.model_copy(update={"port": runner.addresses[0][1]})
        async with parts.cluster.taking_part(served):
            yield served
    finally:
        await runner.cleanup()


async def _greeted(settings: Settings, parts: Parts, stop: asyncio.Event, trust_page: str | None = None) -> None:
    """Say where the server is, and wait for its end."""
    addresses = machine_addresses()
    links = await invite_for_demonstration(parts.invitations, time.time) if settings.demonstration else ()
    with told_address(settings, origin(settings, addresses)):
        print(greeting(settings, addresses, links, trust_page), flush=True)
        await stop.wait()


def _workers(settings: Settings) -> OpenMedia:
    def open_media(on_report: OnReport, on_replaced: OnReplaced) -> MediaPool:
        return WorkerPool(
            port=settings.media_port,
            workers=settings.media_worker_count,
            addresses=settings.media_addresses or machine_addresses(),
            announced=settings.announced_addresses,
            slot_limit=slot_pairs(settings),
            on_report=on_report,
            on_replaced=on_replaced,
        )

    return open_media
