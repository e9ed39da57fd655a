"""Replay stored copies of the UN list through the guard, each hold approved before the next."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from watch1718.adapters.limited_parser import LimitedParser
from watch1718.core.guard import judge
from watch1718.core.listing import ListVersion, touched
from watch1718.errors import Misconfigured, Quarantine

ENDINGS = (".xml.gz", ".xml", ".body")


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the guard said of one file. ``outcome``: accepted, unchanged or held; counts are records."""

    file: str
    date: str
    outcome: str
    reason: str
    added: int = 0
    removed: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Copies:
    """The stored copies of a folder: versions with their names by ``dateGenerated``, and what is no list."""

    versions: tuple[tuple[str, ListVersion], ...]
    faults: tuple[Replayed, ...]


def read_copies(folder: Path) -> Copies:
    """Parse every copy in a folder. Raises Misconfigured where it holds none."""
    paths = sorted(path for path in folder.rglob("*") if path.name.endswith(ENDINGS))
    if not paths:
        raise Misconfigured(f"{folder}: no file ends in {', '.join(ENDINGS)}")
    parser, faults = LimitedParser(), list[Replayed]()
    versions: list[tuple[str, ListVersion]] = []
    for path in paths:
        name = path.relative_to(folder).as_posix()
        try:
            versions.append((name, parser.un_list(read_body(path))))
        except Quarantine as fault:
            faults.append(Replayed(name, "", "held", str(fault)))
    return Copies(tuple(sorted(versions, key=_order)), tuple(faults))


def replay(copies: Copies) -> tuple[Replayed, ...]:
    """Judge every copy; what is not the list at all comes first."""
    return (*copies.faults, *_judged(copies.versions))


def read_body(path: Path) -> bytes:
    """A stored copy's bytes, unpacked. Raises Misconfigured where there is no such file."""
    if not path.is_file():
        raise Misconfigured(f"{path}: no such file")
    body = path.read_bytes()
    if not path.name.endswith(".gz"):
        return body
    try:
        return gzip.decompress(body)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise Quarantine("truncated", f"the packed file is damaged: {error}") from None


def _order(copy: tuple[str, ListVersion]) -> tuple[datetime, int, str]:
    name, version = copy
    return version.generated, -len(version.parties), name


def _judged(versions: Iterable[tuple[str, ListVersion]]) -> Iterator[Replayed]:
    last: ListVersion | None = None
    for name, version in versions:
        decision = judge(version, last)
        outcome = "held" if decision.held else "unchanged" if decision.unchanged else "accepted"
        counts = (
            len(touched(decision.changes, *kinds))
            for kinds in (("added",), ("removed",), ("changed", "renamed", "renumbered"))
        )
        reason = "; ".join(decision.reasons or decision.notes)
        yield Replayed(name, f"{version.generated:%Y-%m-%d}", outcome, reason, *counts)
        last = version
