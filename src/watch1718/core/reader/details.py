"""What else a claim carries: money, cited paragraphs."""

from __future__ import annotations

import re

from watch1718.core.claim import Money

_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
_SCALE = {
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "тыс": 1e3,
    "млн": 1e6,
    "млрд": 1e9,
    "만": 1e4,
    "억": 1e8,
    "万": 1e4,
    "亿": 1e8,
    "億": 1e8,
}
_MONEY = re.compile(
    rf"(?P<sign>US\$|\$|€|£|¥)\s?{_NUMBER}\s*(?P<scale>thousand|million|billion)?"
    rf"|{_NUMBER}\s*(?P<scale2>thousand|million|billion|млн|млрд|만|억|万|亿|億)?\s*(?P<name>dollars|euros|долларов|рублей|달러|원|美元|ドル)",
    re.IGNORECASE,
)
_CURRENCY = {
    "us$": "USD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "CNY",
    "dollars": "USD",
    "euros": "EUR",
    "долларов": "USD",
    "рублей": "RUB",
    "달러": "USD",
    "원": "KRW",
    "美元": "USD",
    "ドル": "USD",
}
_PARAGRAPH = re.compile(
    r"paragraphs?\s+(\d+)\s*(?:\(([a-z])\))?(?:\s*\(([ivx]+)\))?\s+of\s+(?:security council\s+)?resolution\s+(\d{4})",
    re.IGNORECASE,
)


def find_money(text: str) -> Money | None:
    """Read the first sum in the sentence."""
    match = _MONEY.search(text)
    if match is None:
        return None
    number, scale = (
        (match.group(2), match.group("scale")) if match.group("sign") else (match.group(4), match.group("scale2"))
    )
    return Money(
        _value(number, scale), _CURRENCY[(match.group("sign") or match.group("name")).casefold()], match.group().strip()
    )


def _value(number: str, scale: str | None) -> float:
    return float(number.replace(",", "")) * _SCALE.get((scale or "").casefold(), 1.0)


def cited_paragraphs(text: str) -> tuple[str, ...]:
    """Read "paragraph 8 (b) of resolution 1718" as S/RES/1718-8b."""
    return tuple(
        f"S/RES/{m.group(4)}-{m.group(1)}{m.group(2) or ''}{m.group(3) or ''}" for m in _PARAGRAPH.finditer(text)
    )
