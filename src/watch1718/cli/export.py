"""``watch1718 export``: a published view as a file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from watch1718 import bootstrap, office
from watch1718.adapters import export as files
from watch1718.adapters.export import Format
from watch1718.core.counts import counted


def export(
    view: Annotated[str, typer.Argument(metavar="VIEW", help="A view of schema published")] = "daily_alerts",
    format_: Annotated[Format, typer.Option("--as", help="What to write")] = Format.CSV,
    day: Annotated[
        datetime | None, typer.Option("--day", formats=["%Y-%m-%d"], help="The edition's day; default: the newest")
    ] = None,
    folder: Annotated[Path, typer.Option("--to", help="The folder to write into")] = Path(),
    rehearsal: Annotated[bool, typer.Option("--rehearsal", help="The rehearsal's edition")] = False,
) -> None:
    """Write a day of a published view as CSV, Excel or Parquet; world and edition stand in the file's name.

    Example: [bold]watch1718 export daily_alerts --as xlsx --day 2026-03-04 --rehearsal[/]
    """
    edition, chosen = office.editions(rehearsal=rehearsal).on_show(day.date() if day else None)
    origin = "rehearsal" if rehearsal else "live"
    made = files.sheet(bootstrap.ready(origin), origin, view, edition, chosen)
    path = files.write(made, format_, folder)
    Console(highlight=False, soft_wrap=True).print(
        f"{counted(len(made.rows), 'rows')} of {view}, edition {edition}: {path}"
    )
