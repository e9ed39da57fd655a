"""A category's law over the years, as bars: for a terminal and as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from watch1718.core.measure import Catalogue, Measure

FIRST = date(2006, 1, 1)
MARKS = {"binding": "█", "interprets": "▒", "urged": "░", "exempts": "·"}
COLOURS = {"binding": "#1f4e79", "interprets": "#7f9fbf", "urged": "#d5e0ea", "exempts": "#ffffff"}
LABEL, ROW, SCALE, MARGIN = 130, 22, 58, 30


@dataclass(frozen=True, slots=True)
class Bar:
    """One paragraph's life: from ``start`` up to ``end``, which is the last day drawn where it is still law.

    ``kind`` is a key of MARKS: how the paragraph binds, or that it exempts.
    """

    cite: str
    kind: str
    start: date
    end: date
    is_open: bool
    duty: str


def make_bars(catalogue: Catalogue, category: str, last: date) -> tuple[Bar, ...]:
    """The paragraphs that cover a category, oldest first, up to ``last``."""
    found = [m for m in catalogue.measures if category in m.categories and m.resolution and m.in_force_from <= last]
    return tuple(_bar(measure, last) for measure in sorted(found, key=lambda m: (m.in_force_from, m.id)))


def draw_text(bars: tuple[Bar, ...], last: date, width: int) -> Iterator[str]:
    """Yield a scale of years and a line for each bar, ``width`` characters for the years."""
    label = max((len(bar.cite) for bar in bars), default=0) + 1
    yield " " * label + _years(last, width)
    for bar in bars:
        left, right = (
            _place(bar.start, last, width),
            max(_place(bar.end, last, width), _place(bar.start, last, width) + 1),
        )
        line = " " * left + MARKS[bar.kind] * (right - left)
        until = "now" if bar.is_open else bar.end.isoformat()
        yield f"{bar.cite:<{label}}{line:<{width}} {bar.start} → {until}"


def draw_svg(title: str, bars: tuple[Bar, ...], last: date, width: int = 960) -> str:
    """A picture with a title for each bar, readable without colours."""
    room = width - LABEL - ROW
    height = SCALE + ROW * len(bars) + MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="8" y="20" font-size="15" font-weight="bold">{escape(title)}</text>',
        *_grid(last, room, height),
        *(line for row, bar in enumerate(bars) for line in _svg_bar(bar, row, last, room)),
        *_legend(height - 10),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _bar(measure: Measure, last: date) -> Bar:
    is_open = measure.in_force_to is None or measure.in_force_to > last
    end = last if measure.in_force_to is None else min(measure.in_force_to, last)
    kind = "exempts" if measure.entry == "exemption" else measure.binding
    return Bar(measure.cite, kind, measure.in_force_from, end, is_open, measure.duty)


def _place(day: date, last: date, width: int) -> int:
    whole = (last - FIRST).days
    return round(width * min(max((day - FIRST).days, 0), whole) / whole)


def _years(last: date, width: int) -> str:
    scale = [" "] * (width + 4)
    for year in range(FIRST.year, last.year + 1, 4):
        left = _place(date(year, 1, 1), last, width)
        scale[left : left + 4] = str(year)
    return "".join(scale).rstrip()


def _grid(last: date, room: int, height: int) -> Iterator[str]:
    for year in range(FIRST.year, last.year + 1, 2):
        x = LABEL + _place(date(year, 1, 1), last, room)
        yield f'<line x1="{x}" y1="{SCALE - 6}" x2="{x}" y2="{height - MARGIN}" stroke="#dddddd"/>'
        yield f'<text x="{x}" y="{SCALE - 14}" font-size="12" text-anchor="middle" fill="#555555">{year}</text>'


def _legend(y: int) -> Iterator[str]:
    for place, (kind, colour) in enumerate(COLOURS.items()):
        x = LABEL + 110 * place
        yield f'<rect x="{x}" y="{y - 10}" width="14" height="10" fill="{colour}" stroke="#1f4e79"/>'
        yield f'<text x="{x + 20}" y="{y}" font-size="12">{kind}</text>'


def _svg_bar(bar: Bar, row: int, last: date, room: int) -> Iterator[str]:
    y = SCALE + ROW * row
    left = _place(bar.start, last, room)
    long = max(_place(bar.end, last, room) - left, 2)
    until = "now" if bar.is_open else f"{bar.end}"
    words = escape(f"{bar.cite} ({bar.kind}), {bar.start} to {until}: {bar.duty}")
    yield f'<text x="{LABEL - 8}" y="{y + 13}" font-size="12" text-anchor="end">{escape(bar.cite)}</text>'
    yield (
        f'<rect x="{LABEL + left}" y="{y + 2}" width="{long}" height="{ROW - 8}" '
        f'fill="{COLOURS[bar.kind]}" stroke="#1f4e79"><title>{words}</title></rect>'
    )
