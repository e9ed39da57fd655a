"""``watch1718 run``: the main job. Rehearse on invented news, look at the live sources, or read the user's own documents."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from watch1718 import bootstrap, office, steps
from watch1718.core.counts import counted, summary
from watch1718.core.source import SourceKind
from watch1718.errors import GateFailed, Quarantine
from watch1718.newsroom import DAYS, NAME, Day, Newsroom
from watch1718.ports import World

NO_NETWORK = ("resolve", "connect", "proxy")
DAGS = ("un_list", "capture", "read_and_match", "publish")


def run(
    rehearsal: Annotated[bool, typer.Option("--rehearsal", help="The invented newsroom alone")] = False,
    live: Annotated[bool, typer.Option("--live", help="The live sources alone")] = False,
    day: Annotated[str | None, typer.Option("--day", help="Publish this day's edition (YYYY-MM-DD)")] = None,
    source: Annotated[list[str] | None, typer.Option("--source", help="Ask this source alone; may be repeated")] = None,
    own: Annotated[
        list[Path] | None, typer.Option("--from", help="Read these documents instead of asking sources")
    ] = None,
    skim: Annotated[
        bool, typer.Option("--skim", help="With --from: leave out web pages that do not name the DPRK, unparsed")
    ] = False,
    more: Annotated[
        list[Path] | None, typer.Argument(help="Further paths for --from", metavar="[PATH…]", show_default=False)
    ] = None,
) -> None:
    """Capture, read, match, fold and publish; ends with the day's table.

    Without options: the rehearsal, then the live sources (watched folders alone where OFFLINE=1 is set).

    Example: [bold]watch1718 run[/]   ·   [bold]watch1718 run --live --source un_press[/]   ·   [bold]watch1718 run --from articles.jsonl pages/[/]
    """
    out = Console(highlight=False)
    if skim and not own:
        raise typer.BadParameter("--skim goes with --from")
    if more and not own:
        raise typer.BadParameter(f"{more[0]}: paths go with --from")
    _agree(rehearsal and not live, own, day, source)
    if own:
        _finish(_run_own(out, [*own, *(more or [])], skim=skim))
        return
    both = not rehearsal and not live
    failed = 0
    if rehearsal or both:
        failed += _rehearse(out)
    if live or both:
        failed += _look(out, day, source or [])
    _what_next(out, rehearsal=rehearsal or both)
    _finish(failed)


def _finish(failed: int) -> None:
    if failed:
        raise typer.Exit(1)


def _agree(rehearsal: bool, own: Sequence[Path] | None, day: str | None, sources: Sequence[str] | None) -> None:
    """Refuse what does not go together, and names that nobody knows, before anything has begun."""
    if own and (rehearsal or day or sources):
        raise typer.BadParameter("--from goes into the live database alone, without --rehearsal, --day and --source")
    if rehearsal and (day or sources):
        raise typer.BadParameter("--day and --source are for the live sources; the rehearsal plays its own days")
    if day:
        _real(day)
    known = {source.id for source in bootstrap.sources(rehearsal=False)} if sources else set()
    if wrong := [one for one in sources or () if one not in known]:
        raise typer.BadParameter(f"--source {wrong[0]}: no such source; known are {', '.join(sorted(known))}")


def _real(day: str) -> None:
    try:
        written = date.fromisoformat(day).isoformat()
    except ValueError:
        written = ""
    if written != day:
        raise typer.BadParameter(f"--day {day}: write it as YYYY-MM-DD")


def _rehearse(out: Console) -> int:
    from watch1718.airflow import runner

    bootstrap.prepare("rehearsal")
    out.print("[bold]REHEARSAL[/] · invented news · three days of 11 sources on this machine")
    failed = 0
    with Newsroom(DAYS[0], base_url=NAME) as room:
        for one in _days_to_play():
            room.turn_to(one)
            conf = {"origin": "rehearsal", "newsroom": room.url, "now": one.now.isoformat()}
            closing = {**conf, "now": one.cut_off.isoformat(), "day": one.edition.isoformat()}
            dags = [(name, closing if name == "publish" else conf) for name in DAGS]
            say = _progress(out, str(one))
            ran = runner.run(dags, bootstrap.settings().home, bootstrap.server_address(), say)
            failed += sum(bool(dag.failure) for dag in ran)
    office.print_edition(out, DAYS[-1].edition, rehearsal=True)
    return failed


def _days_to_play() -> Sequence[Day]:
    """The days without an edition; a run that was ended takes up the day it stopped in. The last day is always played."""
    done = office.editions(rehearsal=True).days_on_show()
    return [day for day in DAYS if day.edition not in done] or DAYS[-1:]


def _look(out: Console, day: str | None, sources: Sequence[str]) -> int:
    from watch1718.airflow import runner

    bootstrap.prepare("live")
    here = bootstrap.settings()
    folders = _folders(sources)
    if here.offline and not folders:
        out.print("[bold]LIVE[/] · left out (OFFLINE is set)")
        return 0
    until = datetime.now(UTC) + timedelta(seconds=here.live_seconds)
    conf: dict[str, Any] = {"origin": "live", "until": until.isoformat()}
    dags = [
        ("un_list", conf),
        ("capture", {**conf, "sources": list(sources)}),
        ("read_and_match", {"origin": "live"}),
        ("publish", {"origin": "live", "day": day or office.open_day().isoformat()}),
    ]
    named = f"watched folders alone (OFFLINE is set): {', '.join(folders)}"
    out.print(f"[bold]LIVE[/] · {named if here.offline else 'real sources, one polite request each'}")
    ran = runner.run(dags, here.home, bootstrap.server_address(), _progress(out, "live"))
    if unreached := _unreached([row for dag in ran for row in dag.values.get("capture_source", ())]):
        out.print(f"  no network: none of {unreached} sources could be reached; the day is BLIND until one can")
    office.print_edition(out, office.open_day(), rehearsal=False)
    return sum(bool(dag.failure) for dag in ran if dag.name != "capture")


def _folders(named: Sequence[str]) -> list[str]:
    """The watched folders among the sources named, or among those that are on: they need no network."""
    chosen = [one for one in bootstrap.sources() if (one.id in named if named else one.on)]
    return [one.id for one in chosen if one.kind is SourceKind.FOLDER]


def _unreached(rows: Sequence[dict[str, Any]]) -> int:
    """How many sources were asked, where not one of them could be reached."""
    away = [row for row in rows if row["reason"] in NO_NETWORK]
    return len(away) if len(away) == len(rows) else 0


def _progress(out: Console, label: str) -> Any:
    def say(line: str) -> None:
        out.print(f"  [dim]{label}[/]  {escape(line)}", no_wrap=True, overflow="ellipsis")

    return say


def _run_own(out: Console, paths: list[Path], *, skim: bool) -> int:
    bad, passed = list[Quarantine](), list[int]()
    skimming = bootstrap.skim(passed.append) if skim else None
    bootstrap.prepare("live")
    say = _progress(out, "own")
    with bootstrap.world("live") as world:
        documents = (one for path in paths for one in bootstrap.documents_from(path, on_bad=bad.append, skim=skimming))
        say(f"take · {summary(steps.take(world, documents))}")
        if passed:
            say(f"skim · {counted(sum(passed), 'pages')} without a name of the DPRK left unparsed")
        say(f"read · {summary(steps.read(world))}")
        say(f"match · {summary(steps.match(world))}")
        say(f"fold · {summary(steps.fold(world))}")
        failed = _publish(out, world, say)
    for fault in bad:
        out.print(f"  [yellow]not read[/] {escape(str(fault))}")
    office.print_edition(out, office.open_day(), rehearsal=False)
    _what_next(out, rehearsal=False)
    return failed + len(bad)


def _publish(out: Console, world: World, say: Any) -> bool:
    try:
        for edition in steps.attest_and_build(world, office.open_day().isoformat()):
            say(f"gate · {summary(steps.gate(world, edition))}")
            say(f"publish · {steps.publish(world, edition)}")
    except GateFailed as failure:
        out.print(f"  [red]not published[/] {escape(str(failure))}")
        return True
    return False


def _what_next(out: Console, *, rehearsal: bool) -> None:
    flag = " --rehearsal" if rehearsal else ""
    me = "watch1718" if shutil.which("watch1718") else os.path.relpath(sys.argv[0])
    lines = (
        f"report   {me} report{flag} --open",
        f'SQL      psql "$({me} db url{flag} --role dashboard)"   then: table published.daily_alerts;',
        f"next     {me} run --from YOUR_FILES…   ·   {me} status   ·   make airflow",
    )
    for line in lines:
        out.print(line, style="dim", soft_wrap=True)
