"""``watch1718 sources``: who is read, how often, and how reliable they are held to be."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from watch1718 import bootstrap
from watch1718.cli.paper import paper

WIDEST = 18  # columns that an id must have: it is what a person types
app = typer.Typer(help="Who is read.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Who is read: declared in a folder each."""


@app.command("list")
def show(
    rehearsal: Annotated[bool, typer.Option("--rehearsal", help="The invented sources of the rehearsal")] = False,
) -> None:
    """List the declared sources.

    Example: [bold]watch1718 sources list[/]
    """
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("source", "on", "publisher", "grade", "interest", "lang", "kind", "every", "kept", "probed"):
        table.add_column(heading, no_wrap=heading != "publisher", min_width=WIDEST if heading == "source" else None)
    for source in bootstrap.sources(rehearsal=rehearsal):
        hours, minutes = divmod(source.cadence_minutes, 60)
        every = f"{hours} h" if hours else f"{minutes} min"
        table.add_row(
            source.id,
            "[green]on[/]" if source.on else "[dim]off[/]",
            source.publisher,
            source.reliability,
            source.interest,
            source.language,
            source.kind,
            every,
            source.evidence,
            source.probed,
        )
    paper().print(table)
