"""``watch1718 lists``: the UN list in force, what waits for a person, and what was known when."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from watch1718 import bootstrap, office, steps
from watch1718.adapters.limited_parser import LimitedParser
from watch1718.adapters.list_archive import ListArchive, VersionRow
from watch1718.adapters.list_replay import read_body, read_copies, replay
from watch1718.adapters.list_store import ListStore
from watch1718.core import list_history
from watch1718.core.guard import judge
from watch1718.core.listing import WORDS, ListChange, ListedParty
from watch1718.errors import Misconfigured

AMBER, RED = timedelta(hours=24), timedelta(hours=72)
app = typer.Typer(help="The UN list: in force, held, and its history.", no_args_is_help=True)
Rehearsal = Annotated[bool, typer.Option("--rehearsal", help="The rehearsal's invented list")]
Reference = Annotated[str, typer.Argument(metavar="REF", help="A reference number, such as KPe.001")]


def _console() -> Console:
    return Console(highlight=False, soft_wrap=True)


def _archive(*, rehearsal: bool) -> ListArchive:
    return ListArchive(bootstrap.ready("rehearsal" if rehearsal else "live"))


@app.command()
def show(
    reference: Annotated[str, typer.Argument(metavar="[REF]", help="One party's record", show_default=False)] = "",
    rehearsal: Rehearsal = False,
) -> None:
    """Show the list in force with its age, and the versions that wait; or one party's record.

    Example: [bold]watch1718 lists show KPe.001[/]
    """
    out, archive = _console(), _archive(rehearsal=rehearsal)
    if reference:
        _print_party(out, _standing(archive, reference))
        return
    rows = archive.rows()
    standing = [row for row in rows if row.state == "in_force"]
    for row in standing:
        _print_in_force(out, row, office.moment(rehearsal=rehearsal) - row.verified_at)
    if not standing:
        out.print("[red]no list in force[/]: nothing is screened; run [bold]watch1718 run[/]")
    for row in rows:
        if row.state == "held":
            _print_held(out, row)


def _standing(archive: ListArchive, reference: str) -> ListedParty:
    series = archive.history_of(reference)
    found = series[-1].version.find(reference) if series else None
    if found is None:
        raise Misconfigured(
            f"no record {reference} on the list in force; `watch1718 lists history {reference}` looks back"
        )
    return found


def _print_party(out: Console, party: ListedParty) -> None:
    out.print(f"[bold]{party.reference}[/]  {escape(party.name)}")
    for name, words in WORDS.items():
        if value := party.shown(name):
            out.print(f"  [dim]{words}[/]  {escape(value)}")


def _print_in_force(out: Console, row: VersionRow, age: timedelta) -> None:
    colour = "red" if age > RED else "yellow" if age > AMBER else "green"
    out.print(
        f"[bold]in force[/]  {row.id[:12]}  generated {row.generated:%Y-%m-%d}, {row.parties} records, "
        f"{row.dprk_parties} of the DPRK, known since {row.known_from:%Y-%m-%d %H:%M}"
    )
    hours = age.total_seconds() / 3600
    out.print(f"  [{colour}]last verified {row.verified_at:%Y-%m-%d %H:%M} UTC, {hours:.0f} h ago[/]")


def _print_held(out: Console, row: VersionRow) -> None:
    out.print(
        f"[red]held[/]      {row.id[:12]}  generated {row.generated:%Y-%m-%d}, {row.parties} records, "
        f"{row.dprk_parties} of the DPRK, since {row.known_from:%Y-%m-%d %H:%M}"
    )
    for reason in row.reasons:
        out.print(f"  {escape(reason)}")
    out.print(f"  look: watch1718 lists diff {row.id[:12]}   let in: watch1718 lists release {row.id[:12]} --reason …")


@app.command()
def diff(
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="[VERSION | OLD.xml NEW.xml]", help="Default: the newest version", show_default=False),
    ] = None,
    rehearsal: Rehearsal = False,
) -> None:
    """Tell what a version changed against the list in force when it came, or what differs between two files.

    Example: [bold]watch1718 lists diff old.xml new.xml.gz[/]
    """
    out = _console()
    if what and len(what) == 2:  # noqa: PLR2004
        old, new = (LimitedParser().un_list(read_body(Path(name))) for name in what)
        decision = judge(new, old)
        _print_changes(out, decision.changes)
        for line in (*decision.reasons, *decision.notes):
            out.print(f"[red]{'held' if decision.held else 'note'}[/] {escape(line)}")
        return
    archive = _archive(rehearsal=rehearsal)
    row = archive.find(what[0]) if what else archive.newest()
    out.print(f"[bold]{row.id[:12]}[/] {row.state.replace('_', ' ')}, generated {row.generated:%Y-%m-%d}")
    store = ListStore(bootstrap.ready("rehearsal" if rehearsal else "live"))
    _print_changes(out, tuple(store.changes(row.id)))


def _print_changes(out: Console, changes: tuple[ListChange, ...]) -> None:
    for change in changes:
        out.print(f"[bold]{change.reference}[/] {change.kind}: {escape(change.what)}")
        if change.kind == "changed":
            out.print(f"  [dim]was[/] {escape(change.before) or '–'}\n  [dim]now[/] {escape(change.after) or '–'}")
    if not changes:
        out.print("no record differs")


@app.command()
def history(reference: Reference, rehearsal: Rehearsal = False) -> None:
    """Tell all that the list said of one party: since when it was so, and since when it was known here.

    Example: [bold]watch1718 lists history KPe.001[/]
    """
    intervals = list_history.history(_archive(rehearsal=rehearsal).history_of(reference), reference)
    if not intervals:
        raise Misconfigured(f"no stored version has a record {reference}")
    out = _console()
    for one in intervals:
        known_to = f"{one.known_to:%Y-%m-%d %H:%M}" if one.known_to else "now"
        out.print(f"[bold]{one.party.reference}[/] {escape(one.because)}: {escape(one.party.name)}")
        out.print(f"  valid {one.valid_from} to {one.valid_to or 'now'}")
        out.print(f"  known {one.known_from:%Y-%m-%d %H:%M} to {known_to}")


@app.command("at")
def on_day(
    day: Annotated[datetime, typer.Argument(metavar="DATE", formats=["%Y-%m-%d"], help="A UTC day, YYYY-MM-DD")],
    rehearsal: Rehearsal = False,
) -> None:
    """Tell what was known at the end of a day: the version in force then and its DPRK records.

    Example: [bold]watch1718 lists at 2026-03-04[/]
    """
    version = list_history.at(_archive(rehearsal=rehearsal).on(day.date()), day.date())
    if version is None:
        raise Misconfigured(f"no list was in force here on {day:%Y-%m-%d}")
    out = _console()
    out.print(
        f"generated {version.generated:%Y-%m-%d}, {len(version.parties)} records, {len(version.dprk)} of the DPRK"
    )
    for party in version.dprk:
        out.print(f"  {party.reference}  {escape(party.name)}")


@app.command()
def release(
    version: Annotated[str, typer.Argument(metavar="VERSION", help="The held version's id, or how it starts")],
    reason: Annotated[str, typer.Option("--reason", help="Why it may come into force")],
    rehearsal: Rehearsal = False,
) -> None:
    """Put a held version in force, in your own name. The next run screens stored documents against it.

    Where two people must decide (WATCH1718_APPROVALS_REQUIRED=2) the second gives the same command.

    Example: [bold]watch1718 lists release 3f2a --reason "The committee's note of 3 March"[/]
    """
    row = _archive(rehearsal=rehearsal).find(version)
    store = ListStore(bootstrap.ready("rehearsal" if rehearsal else "live"))
    needed, person = bootstrap.settings().approvals_required, office.person(rehearsal=rehearsal)
    people = store.release(row.id, person, reason, datetime.now(UTC), approvals=needed)
    if len(people) < needed:
        _console().print(f"proposed by {escape(person)}; another person must release {row.id[:12]}")
        return
    _console().print(f"[green]in force[/] {row.id[:12]}, released by {escape(' and '.join(people))}: {escape(reason)}")


@app.command()
def take(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A copy of the consolidated list, .xml or .xml.gz")],
    rehearsal: Rehearsal = False,
) -> None:
    """Take a copy of the list that you already have: it is judged, applied or held, and screened against.

    Example: [bold]watch1718 lists take consolidated.xml[/]
    """
    origin = "rehearsal" if rehearsal else "live"
    body = read_body(file)
    LimitedParser().un_list(body)
    bootstrap.prepare(origin)
    with bootstrap.world(origin) as world:
        steps.take_list(world, body)
        judged = steps.guard_list(world)
    with bootstrap.world(origin) as world:
        screened = steps.rescreen(world)
    said = ", ".join(name for name in ("applied", "held", "unchanged") if judged[name])
    _console().print(
        f"{file}: {said} · {screened['readings']} readings screened again, {screened['listed']} names found"
    )
    if judged["held"]:
        raise typer.Exit(1)


@app.command("replay")
def replay_folder(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Holds .xml, .xml.gz and .body files")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON row a file")] = False,
) -> None:
    """Judge stored copies of the list in the order in which they were generated, each hold approved.

    Example: [bold]watch1718 lists replay copies/ --json[/]
    """
    rows = replay(read_copies(folder))
    if as_json:
        for row in rows:
            typer.echo(json.dumps(asdict(row), ensure_ascii=False))
        return
    out = _console()
    for row in rows:
        out.print(f"{row.date or '–':10}  [bold]{row.outcome:9}[/]  {escape(row.file)}")
        if row.added or row.removed or row.changed:
            out.print(f"  {row.added} added, {row.removed} removed, {row.changed} changed")
        if row.reason:
            out.print(f"  {escape(row.reason)}")
