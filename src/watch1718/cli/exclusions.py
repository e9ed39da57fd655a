"""``watch1718 exclusions``: what is left out of digests and sorted last, until when and why."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from watch1718 import bootstrap, office
from watch1718.cli.paper import paper
from watch1718.core.exclusion import Exclusion, Scope

app = typer.Typer(
    help="What is left out of digests and sorted last, until when and why. Nothing is hidden by it.",
    no_args_is_help=True,
)
Rehearsal = Annotated[bool, typer.Option("--rehearsal", help="The rehearsal's database")]


@app.command()
def add(
    until: Annotated[
        datetime, typer.Option("--until", formats=["%Y-%m-%d"], help="Its last day, within twelve months")
    ],
    reason: Annotated[str, typer.Option("--reason", help="Why; kept for good")],
    publisher: Annotated[str, typer.Option("--publisher", help="Alerts behind which nobody else stands")] = "",
    category: Annotated[str, typer.Option("--category", help="Alerts of this category")] = "",
    parties: Annotated[
        tuple[str, str], typer.Option("--parties", help="Who provides and who receives: ISO codes or party ids")
    ] = ("", ""),
    goods: Annotated[str, typer.Option("--goods", help="Alerts of this class of goods alone")] = "",
    alert: Annotated[str, typer.Option("--alert", metavar="A-…", help="One alert")] = "",
    rehearsal: Rehearsal = False,
) -> None:
    """Leave alerts out of the digest and sort them last for a time; more than one option narrows it.

    It holds for editions that close after it was made. Where two people must decide
    (WATCH1718_APPROVALS_REQUIRED=2) the second gives the same scope and end.

    Example: [bold]watch1718 exclusions add --publisher "Harbour Wire" --category coal --until 2026-06-30 --reason "old photographs"[/]
    """
    scope = Scope(publisher, category, _side(parties[0]), _side(parties[1]), goods, alert)
    person, needed = office.person(rehearsal=rehearsal), bootstrap.settings().approvals_required
    store = office.exclusions(rehearsal=rehearsal)
    made = store.add(scope, until.date(), reason, person, bootstrap.now(), approvals=needed)
    out = Console(highlight=False, soft_wrap=True)
    if made is None:
        out.print(
            f"{escape(scope.words)}: proposed by {escape(person)}; another person must give the same scope and end"
        )
        return
    out.print(f"{escape(scope.words)}: left out by {escape(made.words)}")


def _side(given: str) -> str:
    """An ISO code in capitals; an id as it is."""
    return given if ":" in given else given.upper()


@app.command("list")
def show_all(
    every: Annotated[bool, typer.Option("--all", help="Also those that ended or were lifted")] = False,
    rehearsal: Rehearsal = False,
) -> None:
    """List the exclusions that stand, the one that ends first on top.

    Example: [bold]watch1718 exclusions list --all[/]
    """
    now = bootstrap.now()
    found = [one for one in office.exclusions(rehearsal=rehearsal).list() if every or one.stands(now)]
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("id", "left out", "until", "why", "by"):
        table.add_column(heading, no_wrap=heading in {"id", "until"})
    for one in sorted(found, key=lambda one: (not one.stands(now), one.until, one.id)):
        cells = (one.id, one.scope.words, _until(one, now), _why(one), f"{one.actor}, {one.at:%Y-%m-%d}")
        table.add_row(*map(escape, cells))
    nothing = "nothing was ever left out" if every else "nothing is left out"
    paper().print(table if table.row_count else nothing)


def _until(one: Exclusion, now: datetime) -> str:
    if one.lifted is not None:
        return f"lifted {one.lifted.at:%Y-%m-%d}"
    if now.astimezone(UTC).date() > one.until:
        return f"ended {one.until}"
    return f"{one.until}{', soon' if one.ends_soon(now) else ''}"


def _why(one: Exclusion) -> str:
    return one.reason if one.lifted is None else f"{one.reason}; lifted by {one.lifted.actor}: {one.lifted.reason}"


@app.command()
def lift(
    exclusion: Annotated[str, typer.Argument(metavar="X-…", help="The exclusion's id")],
    reason: Annotated[str, typer.Option("--reason", help="Why; kept for good")],
    rehearsal: Rehearsal = False,
) -> None:
    """End an exclusion before its day. One person is enough: it only shows more.

    Example: [bold]watch1718 exclusions lift X-7K3M9QZX --reason "its desk corrected itself"[/]
    """
    store, person = office.exclusions(rehearsal=rehearsal), office.person(rehearsal=rehearsal)
    made = store.lift(exclusion, reason, person, bootstrap.now())
    Console(highlight=False, soft_wrap=True).print(
        f"{made.id} lifted by {escape(person)}: {escape(made.scope.words)} stands in its own place again"
    )
