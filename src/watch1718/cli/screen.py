"""``watch1718 screen``: hold names against the listed parties, with the band and the reason of each match."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from watch1718 import bootstrap
from watch1718.adapters.limited_parser import LimitedParser
from watch1718.adapters.list_replay import read_body
from watch1718.adapters.list_store import ListStore
from watch1718.adapters.listed_names import listed_names
from watch1718.adapters.vessels import designated_vessels
from watch1718.core.listing import ListVersion
from watch1718.core.name_match import NameMatcher
from watch1718.core.names import index
from watch1718.errors import Misconfigured

COLOURS = {"same": "red", "very likely": "red", "likely": "yellow", "possible": "dim"}


def screen(
    names: Annotated[list[str], typer.Argument(metavar="NAME…|FILE", help="Names, or a file with one name a line")],
    un_list: Annotated[
        Path | None, typer.Option("--list", help="A UN list XML; default: the list in force here")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON row a match")] = False,
    rehearsal: Annotated[bool, typer.Option("--rehearsal", help="The rehearsal's invented list")] = False,
) -> None:
    """Hold names against the DPRK records of the UN list and the designated vessels.

    Example: [bold]watch1718 screen "Ri Pyong-chol" customers.txt[/]
    """
    matcher = NameMatcher(index(_listed(un_list, rehearsal=rehearsal), designated_vessels(), listed_names()))
    out = Console(highlight=False, soft_wrap=True)
    for name in _names(names):
        matches = matcher.match(name)
        if as_json:
            for match in matches:
                typer.echo(json.dumps({"query": name, **asdict(match)}, ensure_ascii=False))
            continue
        out.print(f"[bold]{escape(name)}[/]" + ("" if matches else "  [green]no listed party[/]"))
        for match in matches:
            colour = COLOURS[match.band]
            out.print(f"  [{colour}]{match.band}[/]  {match.reference}  {escape(match.name)}  {match.score:g}")
            out.print(f"    [dim]{escape(match.why)}[/]")


def _listed(path: Path | None, *, rehearsal: bool) -> ListVersion:
    if path is not None:
        return LimitedParser().un_list(read_body(path))
    version = ListStore(bootstrap.ready("rehearsal" if rehearsal else "live")).in_force()
    if version is None:
        raise Misconfigured("no list is in force here; give one with --list, or run `watch1718 run`")
    return version


def _names(given: list[str]) -> Iterator[str]:
    for name in given:
        path = Path(name)
        lines = _lines(path) if path.is_file() else [name]
        yield from filter(None, (line.strip() for line in lines))


def _lines(path: Path) -> list[str]:
    try:
        body = path.read_bytes()
        return (gzip.decompress(body) if path.suffix == ".gz" else body).decode("utf-8-sig").splitlines()
    except (UnicodeDecodeError, gzip.BadGzipFile, EOFError) as error:
        raise Misconfigured(f"{path}: not a text of names, one a line: {error}") from None
