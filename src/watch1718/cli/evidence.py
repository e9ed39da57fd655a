"""``watch1718 evidence``: hold every quote against what was stored, hand it to an auditor."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from watch1718 import bootstrap, office, steps
from watch1718.cli.paper import paper
from watch1718.core.counts import counted

app = typer.Typer(help="What alerts rest on: check it, hand it over.", no_args_is_help=True)
Rehearsal = Annotated[bool, typer.Option("--rehearsal", help="The rehearsal's ledger")]
Alert = Annotated[str, typer.Option("--alert", metavar="A-…", help="This alert alone")]


@app.command()
def verify(alert: Alert = "", rehearsal: Rehearsal = False) -> None:
    """Cut every quote again from the stored body, or its excerpt; exit 1 and say which where one fails.

    Example: [bold]watch1718 evidence verify --alert A-7K3M9QZX2P[/]
    """
    if alert:
        office.ledger(rehearsal=rehearsal).show(alert)
    out = paper()
    origin = "rehearsal" if rehearsal else "live"
    with bootstrap.world(origin) as world:
        counts, failed = steps.verify(world, alert)
    for one in failed:
        what = one.held.value.replace("_", " ")
        out.print(f"  [red]{what}[/]  {one.alert}  {escape(one.detail)}  [dim]claim {one.claim[:12]}[/]")
    good = counts["quotes"] - counts["failed"]
    out.print(f"{good} of {counts['quotes']} quotes stand in what was stored")
    if failed:
        raise typer.Exit(1)


@app.command()
def purge(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, remove nothing")] = False,
    rehearsal: Rehearsal = False,
) -> None:
    """Remove whole bodies of sources that let us keep excerpts alone, WATCH1718_EXCERPT_DAYS after they were last captured.

    Every quote of an alert has its excerpt first; a body that a reader or a person still needs stays. Hash, size, moment
    and reason are kept for good and stand in the audit.

    Example: [bold]watch1718 evidence purge --dry-run[/]
    """
    with bootstrap.world("rehearsal" if rehearsal else "live") as world:
        counts, gone = steps.purge(world, dry_run=dry_run)
    by_source = Counter(body.source for body in gone)
    out = paper()
    for source, bodies in sorted(by_source.items()):
        out.print(f"  {source}  {counted(bodies, 'bodies')}")
    word = "would be removed" if dry_run else "removed"
    out.print(f"{counted(counts['bodies'], 'bodies')} {word}, {counts['bytes'] / 1e6:.1f} MB")


@app.command()
def export(
    to: Annotated[Path, typer.Argument(metavar="FILE.warc.gz", help="Where to write; .gz packs it")],
    alert: Alert = "",
    day: Annotated[
        datetime | None,
        typer.Option("--day", formats=["%Y-%m-%d"], help="All alerts of the edition on show for this day"),
    ] = None,
    rehearsal: Rehearsal = False,
) -> None:
    """Write captures and quotes as a WARC 1.1 file.

    Example: [bold]watch1718 evidence export shells.warc.gz --alert A-7K3M9QZX2P[/]
    """
    if bool(alert) == bool(day):
        raise typer.BadParameter("give --alert or --day")
    counts = office.export_evidence(to, alert, day.date() if day else None, rehearsal=rehearsal)
    missing = f", {counts['missing']} captures are not stored any more" if counts["missing"] else ""
    paper().print(f"{to}: {counts['captures']} captures, {counts['quotes']} quotes{missing}", soft_wrap=True)


@app.command()
def pack(
    to: Annotated[Path, typer.Argument(metavar="FILE.tar", help="Where to write")],
    first: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day")],
    last: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="The last day")],
    rehearsal: Rehearsal = False,
) -> None:
    """Write what was published from one day to another, with all that it rests on and the audit, as one tar file.

    Built again from the same database it is the same bytes.

    Example: [bold]watch1718 evidence pack march.tar --from 2026-03-01 --to 2026-03-31[/]
    """
    counts = office.pack_evidence(to, first.date(), last.date(), rehearsal=rehearsal)
    gone = f", {counted(counts['gone'], 'bodies')} not stored any more" if counts["gone"] else ""
    said = f"{counted(counts['editions'], 'editions')}, {counted(counts['files'], 'files')}{gone}"
    paper().print(f"{to}: {said}; sha256 {counts['sha256']}", soft_wrap=True)
