"""ICE-lite (RFC 8445 section 2.5) for all participants of one port, pure and told the time."""

from collections import Counter
from collections.abc import Callable, Iterable

from media.parameters import IceCredentials
from media.webrtc.ice_path import MAX_ADDRESSES, Address, Path
from media.webrtc.stun import BindingRequest, read_binding_request, role_conflict_response, success_response

# Nobody there: no authenticated packet for this long (design decision 2).
SILENCE_WITH_MEDIA_SECONDS = 5.0
SILENCE_WITHOUT_MEDIA_SECONDS = 15.0

# Several participants may happen upon one SSRC; each candidate costs one attempt at authentication.
MAX_OWNERS_PER_SSRC = 8


class IceLite:
    """Who is where: by local ufrag, by address, and by the SSRCs that were announced or heard."""

    def __init__(self, counters: Counter[str]) -> None:
        self._counters = counters
        self._paths: dict[str, Path] = {}
        self._by_ufrag: dict[str, Path] = {}
        self._by_address: dict[Address, Path] = {}
        self._by_ssrc: dict[int, list[Path]] = {}

    def add(self, participant: str, credentials: IceCredentials, now: float) -> Path:
        """Expect a participant; one of that name is forgotten first (a rejoin)."""
        self.remove(participant)
        path = Path(participant, [credentials], heard_at=now)
        self._paths[participant] = path
        self._by_ufrag[credentials.ufrag] = path
        return path

    def restart(self, participant: str, credentials: IceCredentials) -> None:
        """RFC 8445 section 9. The credentials in use stay valid until a pair of the new ones is nominated."""
        path = self._paths[participant]
        for obsolete in path.credentials[1:]:
            self._by_ufrag.pop(obsolete.ufrag, None)
        path.credentials = [path.credentials[0], credentials]
        self._by_ufrag[credentials.ufrag] = path

    def remove(self, participant: str) -> None:
        path = self._paths.pop(participant, None)
        if path is None:
            return
        for credentials in path.credentials:
            self._by_ufrag.pop(credentials.ufrag, None)
        for ssrc in path.ssrcs:
            self._disown(ssrc, path)
        self._free(path, list(path.known))

    def path_at(self, address: Address) -> Path | None:
        return self._by_address.get(address)

    def owners(self, ssrc: int) -> tuple[Path, ...]:
        """Who may have sent a packet of this source from an unknown address."""
        return tuple(self._by_ssrc.get(ssrc, ()))

    def learn_ssrc(self, path: Path, ssrc: int) -> None:
        """Note a source that was announced in an offer or heard in an authenticated packet."""
        if ssrc in path.ssrcs or not path.admits_ssrc(ssrc):
            return
        path.ssrcs.add(ssrc)
        owners = self._by_ssrc.setdefault(ssrc, [])
        owners.append(path)
        del owners[:-MAX_OWNERS_PER_SSRC]

    def handle_request(self, datagram: bytes, address: Address, now: float) -> tuple[bytes, Path | None] | None:
        """RFC 8445 section 7.3: the response for the sender, and the path that was heard (``None`` if no news).

        Whatever is malformed, unauthenticated or replayed gets no response at all.
        """
        request = read_binding_request(datagram)
        found = self._find(request) if request is not None else None
        if request is None or found is None:
            self._counters["stun_refused"] += 1
            return None
        path, credentials = found
        if path.is_replay(request.transaction_id, address):
            self._counters["stun_replayed"] += 1
            return None
        if request.sender_is_controlled:
            self._counters["stun_role_conflicts"] += 1
            return role_conflict_response(request, credentials.password), None
        self._counters["stun_answered"] += 1
        response = success_response(request, address[1][0], address[1][1], credentials.password)
        if path.is_retransmission(request.transaction_id):
            return response, None
        self._take_check(path, request, credentials, address, now)
        return response, path

    def take_media(self, path: Path, ssrc: int, address: Address, now: float) -> None:
        """An authenticated, unreplayed packet of a participant came from this address."""
        self.learn_ssrc(path, ssrc)
        moves = path.moves
        path.take_media(address, now)
        self._settle(path, address, moves, now)

    def forget_addresses(self, now: float) -> None:
        """Where a hold time is over, the address may belong to anybody again."""
        for path in self._paths.values():
            self._free(path, path.forget_addresses(now))

    def newly_silent(self, now: float, expects_media: Callable[[str], bool]) -> list[Path]:
        """Those who have been silent for too long; each is reported once, until she is heard again."""
        found = [path for path in self._paths.values() if not path.silent and _is_silent(path, now, expects_media)]
        for path in found:
            path.silent = True
        return found

    def _find(self, request: BindingRequest) -> tuple[Path, IceCredentials] | None:
        path = self._by_ufrag.get(request.local_ufrag)
        for credentials in path.credentials if path is not None else ():
            if path and credentials.ufrag == request.local_ufrag and request.is_signed_with(credentials.password):
                return path, credentials
        return None

    def _take_check(
        self, path: Path, request: BindingRequest, credentials: IceCredentials, address: Address, now: float
    ) -> None:
        moves = path.moves
        path.take_check(request.transaction_id, address, request.nominated, now)
        self._settle(path, address, moves, now)
        if request.nominated and credentials is path.credentials[-1]:
            for obsolete in path.credentials[:-1]:
                self._by_ufrag.pop(obsolete.ufrag, None)
            path.credentials = [credentials]

    def _settle(self, path: Path, address: Address, moves_before: int, now: float) -> None:
        self._by_address[address] = path
        self._counters["address_moves"] += path.moves - moves_before
        if len(path.known) > MAX_ADDRESSES:
            self._free(path, path.forget_addresses(now))

    def _free(self, path: Path, addresses: Iterable[Address]) -> None:
        for address in addresses:
            if self._by_address.get(address) is path:
                del self._by_address[address]

    def _disown(self, ssrc: int, path: Path) -> None:
        owners = [each for each in self._by_ssrc.get(ssrc, ()) if each is not path]
        if owners:
            self._by_ssrc[ssrc] = owners
        else:
            self._by_ssrc.pop(ssrc, None)


def _is_silent(path: Path, now: float, expects_media: Callable[[str], bool]) -> bool:
    quiet_seconds = now - path.heard_at
    if quiet_seconds < SILENCE_WITH_MEDIA_SECONDS:
        return False
    return quiet_seconds >= SILENCE_WITHOUT_MEDIA_SECONDS or expects_media(path.participant)
