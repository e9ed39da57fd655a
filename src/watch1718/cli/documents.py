"""``watch1718 documents``: what became of a page since it was first read."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape
from rich.text import Text

from watch1718 import office
from watch1718.cli.paper import paper
from watch1718.core.difference import Kind, difference
from watch1718.core.inert import inert

app = typer.Typer(help="The versions of a document, and how they differ.", no_args_is_help=True)
Rehearsal = Annotated[bool, typer.Option("--rehearsal", help="The rehearsal's documents")]
Given = Annotated[str, typer.Argument(metavar="ADDRESS", help="The document's address or id")]
LOOK = {
    Kind.SAME: ("", "", ""),
    Kind.LEFT_OUT: ("dim", "", ""),
    Kind.GONE: ("red strike", "[-", "-]"),
    Kind.NEW: ("green", "{+", "+}"),
}


@app.command("list")
def show_all(given: Given, rehearsal: Rehearsal = False) -> None:
    """List the versions of a document, oldest first.

    Example: [bold]watch1718 documents list https://desk.example/a[/]
    """
    out = paper()
    found = office.document_versions(given, rehearsal=rehearsal)
    for number, version in enumerate(found, start=1):
        out.print(f"{number}  {version.known_at:%Y-%m-%d %H:%M}  {version.id[:12]}  {escape(inert(version.title))}")
    if found[-1].gone_since:
        out.print(f"[red]gone since {found[-1].gone_since:%Y-%m-%d %H:%M}[/]: its address answers with 404 or 410")


@app.command()
def diff(
    given: Given,
    old: Annotated[
        int | None, typer.Option("--from", min=1, help="Version by its number, else the last but one")
    ] = None,
    new: Annotated[int | None, typer.Option("--to", min=1, help="Version by its number, else the last")] = None,
    rehearsal: Rehearsal = False,
) -> None:
    """Show word by word how two versions of a document differ: [-what left-] and {+what came+}.

    Example: [bold]watch1718 documents diff https://desk.example/a[/]
    """
    found = office.document_versions(given, rehearsal=rehearsal)
    last = new or len(found)
    first = old or max(1, last - 1)
    if max(first, last) > len(found):
        raise typer.BadParameter(f"there are {len(found)} versions")
    before, after = found[first - 1], found[last - 1]
    out = paper()
    out.print(f"{first} of {before.known_at:%Y-%m-%d %H:%M} → {last} of {after.known_at:%Y-%m-%d %H:%M}", style="dim")
    text = Text()
    for run in difference(before.full_text, after.full_text):
        style, opening, closing = LOOK[run.kind]
        shown = "\n".join(inert(line) for line in run.words.split("\n"))
        text.append(f"{opening}{shown}{closing}", style=style)
    out.print(text or "both versions have the same words", soft_wrap=True)
