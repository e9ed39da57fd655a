"""Notices: one digest an edition, and what must be told at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from watch1718.core.counts import counted

SHOWN = 20
TELLING = ("new", "climbed", "contradicted", "corroborated", "weakened", "late")


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told; ``key`` keeps it from being told twice on one channel."""

    key: str
    subject: str
    text: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One alert as a digest names it."""

    alert: str
    change: str
    severity: int
    credibility: str
    reason: str
    difference: str


@dataclass(frozen=True, slots=True)
class Told:
    """An edition as a digest tells it: its attestation in words, its alerts, how many of them touch customers.

    ``excluded`` counts the alerts that exclusions leave out of ``lines``.
    """

    edition: str
    state: str
    proof: str
    lines: Sequence[Line]
    hits: int = 0
    excluded: int = 0


def digest(origin: str, told: Told, flag: str = "") -> Notice:
    """Tell an edition: whether it can be believed, what changed, the weightiest first; never one notice an article.

    An edition that is BLIND is urgent whatever it holds.
    """
    changed = [line for line in told.lines if line.change in TELLING]
    counts = Counter(line.change for line in changed)
    what = ", ".join(f"{counts[change]} {change}" for change in TELLING if counts[change]) or "nothing changed"
    what += f", {told.excluded} left out" if told.excluded else ""
    head = [f"{'INVENTED NEWS of a rehearsal. ' if origin == 'rehearsal' else ''}{told.state}. {told.proof}", ""]
    if told.hits:
        touch = "1 of them touches" if told.hits == 1 else f"{told.hits} of them touch"
        head += [f"{touch} your customers: watch1718 exposure hits{flag}", ""]
    body = [said for line in changed[:SHOWN] for said in _told(line)]
    more = [f"… and {len(changed) - SHOWN} more"] if len(changed) > SHOWN else []
    day = told.edition.partition("/")[0]
    left_out = counted(told.excluded, "alerts")
    foot = ["", f"{left_out} left out by exclusion: watch1718 exclusions list{flag}"] if told.excluded else []
    foot += ["", f"All of it: watch1718 report --day {day}{flag}"]
    subject = f"watch1718 {origin} {told.edition}: {'BLIND, ' if told.state == 'BLIND' else ''}{what}"
    return Notice(
        f"edition:{told.edition}", subject, "\n".join([*head, *body, *more, *foot]) + "\n", told.state == "BLIND"
    )


def _told(line: Line) -> list[str]:
    said = [f"{line.change}  severity {line.severity}  {line.credibility}  {line.alert}", f"  {line.reason}"]
    return [*said, f"  {line.difference}"] if line.difference else said


def held(origin: str, version: str, reasons: str, flag: str = "") -> Notice:
    """Tell that a version of the UN list is held back and the last good one stays in force."""
    text = f"{reasons}\n\nThe last good version stays in force. Look at it: watch1718 lists show {version[:12]}{flag}\n"
    return Notice(f"held:{version}", f"watch1718 {origin}: UN list {version[:12]} is HELD", text, urgent=True)


def hasty(origin: str, actor: str, count: int, day: date, flag: str = "") -> Notice:
    """Tell that somebody laid more alerts aside in a day than can be read in one."""
    text = (
        f"{actor} called {count} alerts false positives within a day. Look at a sample: watch1718 alerts list{flag}\n"
    )
    return Notice(f"hasty:{actor}:{day}", f"watch1718 {origin}: {count} FALSE POSITIVES by {actor}", text, urgent=True)


def missing(origin: str, day: date, flag: str = "") -> Notice:
    """Tell that a day has no edition by the hour at which it should."""
    text = f"No edition of {day} is published. What is wrong: watch1718 status{flag}\n"
    return Notice(f"missing:{day}", f"watch1718 {origin}: NO EDITION of {day}", text, urgent=True)
