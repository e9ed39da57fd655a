"""``watch1718 report``: a day's edition as one HTML file, or as the table of the terminal."""

from __future__ import annotations

import webbrowser
from datetime import date, datetime
from typing import Annotated

import typer
from rich.console import Console

from watch1718 import office


def report(
    day: Annotated[
        datetime | None, typer.Option("--day", formats=["%Y-%m-%d"], help="The edition's day; default: the newest")
    ] = None,
    rehearsal: Annotated[bool, typer.Option("--rehearsal", help="The rehearsal's edition")] = False,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser")] = False,
) -> None:
    """Print a day's edition and write it as one HTML file that asks nobody for anything.

    Example: [bold]watch1718 report --day 2026-03-04 --rehearsal[/]
    """
    out = Console(highlight=False)
    wanted: date | None = day.date() if day else None
    path, chosen = office.write_report(wanted, rehearsal=rehearsal)
    office.print_edition(out, chosen, rehearsal=rehearsal)
    out.print(f"report   {path}", soft_wrap=True)
    if show:
        webbrowser.open(path.as_uri())
