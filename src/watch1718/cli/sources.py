"""``watch1718 sources``: who is read and how often; try one, write one, check and probe all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from watch1718 import bootstrap, office
from watch1718.cli.paper import paper
from watch1718.core.snapshot import Page, Stories
from watch1718.core.source import Source, SourceKind
from watch1718.errors import Quarantine, Retry

if TYPE_CHECKING:
    from watch1718.adapters.source_desk import SourceDesk

WIDEST = 18  # columns that an id must have: it is what a person types
SHOWN = 600  # characters of a story
app = typer.Typer(help="Who is read.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Who is read: declared in a folder each."""


@app.command("list")
def show(
    rehearsal: Annotated[bool, typer.Option("--rehearsal", help="The invented sources of the rehearsal")] = False,
) -> None:
    """List the declared sources.

    Example: [bold]watch1718 sources list[/]
    """
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("source", "on", "publisher", "grade", "interest", "lang", "kind", "every", "kept", "probed"):
        table.add_column(heading, no_wrap=heading != "publisher", min_width=WIDEST if heading == "source" else None)
    for source in bootstrap.sources(rehearsal=rehearsal):
        hours, minutes = divmod(source.cadence_minutes, 60)
        every = f"{hours} h" if hours else f"{minutes} min"
        table.add_row(
            source.id,
            "[green]on[/]" if source.on else "[dim]off[/]",
            source.publisher,
            source.reliability,
            source.interest,
            source.language,
            source.kind,
            every,
            source.evidence,
            source.probed,
        )
    paper().print(table)


@app.command("try")
def try_(
    place: Annotated[str, typer.Argument(help="A file that you saved, an address, or the id of a declared source")],
    source: Annotated[str, typer.Option("--source", help="Read it as this declared source would")] = "",
    pages: Annotated[int, typer.Option("--pages", min=0, help="Ask for so many of its stories too, and show them")] = 0,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Show so many stories")] = 20,
) -> None:
    """Show what would be read, and write nothing: stories, dates, titles, and what is refused.

    Example: [bold]watch1718 sources try feed.xml[/]   ·   [bold]watch1718 sources try https://wire.example/feed.xml --pages 2[/]
    """
    out = paper()
    declared = _declared(source or place) if source or _is_id(place) else None
    at = declared.url if declared and not source else place
    try:
        desk = office.source_desk()
        trial = desk.try_out(desk.see(at, declared), declared)
    except Quarantine as fault:
        out.print(f"[yellow]refused[/]  {escape(str(fault))}")
        raise typer.Exit(1) from fault
    for feed in trial.feeds:
        out.print(f"[dim]feed[/]     {escape(feed)}", soft_wrap=True)
    if trial.page is not None:
        _show_page(trial.page)
    elif trial.stories is not None:
        out.print(f"[bold]{trial.kind}[/] · {_counts(trial.stories)}")
        _show_stories(trial.stories, limit)
        for item in trial.stories.items[:pages]:
            _try_page(desk, item.url, declared)


def _is_id(place: str) -> bool:
    return place.isidentifier() and any(one.id == place for one in bootstrap.sources())


def _declared(name: str) -> Source:
    known = {one.id: one for one in bootstrap.sources()}
    if name not in known:
        raise typer.BadParameter(f"{name}: no such source; known are {', '.join(sorted(known))}")
    return known[name]


def _counts(stories: Stories) -> str:
    parts = [
        f"{stories.found} in the file",
        f"{len(stories.items)} would be asked for",
        *([f"{stories.left_out} left out by its own rule"] if stories.left_out else []),
        *([f"{stories.doubles} named twice"] if stories.doubles else []),
        *([f"{len(stories.lost)} refused"] if stories.lost else []),
        *([f"{len(stories.more)} further pages"] if stories.more else []),
    ]
    return " · ".join(parts)


