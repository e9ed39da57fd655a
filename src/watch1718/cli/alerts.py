"""``watch1718 alerts``: the ledger, and an analyst's decisions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from watch1718 import bootstrap, office
from watch1718.adapters.notes import read_decisions
from watch1718.cli.paper import paper
from watch1718.core.alert import Alert, Decision
from watch1718.core.change import ladder
from watch1718.core.counts import counted
from watch1718.core.credibility import judge_credibility
from watch1718.core.exclusion import Exclusion, why_excluded
from watch1718.core.note import Note, NoteKind, assignee, write
from watch1718.core.redirect import Redirect
from watch1718.core.stated_claim import StatedClaim
from watch1718.core.value_words import value_words

app = typer.Typer(help="The ledger of alerts, and decisions about them.", no_args_is_help=True)
Rehearsal = Annotated[bool, typer.Option("--rehearsal", help="The rehearsal's ledger")]
ID = 12  # columns of an id
Id = Annotated[str, typer.Argument(metavar="A-…", help="The alert's id")]


@app.command("list")
def show_all(
    category: Annotated[str, typer.Option("--category", help="One category alone")] = "",
    country: Annotated[str, typer.Option("--country", help="One State alone (ISO code)")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many")] = 30,
    rehearsal: Rehearsal = False,
) -> None:
    """List alerts, the one that changed last first.

    Example: [bold]watch1718 alerts list --category coal --country CN[/]
    """
    ledger = office.ledger(rehearsal=rehearsal)
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in (
        "alert",
        "sev",
        "who → whom",
        "category",
        "stage",
        "stance",
        "docs",
        "last known",
        "with",
        "decision",
    ):
        table.add_column(heading, no_wrap=heading != "decision", min_width=len(heading) if heading != "alert" else ID)
    found = ledger.list(category=category, state=country.upper(), limit=limit)
    notes = office.notes(rehearsal=rehearsal).of(alert.id for alert in found)
    excluded = office.exclusions(rehearsal=rehearsal).standing(bootstrap.now())
    for alert in found:
        table.add_row(
            f"[bold]{alert.id}[/]",
            str(ledger.severity(alert).degree),
            _sides(alert),
            alert.category,
            alert.stage.label.replace("_", " "),
            alert.stance,
            str(alert.documents),
            f"{alert.last_known_at:%Y-%m-%d}",
            escape(assignee(notes.get(alert.id, ()))),
            alert.disposition.decision.words if alert.disposition else _place(alert, excluded),
        )
    paper().print(table if table.row_count else "no alerts")


def _place(alert: Alert, excluded: Sequence[Exclusion]) -> str:
    return "[dim]left out[/]" if why_excluded(alert, excluded) else ""


@app.command("show")
def show_one(alert_id: Id, rehearsal: Rehearsal = False) -> None:
    """Show one alert whole: what happened when, every quote, paragraphs, decisions.

    Example: [bold]watch1718 alerts show A-7K3M9QZX2P --rehearsal[/]
    """
    out = paper()
    ledger = office.ledger(rehearsal=rehearsal)
    alert = ledger.show(alert_id)
    severity = ledger.severity(alert)
    joined = office.redirects(rehearsal=rehearsal)
    for made in joined.of([alert.id, *alert.includes, alert_id]):
        out.print(_redirected(made))
    out.print(f"[bold]{alert.id}[/]  {_sides(alert)}  [bold]{alert.category}[/]  {escape(alert.goods.text)}")
    out.print(
        f"  {alert.stage.label.replace('_', ' ')} · {alert.stance} · severity {severity.degree}: {escape(severity.reason)}"
    )
    believed = judge_credibility(alert)
    out.print(f"  credibility {believed.code}: {escape(believed.reason)}")
    out.print(f"  ladder: {ladder(alert)}")
    for finding in alert.findings:
        out.print(f"  [cyan]{finding.ruling}[/]  {escape(finding.reason)}")
    out.print("[bold]What happened[/]")
    for event in joined.history(alert):
        whose = "" if event.alert == alert.id else f"[dim]{event.alert}[/] "
        out.print(f"  {event.known_at:%Y-%m-%d %H:%M}  [bold]{event.kind:<12}[/] {whose}{escape(event.what)}")
    _print_sides(out, alert, rehearsal=rehearsal)
    for other, why in joined.kin(alert, ledger.episodes):
        out.print(f"[yellow]may be one with {other}[/]: {escape(why)} [dim](then: alerts redirect)[/]")
    if why := why_excluded(alert, office.exclusions(rehearsal=rehearsal).standing(bootstrap.now())):
        out.print(f"[yellow]left out of digests and sorted last[/] by {escape(why)}")
    notes = office.notes(rehearsal=rehearsal).of([alert.id, *alert.includes])
    for written in sorted((one for found in notes.values() for one in found), key=lambda one: (one.at, one.id)):
        out.print(_noted(written))
    for decided in alert.dispositions:
        binds = "" if decided == alert.disposition else " [dim](no longer binds)[/]"
        out.print(
            f"[bold]{decided.decision.words}[/] by {escape(decided.actor)}, {decided.at:%Y-%m-%d %H:%M}: {escape(decided.reason)}{binds}"
        )


def _print_sides(out: Console, alert: Alert, *, rehearsal: bool) -> None:
    became = office.what_became(alert.claims, rehearsal=rehearsal)
    for side, denies in (("Who says so", False), ("Who denies it", True)):
        told = [stated for stated in alert.claims if stated.denies is denies]
        if told:
            out.print(f"[bold]{side}[/]")
        for stated in told:
            _quote(out, stated, counted=stated in alert.counted, source=alert.source_of(stated))
            if stated.id in became:
                out.print(f"      [yellow]{escape(became[stated.id])}[/]", soft_wrap=True)


def _quote(out: Console, stated: StatedClaim, *, counted: bool, source: str) -> None:
    claim, said = stated.claim, stated.paper
    gone = "" if counted else " [dim](no longer says so)[/]"
    gone += f" [dim](prints the text of {escape(source)})[/]" if source else ""
    out.print(
        f"  {said.known_at:%Y-%m-%d}  {escape(said.publisher)}: {claim.stage.label.replace('_', ' ')} · {claim.stance} · said by {escape(claim.said_by)}{gone}"
    )
    if values := value_words(claim):
        out.print(f"      {escape(values)}", highlight=False)
    out.print(f"      “{escape(claim.evidence.quote)}”", style="italic")
    out.print(f"      {escape(said.url)}", style="dim", soft_wrap=True)


@app.command()
def dispose(
    alert_id: Id,
    decision: Annotated[Decision, typer.Option("--as", help="What you decide")],
    reason: Annotated[str, typer.Option("--reason", help="Why; kept for good")],
    seen: Annotated[
        int | None, typer.Option("--seen", help="The last event that you saw; refused if there are more")
    ] = None,
    rehearsal: Rehearsal = False,
) -> None:
    """Decide on an alert. It binds up to now: something new reopens it.

    Where two people must decide (WATCH1718_APPROVALS_REQUIRED=2) the second gives the same command.

    Example: [bold]watch1718 alerts dispose A-7K3M9QZX2P --as monitoring --reason "one source so far"[/]
    """
    ledger, person = office.ledger(rehearsal=rehearsal), office.person(rehearsal=rehearsal)
    needed = bootstrap.settings().approvals_required
    made = ledger.dispose(alert_id, decision, reason, person, bootstrap.now(), seen=seen, approvals=needed)
    Console(highlight=False).print(_decided(made, decision, person))


@app.command()
def redirect(
    alert_id: Id,
    into: Annotated[str, typer.Option("--into", metavar="A-…", help="The alert that shows both from now on")],
    reason: Annotated[str, typer.Option("--reason", help="Why they are one episode; kept for good")],
    rehearsal: Rehearsal = False,
) -> None:
    """Say that two alerts are one episode: later editions carry one, with the documents of both.

    Editions that are out stay as they are. Where two people must decide the second gives the same command.

    Example: [bold]watch1718 alerts redirect A-9B4… --into A-7K3M9QZX2P --reason "the same ship on the same day"[/]
    """
    store, person = office.redirects(rehearsal=rehearsal), office.person(rehearsal=rehearsal)
    needed = bootstrap.settings().approvals_required
    made = store.add(alert_id, into, reason, person, bootstrap.now(), approvals=needed)
    out = Console(highlight=False, soft_wrap=True)
    if made is None:
        out.print(f"{alert_id} into {into}: proposed by {escape(person)}; another person must say the same")
        return
    out.print(_redirected(made))


@app.command()
def separate(
    alert_id: Id,
    reason: Annotated[str, typer.Option("--reason", help="Why it is an episode of its own; kept for good")],
    rehearsal: Rehearsal = False,
) -> None:
    """Undo a redirect: the alert stands by itself again. One person is enough: it only shows more.

    Example: [bold]watch1718 alerts separate A-9B4… --reason "two ships after all"[/]
    """
    store, person = office.redirects(rehearsal=rehearsal), office.person(rehearsal=rehearsal)
    made = store.undo(alert_id, reason, person, bootstrap.now())
    Console(highlight=False, soft_wrap=True).print(_redirected(made))


def _redirected(made: Redirect) -> str:
    said = f"[bold]{made.alert} is part of {made.into}[/]: {escape(made.reason)} [dim]({escape(made.actor)}, {made.at:%Y-%m-%d %H:%M})[/]"
    if made.undone is None:
        return said
    undone = made.undone
    return (
        f"{made.alert} was part of {made.into} until {undone.at:%Y-%m-%d %H:%M}, then not: {escape(undone.reason)} "
        f"[dim]({escape(undone.actor)})[/]"
    )


@app.command()
def bulk(
    file: Annotated[Path, typer.Argument(metavar="DECISIONS.csv", help="Columns alert, decision, reason")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check the file and the alerts, decide nothing")] = False,
    rehearsal: Rehearsal = False,
) -> None:
    """Decide on many alerts from a CSV file: on all of them, or on none where one line is wrong.

    Example: [bold]watch1718 alerts bulk decisions.csv --dry-run[/]
    """
    decisions = read_decisions(file)
    ledger, person = office.ledger(rehearsal=rehearsal), office.person(rehearsal=rehearsal)
    out = Console(highlight=False)
    if dry_run:
        for alert, decision, reason in decisions:
            out.print(f"{ledger.show(alert).id}  {decision.words}: {escape(reason)}")
        out.print(f"{counted(len(decisions), 'decisions')} could be made")
        return
    needed = bootstrap.settings().approvals_required
    made = ledger.dispose_all(decisions, person, bootstrap.now(), approvals=needed)
    for one, (_, decision, _) in zip(made, decisions, strict=True):
        out.print(_decided(one, decision, person))


def _decided(made: Alert, decision: Decision, person: str) -> str:
    if made.disposition and made.disposition.decision is decision:
        return f"{made.id}: {escape(made.events[-1].what)}"
    return f"{made.id}: proposed by {escape(person)}; another person must decide the same"


@app.command()
def note(
    alert_id: Id,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What you write; kept for good")],
    rehearsal: Rehearsal = False,
) -> None:
    """Write a note on an alert. It decides nothing and reopens nothing.

    Example: [bold]watch1718 alerts note A-7K3M9QZX2P "asked the port agent"[/]
    """
    _write(alert_id, NoteKind.NOTE, words, rehearsal=rehearsal)


@app.command()
def assign(
    alert_id: Id,
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Who is to look at it")],
    rehearsal: Rehearsal = False,
) -> None:
    """Give an alert to somebody; the last one it was given to has it.

    Example: [bold]watch1718 alerts assign A-7K3M9QZX2P anna[/]
    """
    _write(alert_id, NoteKind.ASSIGNED, person, rehearsal=rehearsal)


def _write(alert: str, kind: NoteKind, words: str, *, rehearsal: bool) -> None:
    made = write(alert, kind, words, office.person(rehearsal=rehearsal), bootstrap.now())
    office.notes(rehearsal=rehearsal).add(made)
    Console(highlight=False).print(f"{made.alert}: {_noted(made)}")


def _noted(made: Note) -> str:
    what = "given to" if made.kind is NoteKind.ASSIGNED else "note:"
    return f"{what} {escape(made.words)} [dim]({escape(made.actor)}, {made.at:%Y-%m-%d %H:%M})[/]"


def _sides(alert: Alert) -> str:
    claim = alert.founding.claim
    return " → ".join(
        "?" if side.country == "XX" else side.country or "—" for side in (claim.supplier, claim.recipient)
    )
