"""``watch1718 db``: the database that everything is kept in."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from watch1718 import bootstrap

app = typer.Typer(help="Start, stop, migrate and reach the database.", no_args_is_help=True)
Rehearsal = Annotated[bool, typer.Option("--rehearsal", help="The rehearsal's database")]


@app.command()
def up() -> None:
    """Start the embedded PostgreSQL, unless WATCH1718_DATABASE_URL names a server.

    Example: [bold]watch1718 db up[/]
    """
    Console(highlight=False, soft_wrap=True).print(f"database ready: {bootstrap.start_database()}")


@app.command()
def down() -> None:
    """Stop the embedded PostgreSQL; what it holds stays.

    Example: [bold]watch1718 db down[/]
    """
    Console(highlight=False).print(
        "database stopped" if bootstrap.stop_database() else "no embedded database was running"
    )


@app.command()
def url(
    rehearsal: Rehearsal = False,
    role: Annotated[
        str, typer.Option("--role", help="owner, or dashboard: who may read the views and nothing else")
    ] = "owner",
) -> None:
    """Print the address, for psql or a dashboard.

    Example: [bold]psql "$(watch1718 db url --role dashboard)"[/]
    """
    if role not in ("owner", "dashboard"):
        raise typer.BadParameter("role is owner or dashboard")
    typer.echo(bootstrap.database_address(rehearsal=rehearsal, role=role))


@app.command()
def migrate(rehearsal: Rehearsal = False) -> None:
    """Bring the tables and views to this version, and load the knowledge.

    Example: [bold]watch1718 db migrate[/]
    """
    Console(highlight=False).print(bootstrap.migrate_database("rehearsal" if rehearsal else "live"))