def _show_stories(stories: Stories, limit: int) -> None:
    out = paper()
    for item in stories.items[:limit]:
        date = f"{item.published:%Y-%m-%d %H:%M}" if item.published else "no date"
        out.print(f"[dim]{date:<16}[/]  {escape(item.title) or '[dim](no title)[/]'}", soft_wrap=True)
        out.print(f"                  [dim]{escape(item.url)}[/]", soft_wrap=True)
    if len(stories.items) > limit:
        out.print(f"[dim]… and {len(stories.items) - limit} more[/]")
    for lost in stories.lost[:limit]:
        out.print(f"[yellow]refused[/]           {escape(lost.reason)}: {escape(lost.detail)}", soft_wrap=True)


def _show_page(page: Page) -> None:
    out = paper()
    date = f"{page.published:%Y-%m-%d %H:%M}" if page.published else "no date"
    partial = " · may not be whole" if page.partial else ""
    out.print(f"[bold]{escape(page.title) or '(no title)'}[/] · {date} · {len(page.text):,} characters{partial}")
    out.print(escape(page.text[:SHOWN]) + ("…" if len(page.text) > SHOWN else ""), soft_wrap=True)


def _try_page(desk: SourceDesk, url: str, source: Source | None) -> None:
    try:
        trial = desk.read_page(desk.see(url, source), source)
    except (Quarantine, Retry) as fault:
        paper().print(f"[yellow]refused[/]  {escape(str(fault))}", soft_wrap=True)
        return
    if trial.page is not None:
        _show_page(trial.page)


@app.command()
def new(
    url: Annotated[str, typer.Argument(help="The address of a feed, sitemap, list page or JSON answer")],
    saved: Annotated[Path | None, typer.Option("--saved", help="Look at this copy of it instead of asking")] = None,
    name: Annotated[str, typer.Option("--id", help="The source's id; else made of the host")] = "",
    into: Annotated[Path | None, typer.Option("--into", help="The folder of sources to write it into")] = None,
) -> None:
    """Write a source's folder from what its address shows; what needs a judgement is marked JUDGE.

    Example: [bold]watch1718 sources new https://wire.example/feed.xml[/]
    """
    if not url.startswith(("http://", "https://")):
        raise typer.BadParameter(f"{url}: give the address that it is read at; a copy of it goes with --saved")
    desk = office.source_desk()
    try:
        file = desk.write_new(desk.see(url, saved=saved), name, into)
    except Quarantine as fault:
        paper().print(f"[yellow]refused[/]  {escape(str(fault))}", soft_wrap=True)
        raise typer.Exit(1) from fault
    out = paper()
    out.print(file.read_text("utf-8"), markup=False, soft_wrap=True)
    out.print(f"[green]written[/]  {escape(str(file))}", soft_wrap=True)
    out.print("next     answer the lines marked JUDGE, then: watch1718 sources check", soft_wrap=True)


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder of sources or one file; else all that are known")
    ] = None,
) -> None:
    """Read every declaration and say what is wrong with it; exit 1 if anything is.

    Example: [bold]watch1718 sources check[/]
    """
    right, wrong = office.check_sources(folder)
    for fault in wrong:
        paper().print(f"[red]wrong[/]    {escape(str(fault))}", soft_wrap=True)
    paper().print(f"{right} sources are declared as they must be" + (f", {len(wrong)} are not" if wrong else ""))
    if wrong:
        raise typer.Exit(1)


@app.command("probe")
def probe_(
    ids: Annotated[list[str] | None, typer.Argument(help="Sources to probe; without any, those that are on")] = None,
) -> None:
    """Ask sources once, compare what comes with what is declared, and write it down for review.

    Example: [bold]watch1718 sources probe tass un_news[/]
    """
    chosen = [_declared(one) for one in ids] if ids else [one for one in bootstrap.sources() if one.on]
    desk, differ = office.source_desk(), 0
    for source in chosen:
        if source.kind is SourceKind.FOLDER:
            continue
        seen, file = desk.probe(source)
        differ += bool(seen.differences)
        mark = "[yellow]differs[/]" if seen.differences else "[green]agrees[/] "
        paper().print(f"{mark}  [bold]{source.id}[/] · {seen.items} items · {escape(str(file))}", soft_wrap=True)
        for difference in seen.differences:
            paper().print(f"         {escape(difference)}", soft_wrap=True)
    if differ:
        raise typer.Exit(1)
