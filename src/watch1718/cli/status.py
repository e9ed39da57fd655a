"""``watch1718 status``: what is red, since when, and what to type."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from watch1718 import office

MARK = {"red": "[bold red]red  [/]", "amber": "[yellow]amber[/]", "green": "[green]green[/]"}


def status(
    rehearsal: Annotated[bool, typer.Option("--rehearsal", help="The rehearsal's database")] = False,
) -> None:
    """Say what is red, since when, and what to type; exit 1 if anything is.

    Example: [bold]watch1718 status[/]
    """
    out = Console(highlight=False, soft_wrap=True)
    signs = office.signs(rehearsal=rehearsal)
    for sign in signs:
        since = f"  [dim]since {sign.since:%Y-%m-%d %H:%M}[/]" if sign.since else ""
        out.print(f"{MARK[sign.light]} {escape(sign.what)}{since}")
        if sign.light != "green" and sign.command:
            out.print(f"      → {escape(sign.command)}")
    if any(sign.light == "red" for sign in signs):
        raise typer.Exit(1)
