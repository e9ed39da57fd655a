"""``watch1718 audit``: who decided what, and whether anybody changed it since."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from watch1718 import office

app = typer.Typer(help="The chain of decisions.", no_args_is_help=True)
Rehearsal = Annotated[bool, typer.Option("--rehearsal", help="The rehearsal's audit")]


@app.command()
def verify(rehearsal: Rehearsal = False) -> None:
    """Find what was altered, deleted, inserted, moved or cut off since it was decided; exit 1 if anything was.

    Example: [bold]watch1718 audit verify[/]
    """
    out, store = Console(highlight=False, soft_wrap=True), office.audit(rehearsal=rehearsal)
    flaws = store.verify()
    for flaw in flaws:
        out.print(f"[bold red]{flaw.kind:<10}[/] {escape(flaw.where)}: {escape(flaw.what)}")
    if flaws:
        raise typer.Exit(1)
    out.print(f"[green]holds[/]  {store.length()} entries, {store.anchored()} anchors in {escape(str(store.anchors))}")
