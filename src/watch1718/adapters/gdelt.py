"""GDELT's tables: a list of the newest quarter hour, and packed rows with tabs that name stories by address.

A row is somebody's report of an event, never the event. Only addresses, dates and titles are taken from it.
"""

from __future__ import annotations

import html
import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from watch1718.adapters.characters import decode
from watch1718.adapters.feeds import item, page_kind, stories, web_link
from watch1718.core.document import digest
from watch1718.core.snapshot import FeedItem, Lost, Stories
from watch1718.core.source import GdeltRule
from watch1718.errors import Quarantine

ZIP = b"PK\x03\x04"
UNPACKED = 256 * 1024 * 1024
QUARTER = timedelta(minutes=15)
_FILE = re.compile(r"(https?://\S+/)(\d{14})(\.(export|mentions|gkg)\.csv\.zip)", re.IGNORECASE)
_TITLE = re.compile(r"<PAGE_TITLE>(.*?)</PAGE_TITLE>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Table:
    """Where a table keeps what we take."""

    columns: int
    url: int
    date: int
    title: int | None = None
    web: tuple[int, str] | None = None  # the column and the value that say that the address is of the web


TABLES = {
    "export": Table(columns=61, url=60, date=59),
    "mentions": Table(columns=16, url=5, date=2, web=(3, "1")),
    "gkg": Table(columns=27, url=4, date=1, title=26, web=(2, "1")),
}


def read_gdelt(body: bytes, base: str, rule: GdeltRule, now: datetime) -> Stories:
    """The files that the newest list leads to, or the stories of one such file.

    Raises Quarantine: ``content_type``, ``source_changed``, ``damaged``, ``bomb``, ``items_lost``.
    """
    if body.startswith(ZIP):
        return _rows(_unzip(body, base), base, rule, now)
    text = decode(body).text
    if "<html" in text[:2000].lower():
        raise Quarantine(page_kind(text), f"a web page stands where {base} was expected")
    newest = next((found for found in _FILE.finditer(text) if found[4].lower() == rule.table), None)
    if newest is None:
        raise Quarantine("source_changed", f"{base} names no {rule.table}.csv.zip: {text[:80]!r}")
    at = _moment(newest[2])
    if at is None:
        raise Quarantine("source_changed", f"{base}: {newest[2]} is no moment")
    files = (f"{newest[1]}{at - step * QUARTER:%Y%m%d%H%M%S}{newest[3]}" for step in range(rule.files))
    return Stories((), 0, more=tuple(files), lasting=True)


def _unzip(body: bytes, base: str) -> str:
    try:
        with ZipFile(BytesIO(body)) as packed:
            (inside,) = packed.infolist()
            if inside.file_size > UNPACKED:
                raise Quarantine("bomb", f"{base} unpacks to {inside.file_size} bytes")
            with packed.open(inside) as file:
                whole = file.read(UNPACKED + 1)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as wrong:
        raise Quarantine("damaged", f"{base}: {str(wrong)[:120]}") from wrong
    if len(whole) > UNPACKED:
        raise Quarantine("bomb", f"{base} unpacks to more than {UNPACKED} bytes")
    return whole.decode("utf-8", "replace")


def _rows(text: str, base: str, rule: GdeltRule, now: datetime) -> Stories:
    """Each address once; rows about other things are left out, and counted."""
    table, words = TABLES[rule.table], tuple(word.lower() for word in rule.contains)
    lines = [line for line in text.split("\n") if line.strip()]
    found: dict[str, FeedItem | Lost] = {}
    wanted = 0
    for number, line in enumerate(lines, 1):
        if not any(word in line.lower() for word in words):
            continue
        one = _story(line.rstrip("\r").split("\t"), f"{base}:{number}", table, now)
        if one is not None:
            wanted += 1
            found.setdefault(one.url if isinstance(one, FeedItem) else one.key, one)
    return stories(
        list(found.values()),
        base,
        len(lines),
        left_out=len(lines) - wanted,
        doubles=wanted - len(found),
    )


def _story(row: list[str], place: str, table: Table, now: datetime) -> FeedItem | Lost | None:
    """One row's story; None where it names a broadcast or a paper, which have no address."""
    if len(row) != table.columns:
        detail = f"{len(row)} columns, {table.columns} expected: {' '.join(row)[:80]}"
        return Lost(f"{place} {digest(*row)[:16]}", "bad_row", detail)
    if table.web and row[table.web[0]] != table.web[1]:
        return None
    title = _TITLE.search(row[table.title]) if table.title is not None else None
    published = _moment(row[table.date])
    known = published if published is not None and published <= now + timedelta(days=1) else None
    return item(place, web_link(row[table.url], ""), html.unescape(title[1]) if title else "", known)


def _moment(digits: str) -> datetime | None:
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
