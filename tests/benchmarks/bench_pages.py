"""How much of a story real publishers' pages give: mean word F1, beside what trafilatura alone gives on the same pages.

``python -m benchmarks.bench_pages`` prints a table by publisher. Needs the shared data folder.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

import trafilatura

from benchmarks.figure import Figure
from watch1718.adapters.characters import decode
from watch1718.adapters.pages import read_page
from watch1718.errors import NotADocument

SHARED = Path(os.environ.get("WATCH1718_SHARED", Path(__file__).parents[3] / "shared"))
PAGES = SHARED / "data" / "pages" / "fundus"
LATER = datetime(2100, 1, 1, tzinfo=UTC)
HOLD, BEHIND = 0.90, 0.005
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+")


@dataclass(frozen=True, slots=True)
class Scored:
    """One page: what we and trafilatura found of its words, whether title and day are right (None: none expected)."""

    publisher: str
    ours: float
    theirs: float
    title: bool | None
    day: bool | None
    refused: str = ""


def figures() -> Iterator[Figure]:
    """The mean over all pages that are stories, and the distance to trafilatura alone."""
    if not PAGES.is_dir():
        return
    pages = scored()
    stories = [one for one in pages if one.refused != "live_blog"]
    ours, theirs = mean(one.ours for one in stories), mean(one.theirs for one in stories)
    note = f"{len(stories)} pages, {len(pages) - len(stories)} live blogs refused"
    yield Figure("pages: mean word F1", ours, HOLD, at_most=False, note=note)
    yield Figure("pages: trafilatura's own F1 minus ours", theirs - ours, BEHIND, note=f"trafilatura {theirs:.4f}")


def scored() -> list[Scored]:
    """Every page with what is expected of it."""
    return [one for expected in sorted(PAGES.glob("*/*.json")) for one in _of(expected)]


def _of(expected: Path) -> Iterator[Scored]:
    wanted = json.loads(expected.read_text(encoding="utf-8"))
    for page in sorted(expected.parent.glob(f"{expected.stem}_*.html.gz")):
        versions = list(wanted.values())
        body = gzip.decompress(page.read_bytes())
        found = [_score(f"{expected.parent.name}/{expected.stem}", body, version) for version in versions]
        yield max(found, key=lambda one: one.ours)


def _score(publisher: str, body: bytes, wanted: dict[str, object]) -> Scored:
    words = _words(wanted)
    theirs = _f1(trafilatura.extract(decode(body).text, fast=True, include_comments=False) or "", words)
    title, day = wanted.get("title"), str(wanted.get("publishing_date") or "")[:10]
    try:
        found = read_page("https://a.example/p", body, {}, LATER)
    except NotADocument as refused:
        return Scored(publisher, 0.0, theirs, title=None, day=None, refused=refused.reason)
    return Scored(
        publisher,
        _f1(found.text, words),
        theirs,
        title=_same(found.title, str(title)) if title else None,
        day=_near(found.published, day) if day else None,
    )


def _words(wanted: dict[str, object]) -> str:
    body = wanted.get("body")
    if not isinstance(body, dict):
        return ""
    parts = [*body.get("summary", [])]
    for section in body.get("sections", []):
        parts += [*section.get("headline", []), *section.get("paragraphs", [])]
    return " ".join(parts)


def _f1(found: str, wanted: str) -> float:
    ours, theirs = (Counter(WORD.findall(text.lower())) for text in (found, wanted))
    if not ours or not theirs:
        return float(not ours and not theirs)
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total())


def _same(ours: str, theirs: str) -> bool:
    first, second = (" ".join(WORD.findall(text.lower())) for text in (ours, theirs))
    return bool(first) and (first in second or second in first)


def _near(ours: datetime | None, day: str) -> bool:
    return (
        ours is not None and abs((ours.replace(tzinfo=UTC) - datetime.fromisoformat(day).replace(tzinfo=UTC)).days) <= 1
    )


def table() -> Iterator[str]:
    """One line a publisher, the worst first."""
    by: dict[str, list[Scored]] = defaultdict(list)
    for one in scored():
        by[one.publisher].append(one)
    yield f"{'publisher':40} {'F1':>6} {'traf.':>6} title  day  refused"
    for name, rows in sorted(by.items(), key=lambda item: mean(one.ours for one in item[1])):
        title, day = (_share([getattr(one, key) for one in rows]) for key in ("title", "day"))
        refused = ", ".join(sorted({one.refused for one in rows if one.refused}))
        yield f"{name:40} {mean(o.ours for o in rows):6.3f} {mean(o.theirs for o in rows):6.3f} {title:>5} {day:>5}  {refused}"


def _share(given: list[bool | None]) -> str:
    known = [one for one in given if one is not None]
    return f"{sum(known)}/{len(known)}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in [*table(), *map(str, figures())])
