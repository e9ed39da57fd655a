"""``watch1718 backup`` and ``watch1718 restore``: everything of one world in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from watch1718 import office

Rehearsal = Annotated[bool, typer.Option("--rehearsal", help="The rehearsal's world")]


def backup(file: Annotated[Path, typer.Argument(metavar="FILE")], rehearsal: Rehearsal = False) -> None:
    """Write tables, bodies and anchors of one world into a file; any later version takes it, on any PostgreSQL.

    Example: [bold]watch1718 backup 2026-03-04.tar[/]
    """
    made = office.backup(file, rehearsal=rehearsal)
    Console(highlight=False, soft_wrap=True).print(
        f"{escape(str(file))}: {made.origin}, schema {made.schema}, {sum(made.rows.values())} rows, "
        f"{made.rows['audit']} entries of the audit"
    )


def restore(file: Annotated[Path, typer.Argument(metavar="FILE")], rehearsal: Rehearsal = False) -> None:
    """Put a backup into an empty database and verify the audit; exit 1 if it does not hold, with the gap since then.

    Example: [bold]watch1718 restore 2026-03-04.tar[/]
    """
    out = Console(highlight=False, soft_wrap=True)
    made, flaws = office.restore(file, rehearsal=rehearsal)
    out.print(
        f"restored {sum(made.rows.values())} rows as they were on {made.taken_at[:16]}; what came later is to be captured again"
    )
    for flaw in flaws:
        out.print(f"[bold red]{flaw.kind:<10}[/] {escape(flaw.where)}: {escape(flaw.what)}")
    if flaws:
        raise typer.Exit(1)
    out.print(f"[green]holds[/]  {made.rows['audit']} entries of the audit")
