"""Evidence: cut excerpts where a licence asks for them, and every quote again from what was stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from watch1718.core.cited import Checked, Cited, Excerpt, Held, Spent
from watch1718.core.source import EvidenceLevel
from watch1718.errors import Quarantine
from watch1718.ports import World
from watch1718.steps.read import document_of
from watch1718.steps.recorded import BATCH, Counts, recorded

MOST_LISTED = 1_000_000  # bodies that a dry run names


def keep_excerpts(world: World) -> int:
    """Keep an excerpt of every alert's quote whose source lets us keep no more than that; how many were new."""
    waiting = world.evidence.without_excerpt()
    for cited in waiting:
        words, start, end = cited.cut()
        blob = world.bodies.put(words.encode("utf-8"))
        world.evidence.keep(Excerpt(cited.claim, blob, start, end, cited.snapshot.blob or ""))
    return len(waiting)


def purge(world: World, *, dry_run: bool = False) -> tuple[Counts, Sequence[Spent]]:
    """Remove whole bodies whose source lets us keep excerpts alone, once their days are over; hash and reason stay.

    Excerpts are kept first. Killed anywhere it ends as if it had not been: a body without its row is taken up again.
    """
    with recorded(world, "purge") as counts:
        counts.update(excerpts=keep_excerpts(world), bodies=0, bytes=0)
        now = world.clock.now()
        before = now - timedelta(days=world.excerpt_days)
        gone: list[Spent] = []
        while batch := world.evidence.spent(before, BATCH if not dry_run else MOST_LISTED):
            if not dry_run:
                for body in batch:
                    world.bodies.drop(body.blob)
                reason = f"its licence allows excerpts; whole bodies are kept {world.excerpt_days} days"
                world.evidence.purged(batch, before, reason, "watch1718", now)
            gone += batch
            counts["bodies"] = len(gone)
            counts["bytes"] = sum(body.size for body in gone)
            if dry_run:
                break
        return counts, gone


def verify(world: World, alert: str = "", *, unchecked: bool = False) -> tuple[Counts, Sequence[Checked]]:
    """Cut every quote again, of all alerts or of one; ``unchecked`` takes those alone that never were.

    Gives counts and the checks that failed.
    """
    with recorded(world, "verify") as counts:
        counts.update(quotes=0, failed=0)
        failed = []
        for checked in _checks(world, alert, unchecked=unchecked):
            counts["quotes"] += 1
            if not checked.held.is_good:
                failed.append(checked)
        counts["failed"] = len(failed)
        return counts, failed


def _checks(world: World, alert: str, *, unchecked: bool) -> Iterator[Checked]:
    for one in world.evidence.alerts(alert, unchecked=unchecked):
        made = [_check(world, cited) for cited in world.evidence.cited([one])]
        world.evidence.checked(made, world.clock.now())
        yield from made


def _check(world: World, cited: Cited) -> Checked:
    held = cited.hold_stored()
    if held is Held.HOLDS and cited.level is EvidenceLevel.EXCERPT:
        held = _hold_excerpt(world, cited)
    if held is not Held.HOLDS:
        return Checked(cited.alert, cited.claim, held, cited.document)
    held, detail = _hold_body(world, cited)
    if held is Held.BODY_GONE and cited.level is EvidenceLevel.EXCERPT:
        held = Held.HOLDS  # the excerpt stands for it
    return Checked(cited.alert, cited.claim, held, detail or cited.document)


def _hold_excerpt(world: World, cited: Cited) -> Held:
    if cited.excerpt is None:
        return Held.EXCERPT_GONE
    try:
        words = world.bodies.get(cited.excerpt.blob).decode("utf-8")
    except KeyError:
        return Held.EXCERPT_GONE
    except (Quarantine, UnicodeDecodeError):
        return Held.EXCERPT_DAMAGED
    same = words[cited.excerpt.start : cited.excerpt.end] == cited.quote
    return Held.HOLDS if same else Held.EXCERPT_DAMAGED


def _hold_body(world: World, cited: Cited) -> tuple[Held, str]:
    try:
        body = world.bodies.get(cited.snapshot.blob or "")
    except KeyError:
        return Held.BODY_GONE, ""
    except Quarantine as damaged:
        return Held.BODY_DAMAGED, damaged.detail
    try:
        return cited.hold_read(document_of(world, cited.snapshot, body).full_text), ""
    except Quarantine as fault:
        return Held.BODY_UNREADABLE, str(fault)
