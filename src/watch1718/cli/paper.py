"""Where a command prints: a terminal, or a file and a pipe, in which no line may be cut or broken."""

from __future__ import annotations

from rich.console import Console

WIDE = 140  # columns where nobody looks


def paper() -> Console:
    """Wrap words for a person at a terminal; elsewhere keep each line whole, so that ids and addresses stay usable."""
    out = Console(highlight=False)
    return out if out.is_terminal else Console(highlight=False, soft_wrap=True, width=max(out.width, WIDE))
