"""UN documents by symbol: the address of each, from its symbol."""

from __future__ import annotations

import re
from urllib.parse import quote

from watch1718.core.snapshot import FeedItem
from watch1718.core.source import SymbolRule

MOST = 300
_NUMBERS = re.compile(r"\{(\d+)\.\.(\d+)\}")


def documents_of(rule: SymbolRule, address: str) -> tuple[FeedItem, ...]:
    """What to ask for, in order, each symbol once; ``address`` holds ``{symbol}`` where the symbol goes."""
    symbols = dict.fromkeys(symbol for written in rule.symbols for symbol in spelled_out(written))
    return tuple(FeedItem(address.replace("{symbol}", quote(symbol, safe="")), symbol) for symbol in symbols)


def spelled_out(written: str) -> list[str]:
    """The symbols that one entry stands for: ``S/2024/{210..212}`` is three."""
    found = _NUMBERS.search(written)
    if found is None:
        return [written]
    first, last = int(found[1]), int(found[2])
    return [written.replace(found[0], str(number), 1) for number in range(first, min(last, first + MOST - 1) + 1)]
