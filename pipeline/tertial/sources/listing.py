"""What is in an archive, and in the archives in it."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from tertial.errors import BrokenFile, LockedFile, TertialError, TooLarge, UnreadableSource, counted
from tertial.mail import may_be_outlook
from tertial.sources.containers.member import Archive, Member, Replayed, Stream, read_some
from tertial.sources.containers.opening import HEAD, kind_of, open_archive, told
from tertial.sources.limits import Limits, Meter
from tertial.sources.loading import opened_file
from tertial.sources.names import file_litter, member_name, name_fault, short
from tertial.sources.records import Container, Found, Inside, Place, Refused, Source, on_this_machine

_SPECIAL: Final = {
    "link": ("is a link", "Pack the file that it points to."),
    "device": ("is a pipe or device", "Pack the file that it stands for."),
}
_LOCKED: Final = "Unpack it with its password and give the folder, or have it packed without one."


def size_of_archive(source: Source) -> int | None:
    """Bytes of a file that may be an archive by how it begins; None for any other. No library is asked."""
    try:
        stream, size = opened_file(source.place)
        with stream:
            kind = kind_of(read_some(stream, HEAD))
            if kind == "msg" and isinstance(source.place, Path) and not may_be_outlook(stream):
                return None
            return size if kind else None
    except Exception:  # the rights are missing, a disk or a server is gone: who loads it is told
        return None


def contents(source: Source) -> list[Found]:
    """A file; or, where its bytes are those of an archive, the archive and all that is in it."""
    try:
        stream, size = opened_file(source.place)
    except Exception:  # the rights are missing, a disk or a server is gone: who loads it is told
        return [source]
    with stream:
        try:
            kind = kind_of(read_some(stream, HEAD))
            stream.seek(0)
        except Exception:  # likewise, or a server that gives no part of a file
            return [source]
        if not kind:
            return [source]
        meter = Meter(source.name, size, source.limits)
        return _Listing(source.limits).archive(kind, stream, source.name, source.place, meter, stream)


class _Listing:
    def __init__(self, limits: Limits) -> None:
        self.limits = limits

    def archive(
        self, kind: str, stream: Stream, name: str, place: Place, meter: Meter, file: BinaryIO | None = None
    ) -> list[Found]:
        """An archive and what is in it, as far as it can be read."""
        path = on_this_machine(place)
        if meter.depth > self.limits.nesting:
            around = counted(meter.depth - 1, "archive")
            error: TertialError | None = TooLarge(
                f"{short(name)} lies in {around}, and {self.limits.nesting} may be nested.",
                "Unpack the outermost and give the folder, or raise the limit nesting.",
            )
            return [Refused(name, "an archive nested too deep", error, path)]
        try:
            archive = open_archive(kind, stream, short(name), meter, self.limits, file=file)
        except TertialError as fault:
            if _over(meter):
                return []
            if kind == "zip" and isinstance(fault, BrokenFile):  # it may be what is left of a Word file
                return [Source(name, place, self.limits)]
            return [Refused(name, "an archive that can't be read", fault, path)]
        if archive is None:
            return [Source(name, place, self.limits)]
        groups: list[tuple[str, list[Found]]] = []
        error = None
        try:
            for member in archive.members():
                if member.kind == "folder":
                    continue
                meter.count()
                groups.append((_key(member), self._member(archive, member, name, place, meter)))
                if exceeded := meter.exceeded():
                    raise exceeded
        except Exception as fault:
            error = told(fault, name)
        if error is None and (missing := archive.cut_off()):
            error = BrokenFile(
                f"{short(name)} {missing}.", "Fetch or copy it anew. What is whole in it is read."
            )
        _close(archive)
        inside = _without_doubles(groups, name, path)
        found = [entry for group in inside for entry in group]
        container = Container(
            name=name,
            format=archive.format,
            n_files=sum(len(group) == 1 and not isinstance(group[0], Container) for group in inside),
            refused=tuple(
                e.name
                for group in inside
                for e in group[:1]
                if isinstance(e, Refused) and e.reason in _BY_NAME
            ),
            path=path,
        )
        if error is not None and not _over(meter):
            found.append(Refused(name, "an archive that is not whole or too large", error, path))
        return [container, *found]

    def _member(self, archive: Archive, member: Member, name: str, place: Place, meter: Meter) -> list[Found]:
        """What a member is; with what is in it where it is an archive."""
        inner = member_name(member.name)
        full = f"{name}!/{inner}"
        path = on_this_machine(place)
        if refusal := _refusal(member, full, self.limits):
            return [Refused(short(full), _REFUSED, refusal, path)]
        if kind := file_litter(inner):
            return [Refused(full, kind, None, path)]
        if member.locked:
            locked = LockedFile(f"{short(full)} is locked with a password.", _LOCKED)
            return [Refused(full, _LOCKED_UP, locked, path)]
        if member.size is not None and not archive.format.startswith("tar."):
            meter.charge(member.size)
        here = Inside(place, member.index, member.name)
        try:
            stream = archive.open(member.index)
            head = read_some(stream, HEAD)
        except Exception as error:
            return [] if meter.exceeded() else [Refused(full, _DAMAGED, told(error, full), path)]
        kind = kind_of(head)
        if not kind:
            return [Source(full, here, self.limits)]
        size = meter.size if member.size is None else member.size
        within = Meter(short(full), size, self.limits, meter)
        return self.archive(kind, Replayed(head, stream), full, here, within)


_REFUSED: Final = "a member that is refused by its name or kind"
_LOCKED_UP: Final = "locked with a password"
_DAMAGED: Final = "cut off or damaged"
_BY_NAME: Final = frozenset({_REFUSED, _LOCKED_UP})


def _refusal(member: Member, full: str, limits: Limits) -> TertialError | None:
    """The error for a member that is not read as its name, its kind or its place forbid it."""
    fault = name_fault(member.name, limits.name_chars) or _SPECIAL.get(member.kind)
    if fault is None and member.fault:
        fault = member.fault, "Fetch the archive anew; if it stays so, do not trust it."
    if fault is None:
        return None
    return UnreadableSource(f"{short(full)} {fault[0]}, and is not read.", fault[1])


def _key(member: Member) -> str:
    """What two members have in common that would be unpacked to the same file."""
    return "/".join(part for part in member.name.replace("\\", "/").split("/") if part not in ("", "."))


def _without_doubles(
    groups: list[tuple[str, list[Found]]], name: str, path: Path | None
) -> list[list[Found]]:
    """What was found; of members with the same name none, as it can't be told which of them is meant."""
    times = Counter(key for key, _ in groups)
    kept: list[list[Found]] = []
    for key, group in groups:
        if times[key] > 1 and not (len(group) == 1 and isinstance(group[0], Refused)):
            full = short(f"{name}!/{member_name(key)}")
            error = UnreadableSource(
                f"{full} has the same name as another member, and is not read.",
                "Unpack the archive, give each a name of its own, and give the folder.",
            )
            group = [Refused(full, _REFUSED, error, path)]
        kept.append(group)
    return kept


def _over(meter: Meter) -> bool:
    """Whether an archive that it lies in has come to its limit; that one tells it."""
    return meter.outer is not None and meter.outer.exceeded() is not None


def _close(archive: Archive) -> None:
    # Of damaged bytes even closing may fail, and nothing is written.
    with suppress(Exception):
        archive.close()
