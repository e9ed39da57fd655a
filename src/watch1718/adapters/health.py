"""Signs of health for the operator: what is red, since when, and what to type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, func, select, text

from watch1718.adapters import tables as t
from watch1718.adapters.day_rows import source_lines
from watch1718.adapters.exclusions import all_made
from watch1718.adapters.haste import hasty
from watch1718.core.attestation import SourceLine, SourceState
from watch1718.core.day import Window

AMBER_LIST, RED_LIST = timedelta(hours=24), timedelta(hours=72)
FAILED_RUNS = 5
ONE_DAY = timedelta(hours=24)
NAMED = 3


@dataclass(frozen=True, slots=True)
class Sign:
    """One line of status. ``light`` is green, amber or red; ``command`` is what helps."""

    light: str
    what: str
    since: datetime | None = None
    command: str = ""


def signs(engine: Engine, now: datetime, flag: str = "") -> list[Sign]:
    """Look at list, sources, editions, quarantine and steps; ``flag`` is added to commands of a rehearsal."""
    with engine.connect() as connection:
        found = [
            _list(connection, now),
            *_held(connection, flag),
            *_sources(connection, now, flag),
            *_editions(connection, flag),
            *_quarantine(connection, flag),
            *_steps(connection),
            *_haste(connection, now, flag),
            *_adoption(connection, flag),
            *_exclusions(connection, now, flag),
        ]
    return sorted(found, key=lambda sign: ("red", "amber", "green").index(sign.light))


def _list(connection: Connection, now: datetime) -> Sign:
    table = t.list_version
    verified = connection.scalar(select(table.c.verified_at).where(table.c.state == "in_force"))
    if verified is None:
        return Sign("red", "no UN list was ever accepted: listed parties are not found", command="watch1718 run --live")
    age = now - verified
    light = "green" if age < AMBER_LIST else "amber" if age < RED_LIST else "red"
    hours = int(age.total_seconds() // 3600)
    return Sign(light, f"UN list last verified {hours} h ago", verified, "watch1718 run --live")


def _held(connection: Connection, flag: str) -> Iterator[Sign]:
    table = t.list_version
    for row in connection.execute(select(table).where(table.c.state == "held")).mappings():
        command = f"watch1718 lists release {row['id'][:12]} --reason …{flag}"
        yield Sign("red", f"UN list version {row['id'][:12]} is held: {row['reasons']}", row["known_from"], command)


def _sources(connection: Connection, now: datetime, flag: str) -> Iterator[Sign]:
    """How each expected source stands now; those that stand alike for one reason share a line."""
    of = Window(now.date(), now - ONE_DAY, now + timedelta(seconds=1))
    lines = [line for line in source_lines(connection, of) if line.day.expected and line.state is not SourceState.HELD]
    alike: dict[tuple[SourceState, str], list[SourceLine]] = {}
    for line in lines:
        alike.setdefault((line.state, _why(line)), []).append(line)
    for (state, why), group in alike.items():
        if why:
            yield _sign(state, why, group, flag)
    well = sum(not _why(line) for line in lines)
    yield Sign("green", f"{well} of {len(lines)} sources are as they should be")


def _why(line: SourceLine) -> str:
    """What is not as it should be; empty where all is well."""
    if line.state is SourceState.LATE:
        return "not asked for a day" if line.day.last_read_at else "never asked"
    if line.state is SourceState.FRESH:
        unusual = line.day.gaps or line.day.items > line.day.max_items
        return line.reason.partition("; ")[2] if unusual else ""
    return line.reason


def _sign(state: SourceState, why: str, group: Sequence[SourceLine], flag: str) -> Sign:
    ids = [line.day.id for line in group]
    named = ", ".join(ids[:NAMED]) + (f" and {len(ids) - NAMED} more" if len(ids) > NAMED else "")
    read = [line.day.last_read_at for line in group if line.day.last_read_at]
    light = "red" if state in {SourceState.FAILING, SourceState.BLOCKED} else "amber"
    what = f"source {named} is {state}" if len(ids) == 1 else f"{len(ids)} sources are {state}"
    listed = "" if len(ids) == 1 else f" ({named})"
    only = f" --source {ids[0]}" if len(ids) == 1 and not flag else ""
    command = f"watch1718 run {flag.strip() or '--live'}{only}"
    return Sign(light, f"{what}: {why}{listed}", min(read, default=None), command)


def _editions(connection: Connection, flag: str) -> Iterator[Sign]:
    edition = t.edition
    newest = connection.execute(select(edition).order_by(edition.c.built_at.desc()).limit(1)).mappings().one_or_none()
    if newest is None:
        yield Sign("red", "no edition was ever published", command="watch1718 run")
        return
    if newest["state"] == "failed":
        why = _failures(connection, newest["id"])
        command = f"watch1718 report{flag}   (docs/runbooks/gate_failed.md)"
        yield Sign("red", f"edition {newest['id']} failed its checks: {why}", newest["built_at"], command)
    shown = connection.scalar(select(t.current_edition.c.edition).order_by(t.current_edition.c.day.desc()).limit(1))
    if shown:
        proof = t.attestation
        row = connection.execute(select(proof).where(proof.c.edition == shown)).mappings().one()
        light = {"COMPLETE": "green", "PARTIAL": "amber", "BLIND": "red"}[row["state"]]
        yield Sign(
            light, f"edition {shown} is on show: {row['state']}. {row['reason']}", command=f"watch1718 report{flag}"
        )


def _failures(connection: Connection, edition: str) -> str:
    table = t.gate_result
    query = select(table.c.meaning).where(table.c.edition == edition, ~table.c.success, table.c.severity == "fail")
    return "; ".join(connection.scalars(query.order_by(table.c.ordinal)))


def _quarantine(connection: Connection, flag: str) -> Iterator[Sign]:
    table = t.quarantine
    ours = table.c.reason == "reader_fault"
    count_since = select(func.count(), func.min(table.c.at), func.min(table.c.detail)).where(table.c.state == "open")
    count, since, where = connection.execute(count_since.where(ours)).one()
    if count:
        said = f"{count} texts were set aside by a fault of the reader, read again by its next version: {where}"
        yield Sign("amber", said, since, "select * from published.not_alerts   (and report the fault)")
    count, since, _ = connection.execute(count_since.where(~ours)).one()
    if count:
        yield Sign("amber", f"{count} records wait in quarantine", since, f"watch1718 quarantine list{flag}")


def _haste(connection: Connection, now: datetime, flag: str) -> Iterator[Sign]:
    """People who laid more alerts aside in a day than can be read in one."""
    for one in hasty(connection, now):
        said = f"{one.actor} called {one.count} alerts false positives within a day: have somebody look at a sample"
        yield Sign("amber", said, one.since, f"watch1718 alerts list{flag}")


def _adoption(connection: Connection, flag: str) -> Iterator[Sign]:
    """Documents that an older reader has read, where the one at work was not adopted."""
    known, version = t.knowledge_version.c, t.document_version.c
    at_work = select(known.version).where(known.kind == "reader").order_by(known.sequence.desc()).limit(1)
    reader = connection.scalar(at_work)
    if reader is None or connection.scalar(select(t.adoption.c.at).where(t.adoption.c.reader_version == reader)):
        return
    stale = connection.scalar(select(func.count()).where(_neither(version.read_by, "", reader)))
    if stale:
        said = f"{stale} documents were read with older knowledge than this version's"
        yield Sign("amber", said, command=f"watch1718 adopt --dry-run{flag}")


def _exclusions(connection: Connection, now: datetime, flag: str) -> Iterator[Sign]:
    """What is left out and soon no more: it will stand among the alerts again, unless somebody excludes it again."""
    soon = [one for one in all_made(connection) if one.ends_soon(now)]
    for one in sorted(soon, key=lambda one: (one.until, one.id)):
        said = f"exclusion {one.id} ({one.scope.words}) ends on {one.until}: {one.reason}"
        yield Sign("amber", said, one.at, f"watch1718 exclusions list{flag}")


def _neither(column: Any, low: str, high: str) -> Any:
    """Hold a column against being one of two values, in a way that an index can answer."""
    return ((column > low) & (column < high)) | (column > high)


NEWEST_RUNS = text(
    """
    with recursive known(step) as (
      (select step from ledger.step_run order by step limit 1)
      union all
      select (select step from ledger.step_run where step > known.step order by step limit 1)
      from known where known.step is not null
    )
    select run.step, run.detail, run.started_at
    from known
    cross join lateral (
      select * from ledger.step_run where step = known.step order by started_at desc, id limit 1
    ) run
    where run.outcome = 'failed' order by run.started_at desc limit :most
    """
)


def _steps(connection: Connection) -> Iterator[Sign]:
    """A step whose newest run failed; an older failure that a good run followed is history."""
    for row in connection.execute(NEWEST_RUNS, {"most": FAILED_RUNS}).mappings():
        yield Sign("red", f"step {row['step']} failed: {row['detail']}", row["started_at"], "watch1718 run")
