"""An edition as a table in the terminal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text
from sqlalchemy import Engine, RowMapping

from watch1718.adapters.report import amount
from watch1718.adapters.shown import Shown, published
from watch1718.core.change import MARKS
from watch1718.core.party import NOBODY

WIDTHS = {"sev": 3, "cred": 4, "change": 12, "who → whom": 10, "what": 19, "said": 20, "law": 11, "source": 13}
NARROWEST = sum(WIDTHS.values()) + len(WIDTHS)
LONG_DATE = re.compile(r"(\d{1,2} [A-Z][a-z]{2})[a-z]* \d{4}")
ROWS = 40
WHY_NOT = {"exempt": "exempt", "context": "context", "history": "history", "quarantined": "not read"}
WIDE = 100  # columns where nobody looks: a file, a pipe, a page of documentation
SIGHT = {"COMPLETE": "green", "PARTIAL": "yellow", "BLIND": "bold red"}
GRAVE = {5: "bold red", 4: "red"}


def print_edition(console: Console, engine: Engine, origin: str, day: date | None = None, rows: int = ROWS) -> None:
    """Print the edition that is shown for a day, or for the last day that has one."""
    shown = published(engine, day)
    if shown is None:
        console.print(f"{_world(origin)} · no edition{f' of {day}' if day else ''} yet", highlight=False)
        return
    width = console.width if console.is_terminal else max(console.width, WIDE)
    for line in _lines(shown, origin, width, rows):
        console.print(line, soft_wrap=True, highlight=False)


def _lines(shown: Shown, origin: str, width: int, rows: int) -> Iterator[Text]:
    yield _title(shown, origin, width)
    sizes = _sizes(width)
    listed = [row for row in shown.alerts if row["excluded"] is None]
    ordered = sorted(listed, key=lambda row: (row["kind"] == "own_conduct", row["position"]))
    if ordered:
        yield Text(_cells({name: name for name in sizes}, sizes), style="dim")
    before = ""
    for row in ordered[:rows]:
        if before not in {"", "own_conduct"} and row["kind"] == "own_conduct":
            yield Text(" the DPRK’s own tests and launches", style="dim")
        before = row["kind"]
        yield from _alert(row, sizes, width)
    if len(ordered) > rows:
        yield Text(
            f" … and {len(ordered) - rows} more: watch1718 report{_flag(origin)} --day {shown.edition['day']}",
            style="dim",
        )
    yield from _left_out(shown, width)
    yield _last(shown, _flag(origin))


def _title(shown: Shown, origin: str, width: int) -> Text:
    line = _named(shown, f"{_world(origin)} · edition {shown.edition['id']} · ")
    return line if line.cell_len <= width else _named(shown, f"{_world(origin)} · {shown.edition['id']} · ")


def _named(shown: Shown, title: str) -> Text:
    proof = shown.attestation
    line = Text(title)
    line.append(f"{proof['state']}:", style=SIGHT[proof["state"]])
    counts = [f" {proof['read']} of {proof['expected']} sources read"]
    counts += [f"{proof['failed']} failed"] if proof["failed"] else []
    counts += [f"{proof['cut_off']} cut off"] if proof["cut_off"] else []
    return line.append(", ".join(counts))


def _world(origin: str) -> str:
    return "REHEARSAL · invented news" if origin == "rehearsal" else "LIVE"


def _flag(origin: str) -> str:
    return " --rehearsal" if origin == "rehearsal" else ""


def _sizes(width: int) -> dict[str, int]:
    """Share out what a terminal has beyond a hundred columns: to the goods, the law and the source."""
    more = max(0, width - NARROWEST) // 3
    return {name: size + (more if name in {"what", "law", "source"} else 0) for name, size in WIDTHS.items()}


def _alert(row: RowMapping, sizes: Mapping[str, int], width: int) -> Iterator[Text]:
    values = {
        "sev": str(row["severity"]),
        "cred": row["credibility"],
        "change": row["change"],
        "who → whom": _who(row),
        "what": amount(row),
        "said": f"{row['stage'].replace('_', ' ')} · {row['stance']}",
        "law": _law(row["paragraphs"], sizes["law"]),
        "source": _source(row, sizes["source"]),
    }
    line = Text(_cells(values, sizes))
    line.stylize(GRAVE.get(row["severity"], ""), 1, 2)
    yield line
    yield Text(_second(row, width - 1), style="dim")


def _source(row: RowMapping, room: int) -> str:
    others = f" +{row['documents'] - 1}" if row["documents"] > 1 else ""
    return _shorten(row["publisher"].removesuffix(" (invented)"), room - len(others)) + others


def _law(paragraphs: str, room: int) -> str:
    """Name as many paragraphs as there is room for, the best first, and count the rest."""
    cited = paragraphs.split(", ")
    for count in range(len(cited), 0, -1):
        rest = f" +{len(cited) - count}" if count < len(cited) else ""
        if cell_len(", ".join(cited[:count]) + rest) <= room:
            return ", ".join(cited[:count]) + rest
    return paragraphs


def _second(row: RowMapping, room: int) -> str:
    """The id, the words, what was before and who denies it; the words give way where there is no room."""
    notes = [note for note in (_was(row), f"denied by {row['denied_by']}" if row["denied_by"] else "") if note]
    short = [LONG_DATE.sub(r"\1", note) for note in notes]
    tail = "".join(f" · {_shorten(note, room // 3)}" for note in short)
    words = _shorten(
        " ".join(row["quote"].split()).strip(MARKS), max(16, room - cell_len(tail) - len(row["alert_id"]) - 4)
    )
    return f" {row['alert_id']} “{words}”{tail}"


def _was(row: RowMapping) -> str:
    said = row["difference"] or ""
    return said.partition(";")[0] if said.startswith("was: ") else ""


def _who(row: RowMapping) -> str:
    left = row["supplier_country"] or "?"
    return left if row["recipient_name"] == NOBODY.name else f"{left} → {row['recipient_country'] or '?'}"


def _left_out(shown: Shown, width: int) -> Iterator[Text]:
    """Two lines for each alert that an exclusion leaves out: what it is, and the reason with its end."""
    rows = [row for row in shown.alerts if row["excluded"] is not None]
    if rows:
        yield Text(f" left out by exclusion: {len(rows)}", style="dim")
    for row in rows:
        said = f" {row['alert_id']} {row['change']}, severity {row['severity']}, {_who(row)}, {amount(row)}, {row['publisher']}"
        yield Text(_shorten(said, width - 1), style="dim")
        yield Text(_shorten(f"   {row['excluded']}", width - 1), style="dim")


def _last(shown: Shown, flag: str) -> Text:
    counts = Counter(row["why_not"] for row in shown.not_alerts)
    words = [f"{counts[why]} {short}" for why, short in WHY_NOT.items() if counts[why]]
    example = shown.alerts[0]["alert_id"] if shown.alerts else "A-…"
    return Text(f" not alerts: {' · '.join(words) or 'none'}   why: watch1718 explain {example}{flag}", style="dim")


def _cells(values: Mapping[str, str], sizes: Mapping[str, int]) -> str:
    return " " + " ".join(set_cell_size(_shorten(values[name], size), size) for name, size in sizes.items()).rstrip()


def _shorten(text: str, width: int) -> str:
    """Cut a text to a width, and take out what a terminal would obey instead of print."""
    text = "".join(mark if mark.isprintable() else " " for mark in text)
    return text if cell_len(text) <= width else f"{set_cell_size(text, width - 1).rstrip()}…"
