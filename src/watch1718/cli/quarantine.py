"""``watch1718 quarantine``: what could not be read, and what a person decides about it."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from watch1718 import bootstrap, office, steps
from watch1718.cli.paper import paper
from watch1718.core.inert import inert
from watch1718.core.quarantine import Decision, Waiting
from watch1718.errors import Quarantine

app = typer.Typer(help="What could not be read: a queue that people work.", no_args_is_help=True)
Rehearsal = Annotated[bool, typer.Option("--rehearsal", help="The rehearsal's quarantine")]
Id = Annotated[str, typer.Argument(metavar="ID", help="The record's id, or how it begins")]
Why = Annotated[str, typer.Option("--reason", help="Why; kept for good")]
PREVIEW = 1200


@app.command("list")
def show_all(
    state: Annotated[str, typer.Option("--state", help="open, retried, released, discarded or all")] = "open",
    source: Annotated[str, typer.Option("--source", help="One source alone")] = "",
    reason: Annotated[str, typer.Option("--reason", help="One reason alone, such as paywall")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many")] = 50,
    rehearsal: Rehearsal = False,
) -> None:
    """List what waits, the newest first.

    Example: [bold]watch1718 quarantine list --reason no_text[/]
    """
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("id", "since", "source", "reason", "state", "bytes", "address"):
        table.add_column(heading, no_wrap=heading != "address")
    chosen = "" if state == "all" else state
    for one in office.quarantine(rehearsal=rehearsal).list(state=chosen, source=source, reason=reason, limit=limit):
        cells = (one.source, one.reason, one.state, str(one.size), inert(one.url, 100))
        table.add_row(f"[bold]{one.short}[/]", f"{one.at:%Y-%m-%d %H:%M}", *map(escape, cells))
    paper().print(table if table.row_count else "nothing waits")


@app.command()
def show(given: Id, rehearsal: Rehearsal = False) -> None:
    """Show one record: why it was set aside, and the beginning of its bytes, harmless.

    Example: [bold]watch1718 quarantine show 3f9a01c2d4[/]
    """
    one = office.quarantine(rehearsal=rehearsal).get(given)
    out = paper()
    out.print(f"[bold]{one.short}[/]  {escape(one.reason)}  [dim]{one.state}[/]")
    for name, value in (
        ("why", one.detail),
        ("source", one.source),
        ("address", one.url),
        ("since", f"{one.at:%Y-%m-%d %H:%M} UTC"),
        ("type", one.content_type),
        ("body", f"{one.size} bytes, {one.blob}" if one.blob else "none kept"),
    ):
        out.print(f"  {name:<8} {escape(inert(value, 400))}", soft_wrap=True)
    for line in one.decisions:
        out.print(f"  decided  {escape(inert(line))}")
    if one.blob:
        out.print("[dim]how it begins[/]")
        out.print(escape(_preview(one)), soft_wrap=True)


def _preview(one: Waiting) -> str:
    try:
        body = bootstrap.bodies().get(one.blob)
    except (KeyError, Quarantine) as gone:
        return f"the body cannot be shown: {gone}"
    head = body[: 4 * PREVIEW].decode("utf-8", "backslashreplace")
    return "\n".join(inert(line, 200) for line in head[:PREVIEW].splitlines() if line.strip())


@app.command()
def retry(given: Id, reason: Why = "read again with this version", rehearsal: Rehearsal = False) -> None:
    """Read a record again, with today's parsers.

    Example: [bold]watch1718 quarantine retry 3f9a01c2d4[/]
    """
    _decide(given, Decision.RETRY, reason, rehearsal=rehearsal)


@app.command()
def release(given: Id, reason: Why, rehearsal: Rehearsal = False) -> None:
    """Read a page that was taken for a wall, a login or a challenge: a person saw that it is a story.

    Example: [bold]watch1718 quarantine release 3f9a01c2d4 --reason "short, but the whole report"[/]
    """
    _decide(given, Decision.RELEASE, reason, rehearsal=rehearsal)


@app.command()
def discard(given: Id, reason: Why, rehearsal: Rehearsal = False) -> None:
    """Lay a record aside for good; its bytes stay.

    Example: [bold]watch1718 quarantine discard 3f9a01c2d4 --reason "a cookie notice"[/]
    """
    _decide(given, Decision.DISCARD, reason, rehearsal=rehearsal)


def _decide(given: str, decision: Decision, reason: str, *, rehearsal: bool) -> None:
    store = office.quarantine(rehearsal=rehearsal)
    made = store.decide(given, decision, reason, office.person(rehearsal=rehearsal), bootstrap.now())
    out = paper()
    if decision is not Decision.DISCARD:
        with bootstrap.world("rehearsal" if rehearsal else "live") as world:
            for step in (steps.read, steps.match, steps.fold):
                step(world)
        made = store.get(made.id)
    again = made.state == "open"
    words = f"still cannot be read: {inert(made.reason)} {inert(made.detail, 200)}" if again else made.state
    out.print(f"{made.short}  {escape(words)}")
    if again:
        raise typer.Exit(1)
