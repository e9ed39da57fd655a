"""``watch1718 evaluate``: how well the reader does against an analyst's labels."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from watch1718 import bootstrap, office
from watch1718.core.projection import project
from watch1718.core.scoring import score


def evaluate(
    documents: Annotated[
        Path, typer.Argument(metavar="DOCUMENTS", help="JSONL rows {id, language, title, text, published}")
    ],
    labels: Annotated[Path, typer.Argument(metavar="LABELS", help="JSONL rows with an analyst's labels")],
    rows: Annotated[
        Path | None, typer.Option("--rows", help="Score these rows instead of reading the documents")
    ] = None,
    un_list: Annotated[Path | None, typer.Option("--list", help="A UN list XML to find listed names by")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The whole scorecard as JSON")] = False,
) -> None:
    """Score readings against labels, with counts and 95 % bootstrap intervals, by source and language.

    Example: [bold]watch1718 evaluate gold/documents.jsonl gold/labels.jsonl[/]
    """
    truth = office.rows_from(labels)
    made = office.rows_from(rows) if rows else _read(documents, un_list)
    texts = {row["id"]: row for row in office.rows_from(documents)}
    for row in truth:
        row.setdefault("source", texts.get(row["id"], {}).get("source", ""))
    card = score(truth, made).to_dict()
    if as_json:
        sys.stdout.write(json.dumps(card, ensure_ascii=False, indent=1) + "\n")
    else:
        _print(Console(highlight=False), card)


def _read(documents: Path, un_list: Path | None) -> list[dict[str, Any]]:
    reader = bootstrap.reader(un_list)
    return [project(*reader.judge(document)) for document in bootstrap.documents_from(documents)]


def _print(out: Console, card: dict[str, Any]) -> None:
    out.print(f"[bold]{card['documents']} documents[/]")
    out.print(_figures(card))
    for kind in ("language", "source"):
        groups = {name.removeprefix(f"{kind}:"): g for name, g in card["groups"].items() if name.startswith(f"{kind}:")}
        out.print(f"\n[bold]by {kind}[/]")
        out.print(_groups(groups))
    out.print("\n[bold]by category[/]  F1, hits, out of (said + labelled)")
    out.print(_categories(card["categories"]))


def _figures(card: dict[str, Any]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("", "figure", "95 %", "count"):
        table.add_column(heading, justify="left" if not heading else "right")
    for name, figure in card["figures"].items():
        between = f"{figure['low']:.2f}–{figure['high']:.2f}" if figure["low"] is not None else ""
        table.add_row(name.replace("_", " "), _rate(figure), between, f"{figure['hits']}/{figure['total']}")
    return table


def _groups(groups: dict[str, Any]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    shown = (
        "alert_f1",
        "category_f1",
        "category_macro_f1",
        "parties",
        "stage",
        "stage_within_one",
        "stance",
        "exempt_recall",
    )
    for heading in ("", "documents", *(name.replace("_", " ") for name in shown)):
        table.add_column(heading, justify="left" if not heading else "right")
    for name, group in groups.items():
        table.add_row(name, str(group["documents"]), *(_rate(group["figures"][figure]) for figure in shown))
    return table


def _categories(figures: dict[str, Any]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    for name, figure in sorted(figures.items(), key=lambda item: -item[1]["total"]):
        table.add_row(name, _rate(figure), str(figure["hits"]), str(figure["total"]))
    return table


def _rate(figure: dict[str, Any]) -> str:
    return "–" if figure["value"] is None else f"{figure['value']:.3f}"
