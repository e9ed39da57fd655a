"""The command line: ``watch1718 COMMAND``. Exit 0 done, 1 found trouble, 2 misused."""

from __future__ import annotations

import sys
import traceback
from importlib import import_module
from types import TracebackType

import typer
from rich.console import Console
from rich.markup import escape

from watch1718 import logs
from watch1718.core.inert import inert
from watch1718.errors import Misconfigured, Watch1718Error
from watch1718.settings import settings

COMMANDS = {
    "run": "run:run",
    "read": "read:read",
    "explain": "read:explain",
    "evaluate": "evaluate:evaluate",
    "screen": "screen:screen",
    "status": "status:status",
    "report": "report:report",
    "export": "export:export",
    "exposure": "exposure:app",
    "notify": "notify:notify",
    "alerts": "alerts:app",
    "exclusions": "exclusions:app",
    "audit": "audit:app",
    "documents": "documents:app",
    "evidence": "evidence:app",
    "quarantine": "quarantine:app",
    "adopt": "adopt:adopt",
    "sources": "sources:app",
    "measures": "measures:app",
    "lists": "lists:app",
    "backup": "backup:backup",
    "restore": "backup:restore",
    "db": "database:app",
    "airflow": "airflow:app",
}
"""Each command with its module and what of it: a module is imported when its command, or the help of all, is asked for."""


def application(asked: str = "") -> typer.Typer:
    """The command line with the command that is asked for; with all of them where none is."""
    app = typer.Typer(
        name="watch1718",
        help="Who is said to have moved what to or from the DPRK, and which Security Council paragraph that touches.",
        callback=_whole,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
    )
    for name in [asked] if asked in COMMANDS else COMMANDS:
        module, _, part = COMMANDS[name].partition(":")
        command = getattr(import_module(f"watch1718.cli.{module}"), part)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def _whole() -> None:
    """Without this a command line of one command would have no name for it."""


def fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say a fault of this program in one line, and keep where it happened in a file."""
    record = settings().home / "fault.log"
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
        application(next(iter(sys.argv[1:]), ""))()
    except BrokenPipeError:
        sys.stderr.close()
    except Misconfigured as error:
        complaint.print(f"[red]wrong[/]    {escape(inert(str(error)))}")
        sys.exit(2)
    except Watch1718Error as error:
        complaint.print(f"[red]trouble[/]  {escape(inert(str(error)))}")
        sys.exit(1)
