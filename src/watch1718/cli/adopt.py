"""``watch1718 adopt``: what new knowledge changes, and letting it."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from watch1718 import bootstrap, office, steps
from watch1718.core.adoption import Effect
from watch1718.core.counts import counted

COLOURS = {Effect.ADDED: "green", Effect.REMOVED: "red", Effect.CHANGED: "yellow"}


def adopt(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would change, write nothing")] = False,
    reason: Annotated[
        str, typer.Option("--reason", help="Why this version's knowledge is adopted; kept for good")
    ] = "",
    rehearsal: Annotated[bool, typer.Option("--rehearsal", help="The rehearsal's ledger")] = False,
) -> None:
    """Let the knowledge of this version count for documents that an older one has read.

    After an upgrade new documents are read with the new knowledge and old ones stay as they were read, until you
    adopt it. Old alerts stay in any case: one that is made no more is marked so. Where two must agree
    (WATCH1718_APPROVALS_REQUIRED=2), the second gives the same command.

    Example: [bold]watch1718 adopt --dry-run[/]   ·   [bold]watch1718 adopt --reason "release 0.2, looked at 14 changes"[/]
    """
    if dry_run == bool(reason):
        raise typer.BadParameter("give --dry-run, or --reason with why you adopt")
    out = Console(highlight=False, soft_wrap=True)
    with bootstrap.world("rehearsal" if rehearsal else "live") as world:
        if dry_run:
            documents, impacts = steps.weigh(world)
            for one in impacts:
                sides = f"{one.category}  {one.sides}"
                out.print(f"[{COLOURS[one.effect]}]{one.effect:8}[/] [bold]{one.alert}[/]  {escape(sides)}")
                out.print(f"         {escape(one.cause)}", style="dim")
            counts = ", ".join(f"{sum(one.effect is kind for one in impacts)} {kind}" for kind in Effect)
            out.print(f"read by an older version: {counted(documents, 'documents')}; alerts: {counts}")
            return
        person, needed = office.person(rehearsal=rehearsal), bootstrap.settings().approvals_required
        if not steps.adopt(world, reason, person, approvals=needed):
            out.print(f"proposed by {person}: a second person must agree, with the same command")
            return
        read, folded = steps.match(world), steps.fold(world)
        out.print(
            f"adopted: {counted(read['readings'], 'documents')} read again; {counted(folded['joined'], 'claims')} placed"
        )
