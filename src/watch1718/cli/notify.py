"""``watch1718 notify``: tell what waits to be told."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from watch1718 import bootstrap, office, steps
from watch1718.core.counts import counted


def notify(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what waits, tell nobody")] = False,
    rehearsal: Annotated[bool, typer.Option("--rehearsal", help="The rehearsal's editions")] = False,
) -> None:
    """Tell each edition once, and at once a held list, a blind day or a day without an edition.

    Always as a file in the home folder; by mail and webhook where WATCH1718_NOTICE_SMTP and _TO, or _WEBHOOK, are set.

    Example: [bold]watch1718 notify --dry-run[/]
    """
    out = Console(highlight=False, soft_wrap=True)
    now = office.moment(rehearsal=True) if rehearsal else None
    with bootstrap.world("rehearsal" if rehearsal else "live", now=now) as world:
        if dry_run:
            for channel, notice in world.notices.waiting(world.clock.now()):
                out.print(f"[bold]{channel}[/]  {escape(notice.subject)}\n{escape(notice.text)}")
            return
        out.print(f"{counted(steps.notify(world)['told'], 'notices')} told")
