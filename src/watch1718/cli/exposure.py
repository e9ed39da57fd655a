"""``watch1718 exposure``: which alerts touch your customers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from watch1718 import bootstrap, office
from watch1718.adapters.customers import read_customers
from watch1718.cli.paper import paper
from watch1718.core.counts import counted

app = typer.Typer(
    help="Alerts that touch your customers; the customer table never leaves the database.", no_args_is_help=True
)
Rehearsal = Annotated[bool, typer.Option("--rehearsal", help="The rehearsal's database")]


@app.command()
def load(
    file: Annotated[
        Path, typer.Argument(metavar="CUSTOMERS.csv", help="id,name and where known country,listed_ref,imo")
    ],
    rehearsal: Rehearsal = False,
) -> None:
    """Put the customers of a CSV file in the place of all earlier ones, and match every published edition.

    Example: [bold]watch1718 exposure load customers.csv[/]
    """
    customers = read_customers(file)
    hits = office.customers(rehearsal=rehearsal).load(customers, bootstrap.now())
    said = f"{counted(len(customers), 'customers')} kept; {counted(hits, 'hits')} in the editions on show"
    Console(highlight=False).print(f"{said}: watch1718 exposure hits{' --rehearsal' if rehearsal else ''}")


@app.command()
def hits(rehearsal: Rehearsal = False) -> None:
    """List the alerts that touch a customer, newest first, with the match explained.

    Example: [bold]watch1718 exposure hits[/]
    """
    store = office.customers(rehearsal=rehearsal)
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("day", "customer", "name", "alert", "what", "stage", "role", "why"):
        table.add_column(heading, no_wrap=heading in {"day", "alert"})
    for row in store.hits():
        cells = (
            row["customer"],
            row["name"],
            row["alert_id"],
            row["category_label"],
            row["stage"],
            row["role"],
            row["why"],
        )
        table.add_row(
            f"{row['day']}",
            *(escape(str(cell).replace("_", " ") if cell == row["stage"] else str(cell)) for cell in cells),
        )
    known = len(store.customers())
    none = (
        "no customers loaded: watch1718 exposure load customers.csv"
        if not known
        else f"no alert touches one of {known} customers"
    )
    paper().print(table if table.row_count else none)
