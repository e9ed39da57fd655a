"""``watch1718 read`` and ``watch1718 explain``: what one text says, and why. No database."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from watch1718 import knowledge_reader
from watch1718.adapters.text_file import documents_from
from watch1718.cli.paper import paper
from watch1718.core.claim import Claim
from watch1718.core.document import Document, Span
from watch1718.core.finding import Finding
from watch1718.core.projection import project
from watch1718.core.reader.explain import Considered, Explanation
from watch1718.core.reading import Reading, TraceStep, Verdict
from watch1718.core.value_words import value_words
from watch1718.errors import Quarantine

_QUOTED = 100  # characters of a step's words
VERDICT_STYLE = {
    Verdict.ALERT: "bold red",
    Verdict.EXEMPT: "green",
    Verdict.CONTEXT: "cyan",
    Verdict.IRRELEVANT: "dim",
}
Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE|-…", help="Text, HTML or JSONL rows; told apart by content", show_default=False),
]
ListFile = Annotated[
    Path | None,
    typer.Option("--list", help="A UN list XML to find listed names by; default: the one last accepted here"),
]


def read(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="FILE|-…", help="Text, HTML or JSONL rows; told apart by content")
    ] = None,
    documents: Annotated[Path | None, typer.Option("--documents", help="JSONL rows {id, title, text, …}")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON row a document, in input order")] = False,
    text: Annotated[bool, typer.Option("--text", help="Show the extracted text, claims marked")] = False,
    un_list: ListFile = None,
) -> None:
    """Say what texts say: each claim with its quote, paragraphs and reason.

    Example: [bold]watch1718 read story.html[/]   ·   [bold]cat story.txt | watch1718 read -[/]
    """
    names = [*(files or []), *([str(documents)] if documents else [])]
    if not names:
        raise typer.BadParameter("name a file, or - for standard input")
    reader = knowledge_reader.reader(un_list)
    out = paper()
    bad: list[Quarantine] = []
    for document in _documents(names, bad.append):
        reading, findings = reader.judge(document)
        if as_json:
            row = project(reading, findings)
            if text:
                row["text"] = document.full_text
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        else:
            show(out, document, reading, findings, text=text)
    for fault in bad:
        Console(stderr=True, soft_wrap=True, highlight=False).print(f"[red]trouble[/]  {escape(str(fault))}")
    if bad:
        raise typer.Exit(1)


def explain(
    what: Annotated[str, typer.Argument(metavar="FILE|A-…", help="A file, or an alert's id")],
    rehearsal: Annotated[bool, typer.Option("--rehearsal", help="Look the alert up in the rehearsal")] = False,
    un_list: ListFile = None,
) -> None:
    """Show every step from words to claim, and the nearest claims that were not made.

    Example: [bold]watch1718 explain A-7K3M9QZX2P --rehearsal[/]   ·   [bold]watch1718 explain story.txt[/]
    """
    out = paper()
    reader = knowledge_reader.reader(un_list)
    for document in _of_alert(what, rehearsal=rehearsal) if what.startswith("A-") else _documents([what]):
        reading, findings = reader.judge(document)
        show(out, document, reading, findings, text=False)
        _explained(out, document, reader.explain(document, reading))


def _of_alert(alert: str, *, rehearsal: bool) -> Sequence[Document]:
    from watch1718 import office  # the database, which a file does not need, takes a second to import

    return office.documents_of_alert(alert, rehearsal=rehearsal)


def _documents(names: list[str], on_bad: Callable[[Quarantine], None] | None = None) -> Iterator[Document]:
    for name in names:
        yield from documents_from(sys.stdin.buffer.read() if name == "-" else Path(name), on_bad=on_bad)


def show(
    out: Console, document: Document, reading: Reading, findings: Sequence[Sequence[Finding]], *, text: bool
) -> None:
    """Print one reading for a person."""
    style = VERDICT_STYLE[reading.verdict]
    day = f" · {document.published:%Y-%m-%d}" if document.published else ""
    out.print(
        f"[{style}]{reading.verdict.upper()}[/] [bold]{escape(document.title or document.id)}[/]{day} · {reading.language}"
    )
    if reading.reason:
        out.print(f"  {escape(reading.reason)}", style="dim")
    for claim, ruled in zip(reading.claims, findings, strict=True):
        _claim(out, document, claim, ruled)
    for mention in reading.listed:
        out.print(f"  listed  [bold]{mention.reference}[/] as “{escape(mention.name)}”  [dim]{escape(mention.why)}[/]")
    if text:
        out.print(_marked(document.full_text, [claim.evidence.span for claim in reading.claims]))
    out.print()


def _claim(out: Console, document: Document, claim: Claim, ruled: Sequence[Finding]) -> None:
    what = claim.goods.text or claim.category.replace("_", " ")
    parties = f"{claim.supplier.country or '—'} → {claim.recipient.country or '—'}"
    stage = f"{claim.stage.label}{' · enforcement' if claim.enforcement else ''}".replace("_", " ")
    out.print(f"  [bold red]{parties}[/]  [bold]{claim.category}[/]  {escape(what)}")
    out.print(
        f"      {stage} · {claim.stance} · said by {escape(claim.said_by)}"
        + (f" · denied by {escape(claim.denied_by)}" if claim.denied_by else "")
    )
    if values := value_words(claim):
        out.print(f"      {escape(values)}", highlight=False)
    out.print(_in_context(document, claim.evidence.span))
    for finding in ruled:
        out.print(f"      [cyan]{finding.ruling}[/]  {escape(finding.reason)}")
    out.print(f"      [dim]why: {escape(claim.why)} (score {claim.score:.2f})[/]")


def _in_context(document: Document, span: Span) -> Text:
    whole = document.full_text
    start, end = max(span.start - 60, 0), min(span.end + 60, len(whole))
    piece = Text("      …" if start else "      ", style="dim")
    piece.append(whole[start : span.start].replace("\n", " "))
    piece.append(whole[span.start : span.end].replace("\n", " "), style="bold not dim")
    piece.append(whole[span.end : end].replace("\n", " ") + ("…" if end < len(whole) else ""))
    return piece


def _marked(whole: str, spans: list[Span]) -> Text:
    text = Text(whole)
    for span in spans:
        text.stylize("bold black on yellow", span.start, span.end)
    return text


def _explained(out: Console, document: Document, told: Explanation) -> None:
    """Print the steps in the order in which they were taken; the measures stand with the claims above."""
    if told.found:
        out.print("  [bold]What was found in the text[/]")
        _steps(out, document, told.found)
    made = [one for one in told.considered if one.made]
    near = [one for one in told.considered if not one.made]
    for one in made:
        _considered(out, document, "Claimed", one)
    for place, one in enumerate(near):
        _considered(out, document, "Nearest claim not made" if place == 0 else "Not claimed either", one)
    if not told.considered:
        out.print("  Nothing in it comes near a claim.\n")


def _considered(out: Console, document: Document, heading: str, one: Considered) -> None:
    also = f" [dim](told {one.also + 1} times; this is the strongest)[/]" if one.also else ""
    out.print(f"\n  [bold]{heading}: {escape(one.what)}[/]{also}")
    _steps(out, document, one.steps)
    if one.missing:
        out.print(f"    [yellow]missing[/]   {escape(one.missing[0])} — without that it might have been a claim")


def _steps(out: Console, document: Document, steps: tuple[TraceStep, ...]) -> None:
    last = ""
    for step in steps:
        words = document.full_text[step.span.start : step.span.end].replace("\n", " ") if step.span else ""
        where = f"  “{escape(words[:_QUOTED])}”[dim] {step.span.start}–{step.span.end}[/]" if step.span else ""
        out.print(f"    [cyan]{'' if step.part == last else step.part:<9}[/] {escape(step.said)}{where}")
        last = step.part
