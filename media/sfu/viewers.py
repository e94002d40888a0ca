"""Who is shown to whom just now: worked out when something changes, so that a packet only has to look it up."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from media.sfu.member import Member, Pair
from media.sfu.slot import Slot
from media.sfu.uplinks import UplinkTrack


class Viewer(NamedTuple):
    """A slot that a track is to be forwarded into, with its pair and the one who watches."""

    member: Member
    pair: Pair
    slot: Slot


class Viewers:
    """The viewers of each track. A track that is not permitted has none, and the pairs that show it know no track."""

    def __init__(self) -> None:
        self._of: dict[UplinkTrack, list[Viewer]] = {}

    def of(self, track: UplinkTrack) -> list[Viewer]:
        return self._of.get(track, [])

    def only_viewer_of(self, sender: Member) -> Member | None:
        """Who alone sees all that anybody sees of her; ``None`` where nobody or more than one does."""
        receivers = {id(each.member): each.member for track in sender.uplinks.videos for each in self.of(track)}
        return receivers.popitem()[1] if len(receivers) == 1 else None

    def index(self, members: Mapping[str, Member]) -> None:
        """Members, their permissions or their pairs have changed."""
        self._of = {}
        for member in members.values():
            for pair in member.pairs.values():
                source = members.get(pair.source) if pair.source else None
                pair.track = self._show(source, member, pair) if source else None

    def _show(self, source: Member, member: Member, pair: Pair) -> UplinkTrack | None:
        """The picture's track; the voice comes with the camera, never twice."""
        if pair.video_name == "camera":
            self._add(source.uplinks.permitted_track("microphone"), Viewer(member, pair, pair.audio))
        track = source.uplinks.permitted_track(pair.video_name)
        self._add(track, Viewer(member, pair, pair.video))
        return track

    def _add(self, track: UplinkTrack | None, viewer: Viewer) -> None:
        if track is not None:
            self._of.setdefault(track, []).append(viewer)


def showing(source: str, members: Iterable[Member]) -> Iterator[tuple[Member, Pair]]:
    """Every pair that is to show this participant, permitted or not."""
    return ((member, pair) for member in members for pair in member.pairs.values() if pair.source == source)
