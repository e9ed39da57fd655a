"""`watch1718 measures`: look at the law, hold it against the texts, check that it is whole."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from watch1718 import bootstrap
from watch1718.adapters import cap_usage
from watch1718.adapters.catalogue import load_catalogue
from watch1718.adapters.resolutions import read_folder
from watch1718.core.citation import find_citations, resolve
from watch1718.core.continuity import find_breaks
from watch1718.core.measure import Catalogue, Measure
from watch1718.core.proof import verify as verify_catalogue
from watch1718.core.timeline import MARKS, draw_svg, draw_text, make_bars
from watch1718.errors import BadFile, Halt, Quarantine

WIDTH = 100
PATH_LENGTH = 250
app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="The measures: what each paragraph of the Security Council's resolutions on the DPRK bars, and since when.",
)


def _console() -> Console:
    console = Console(highlight=False)
    console.width = min(console.width, WIDTH) if console.is_terminal else WIDTH
    return console


def _fail(said: str, code: int = 1) -> typer.Exit:
    Console(stderr=True, highlight=False).print(Text(said))
    return typer.Exit(code)


def _catalogue() -> Catalogue:
    try:
        return load_catalogue()
    except BadFile as error:
        raise _fail(str(error)) from error


def _category(catalogue: Catalogue, key: str) -> str:
    keys = [category.key for category in catalogue.categories]
    if key not in keys:
        near = get_close_matches(key, keys, 3, 0.4)
        raise _fail(f"No category {key!r}. " + (f"Near: {', '.join(near)}." if near else f"Known: {', '.join(keys)}."))
    return key


@app.command(epilog="Example: watch1718 measures show 1718-8b")
def show(name: Annotated[str, typer.Argument(metavar="ID", help='"1718-8b", "S/RES/1718-8b" or "1718 ¶8(b)"')]) -> None:
    """Print everything that the catalogue says of a paragraph."""
    catalogue, console = _catalogue(), _console()
    found = _find(catalogue, name)
    if not found:
        near = get_close_matches(_fold(name), [_fold(measure.id) for measure in catalogue.measures], 5, 0.5)
        raise _fail(f"No measure {name!r}." + (f" Near: {', '.join(near)}." if near else ""))
    for measure in found:
        console.print(_sheet(measure, catalogue))


def _fold(name: str) -> str:
    """The shape in which all ways of writing an id are one: "1718-8b"."""
    plain = name.strip().removeprefix("S/RES/").replace("(", "").replace(")", "").rstrip("?")
    return plain.replace(" ¶", "-").replace("¶", "-").replace(" ", "-")


def _find(catalogue: Catalogue, name: str) -> list[Measure]:
    wanted = _fold(name)
    exact = [measure for measure in catalogue.measures if _fold(measure.id) == wanted]
    rests = {measure: _fold(measure.id).removeprefix(wanted) for measure in catalogue.measures}
    parts = [
        one for one, rest in rests.items() if rest != _fold(one.id) and rest[:1] in {"-", "a", "b", "c", "d", "e", "f"}
    ]
    return exact or (parts if "-" in wanted else [])


def _sheet(measure: Measure, catalogue: Catalogue) -> Table:
    sheet = Table(title=Text(f"{measure.cite}  ({measure.id})"), show_header=False, title_justify="left", box=None)
    sheet.add_column(style="bold", no_wrap=True)
    sheet.add_column()
    for label, value in _lines(measure, catalogue):
        if value:
            sheet.add_row(label, Text(value))
    return sheet


def _lines(measure: Measure, catalogue: Catalogue) -> list[tuple[str, str]]:
    until = f"until {measure.in_force_to} (that day not included)" if measure.in_force_to else "still in force"
    labels = (catalogue.category(key).label for key in measure.categories)
    return [
        ("Duty", measure.duty),
        ("Items", measure.items),
        ("Ceiling", str(measure.cap or "")),
        ("HS codes", f"{', '.join(measure.hs)} ({measure.hs_basis})" if measure.hs else ""),
        ("Exemptions", "; ".join(measure.exemptions)),
        ("Category", ", ".join(labels)),
        ("Direction", measure.direction.replace("_", " ")),
        ("Force", f"{measure.force.replace('_', ' ')} ({measure.binding})"),
        ("Obliges", measure.obligated),
        ("In force", f"from {measure.in_force_from}, {until}"),
        ("Amends", _cites(measure.supersedes, catalogue)),
        ("Amended by", _cites(measure.superseded_by, catalogue)),
        ("Note", measure.note),
        ("Number", "held against the text" if measure.confirmed else "not held against the text"),
        ("From elsewhere", "; ".join(f"{fact} ({source})" for fact, source in measure.elsewhere)),
        ("Evidence", measure.evidence),
        ("Text hash", measure.text_hash[:16]),
    ]


def _cites(names: tuple[str, ...], catalogue: Catalogue) -> str:
    return ", ".join(catalogue.by_id[name].cite for name in names)


@app.command(epilog="Example: watch1718 measures at 2017-09-10 --category coal")
def at(
    day: Annotated[datetime, typer.Argument(metavar="DATE", formats=["%Y-%m-%d"], help="The day, as 2017-09-10")],
    category: Annotated[str, typer.Option(help="One category's key; all that count as violations otherwise")] = "",
    regime: Annotated[bool, typer.Option("--regime", help="Also exemptions, reporting and context")] = False,
) -> None:
    """List the paragraphs in force on a day."""
    catalogue, console = _catalogue(), _console()
    if category:
        _category(catalogue, category)
    counted = {one.key for one in catalogue.categories if one.violation or regime or one.key == category}
    rows = [measure for measure in catalogue.at(day.date(), category) if {category, measure.category} & counted]
    if not rows:
        raise _fail(f"No paragraph {f'on {category} ' if category else ''}was in force on {day.date()}.")
    order = {one.key: place for place, one in enumerate(catalogue.categories)}
    count = "1 paragraph" if len(rows) == 1 else f"{len(rows)} paragraphs"
    table = Table(title=f"In force on {day.date()}: {count}", title_justify="left")
    for column in ("Paragraph", "Force", "Category", "Duty"):
        table.add_column(column, no_wrap=column == "Paragraph", max_width=24 if column == "Category" else None)
    for measure in sorted(rows, key=lambda one: order[one.category]):
        force = measure.force.replace("_", " ")
        table.add_row(Text(measure.cite), force, catalogue.category(measure.category).label, Text(_duty(measure)))
    console.print(table)


def _duty(measure: Measure) -> str:
    return f"{measure.duty} Ceiling: {measure.cap}." if measure.cap else measure.duty


@app.command(epilog="Example: watch1718 measures timeline coal --svg coal.svg")
def timeline(
    category: Annotated[str, typer.Argument(help="A category's key, such as coal")],
    svg: Annotated[Path | None, typer.Option(help="Write a picture to this file instead")] = None,
) -> None:
    """Draw which paragraphs cover a category, and since when."""
    catalogue, console, today = _catalogue(), _console(), _today()
    _category(catalogue, category)
    bars = make_bars(catalogue, category, today)
    title = f"{catalogue.category(category).label}: law from {min(bar.start for bar in bars)} to {today}"
    if svg:
        svg.write_text(draw_svg(title, bars, today), "utf-8")
        console.print(Text(f"Wrote {svg}: {len(bars)} paragraphs."))
        return
    console.print(Text(title, "bold"))
    for line in draw_text(bars, today, WIDTH - 42):
        console.print(Text(line), soft_wrap=True)
    console.print(Text("   ".join(f"{mark} {kind}" for kind, mark in MARKS.items()), "dim"))


@app.command(epilog="Example: watch1718 measures check")
def check() -> None:
    """Check the files: schema, dangling references, gaps and overlaps in time."""
    catalogue, console = _catalogue(), _console()
    breaks = list(find_breaks(catalogue, _today()))
    for said in breaks:
        console.print(Text(said))
    kinds = Counter(measure.entry for measure in catalogue.measures)
    confirmed = sum(measure.confirmed for measure in catalogue.measures)
    console.print(
        Text(f"{len(catalogue.measures)} entries: " + ", ".join(f"{n} {kind}" for kind, n in kinds.most_common()))
    )
    console.print(Text(f"{confirmed} numbers held against the text, {len(catalogue.measures) - confirmed} not"))
    console.print(Text(f"{len(catalogue.categories)} categories, {len(catalogue.fits)} lines of fit"))
    console.print(
        Text(f"version {catalogue.version}: {'no gap and no overlap' if not breaks else f'{len(breaks)} faults'}")
    )
    if breaks:
        raise typer.Exit(1)


@app.command(epilog="Example: watch1718 measures verify un_resolutions/")
def verify(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The UN's Akoma Ntoso files (*.xml)")],
) -> None:
    """Hold every entry against the resolutions' own texts; print disagreements and exit 1 if there are any."""
    catalogue, console = _catalogue(), _console()
    try:
        resolutions = read_folder(folder)
    except (Halt, Quarantine) as error:
        raise _fail(f"Cannot read the texts: {error}") from error
    if not resolutions:
        raise _fail(f"No English resolution in {folder}.")
    found = list(verify_catalogue(catalogue, resolutions))
    for disagreement in found:
        console.print(Text(str(disagreement)))
    paragraphs = sum(len(resolution.paragraphs) for resolution in resolutions)
    entries = sum(bool(measure.resolution) for measure in catalogue.measures)
    console.print(
        Text(
            f"{entries} entries held against {paragraphs} operative paragraphs of {len(resolutions)} resolutions: "
            f"{len(found) or 'no'} disagreement{'' if len(found) == 1 else 's'}"
        )
    )
    if found:
        raise typer.Exit(1)


