"""The command line: ``watch1718 COMMAND``. Exit 0 done, 1 found trouble, 2 misused."""

from __future__ import annotations

import sys
import traceback
from types import TracebackType

import typer
from rich.console import Console
from rich.markup import escape

from watch1718 import bootstrap, logs
from watch1718.cli import (
    airflow,
    alerts,
    database,
    evaluate,
    evidence,
    lists,
    measures,
    read,
    report,
    run,
    screen,
    sources,
    status,
)
from watch1718.errors import Misconfigured, Watch1718Error

app = typer.Typer(
    name="watch1718",
    help="Who is said to have moved what to or from the DPRK, and which Security Council paragraph that touches.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
app.command()(run.run)
app.command()(read.read)
app.command()(read.explain)
app.command()(evaluate.evaluate)
app.command()(screen.screen)
app.command()(status.status)
app.command()(report.report)
app.add_typer(alerts.app, name="alerts")
app.add_typer(evidence.app, name="evidence")
app.add_typer(sources.app, name="sources")
app.add_typer(measures.app, name="measures")
app.add_typer(lists.app, name="lists")
app.add_typer(database.app, name="db")
app.add_typer(airflow.app, name="airflow")


def fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say a fault of this program in one line, and keep where it happened in a file."""
    record = bootstrap.settings().home / "fault.log"
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text("".join(traceback.format_exception(kind, error, trace)), encoding="utf-8")
    said = str(error).splitlines()[0] if str(error) else ""
    sys.stderr.write(
        f"fault    {kind.__name__}: {said} (nothing is lost: run it again; what happened is in {record})\n"
    )


def main() -> None:
    """Run a command; what is wrong is one line, never a traceback."""
    logs.configure()
    sys.excepthook = fault
    complaint = Console(stderr=True, soft_wrap=True, highlight=False)
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
    except Misconfigured as error:
        complaint.print(f"[red]wrong[/]    {escape(str(error))}")
        sys.exit(2)
    except Watch1718Error as error:
        complaint.print(f"[red]trouble[/]  {escape(str(error))}")
        sys.exit(1)
