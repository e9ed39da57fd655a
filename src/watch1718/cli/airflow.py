"""``watch1718 airflow``: the whole Airflow on this machine."""

from __future__ import annotations

import typer
from rich.console import Console

from watch1718 import bootstrap

app = typer.Typer(help="Start and stop the whole Airflow.", no_args_is_help=True)


@app.command()
def up() -> None:
    """Start scheduler, API server, DAG processor and triggerer; print the address and login.

    Example: [bold]watch1718 airflow up[/]
    """
    from watch1718.airflow import standalone

    out = Console(highlight=False, soft_wrap=True)
    bootstrap.prepare("live")
    out.print(standalone.start(bootstrap.settings()))


@app.command()
def down() -> None:
    """Stop every process of it.

    Example: [bold]watch1718 airflow down[/]
    """
    from watch1718.airflow import standalone

    Console(highlight=False).print(standalone.stop(bootstrap.settings()))