@app.command(epilog='Example: watch1718 measures cite "in breach of OP9 of 1874 and resolution 2397, para. 5"')
def cite(
    text: Annotated[str, typer.Argument(help="The text itself, or the path of a text file")],
    language: Annotated[str, typer.Option(help="Its language: en, fr, es, ru, zh, ar, ja or ko")] = "en",
) -> None:
    """Find the paragraphs that a text cites, and what they bar."""
    catalogue, console = _catalogue(), _console()
    path = Path(text) if len(text) < PATH_LENGTH else None
    words = path.read_text("utf-8") if path and path.is_file() else text
    found = find_citations(words, language)
    if not found:
        raise _fail("The text cites no paragraph of a resolution.")
    table = Table(title=f"{len(found)} cited", title_justify="left")
    for column in ("Words", "Paragraph", "Duty"):
        table.add_column(column, no_wrap=column == "Paragraph")
    for citation in found:
        measures = resolve(citation, catalogue)
        quote = Text(words[citation.span.start : citation.span.end])
        for measure in measures:
            table.add_row(quote, Text(measure.cite), Text(measure.duty))
        if not measures:
            table.add_row(quote, Text(citation.measure_id), "not in the catalogue")
    console.print(table)


@app.command(epilog="Example: watch1718 measures caps --rehearsal")
def caps(rehearsal: Annotated[bool, typer.Option("--rehearsal", help="The rehearsal's invented news")] = False) -> None:
    """Say how much of each ceiling is used up, as far as deliveries are reported, by the newest edition."""
    console = _console()
    found = cap_usage.newest(bootstrap.ready("rehearsal" if rehearsal else "live"))
    if not found:
        raise _fail("No edition counts ceilings yet: watch1718 run makes one.")
    table = Table(title=f"Reported against ceilings: edition {found[0]['edition']}", title_justify="left")
    for column in ("Paragraph", "Category", "Period", "Reported", "Ceiling", "Share", "Alerts", "Papers"):
        table.add_column(column, justify="right" if column in {"Reported", "Ceiling", "Share"} else "left")
    for row in found:
        share = "–" if row["share"] is None else f"{row['share']:.1%}"
        limit = "none in this unit" if row["ceiling"] is None else f"{row['ceiling']:,.0f}"
        reported = f"{row['reported']:,.0f} {row['unit']}"
        alerts = f"{row['alerts']}" + (f" ({row['over_end']} past the end)" if row["over_end"] else "")
        category, period = row["category"].replace("_", " "), f"{row['period_from']} to {row['period_to']}"
        table.add_row(Text(row["paragraph"]), category, period, reported, limit, share, alerts, f"{row['publishers']}")
    console.print(table)


def _today() -> date:
    return datetime.now(UTC).date()
