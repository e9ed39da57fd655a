"""Documents that a user already has: rows, pages and plain text, told apart by what is in them.

file, folder or bytes ─▶ unpacked ─▶ rows of JSON · a web page · a PDF · plain text ─▶ Document
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from watch1718.adapters.characters import clean, decode
from watch1718.adapters.limited_parser import LimitedParser
from watch1718.adapters.pages import paragraphs, read_date
from watch1718.adapters.unpack import gunzip
from watch1718.core.document import Document, digest
from watch1718.errors import FetchFailed, NotADocument, Quarantine

MAX_BYTES = 512 * 1024 * 1024
MAX_TITLE = 300
OWN = "own:"
KEYS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "file", "guid"),
    "source": ("source", "publisher", "site"),
    "language": ("language", "lang"),
    "title": ("title", "headline"),
    "text": ("text", "story_text", "body", "content"),
    "published": ("published", "date_str", "date_published", "date", "published_at"),
    "url": ("url", "link", "canonical_url"),
}
"""The usual names of each key, the first that a row has counts."""
OnBad = Callable[[Quarantine], None]
Skim = Callable[[Iterator[tuple[str, bytes]]], Iterator[tuple[str, bytes]]]
_MARKUP = ("<!doctype html", "<html", "<head", "<body", "<article", "<main", "<div", "<p>", "<h1")
_EPOCH_MS = 10**11


def documents_from(
    given: Path | bytes, *, keys: Mapping[str, str] | None = None, on_bad: OnBad | None = None, skim: Skim | None = None
) -> Iterator[Document]:
    """Read a file, a folder with all that it holds, or bytes, in order.

    ``keys`` names a row's own keys where they are unusual: ``{"title": "headline"}``. What cannot be read goes
    to ``on_bad`` and the rest is read; without ``on_bad`` it is raised as a Quarantine that says where.
    ``skim`` leaves out files before they are parsed.
    """
    bodies = _bodies(given, on_bad)
    for name, body in skim(bodies) if skim else bodies:
        try:
            yield from _documents(name, body, keys or {}, on_bad)
        except Quarantine as wrong:
            _pass(NotADocument(wrong.reason, _at(name, wrong.detail)), on_bad)


def _bodies(given: Path | bytes, on_bad: OnBad | None) -> Iterator[tuple[str, bytes]]:
    if isinstance(given, bytes):
        yield "standard input", given
        return
    for path in _files(given):
        try:
            with path.open("rb") as file:
                body = file.read(MAX_BYTES + 1)
        except OSError as wrong:
            _pass(NotADocument("unreadable", f"{path}: {wrong.strerror}"), on_bad)
        else:
            yield str(path), body


def _files(given: Path) -> Iterable[Path]:
    """A file as it is; of a folder everything but what is hidden, sorted."""
    if not given.is_dir():
        return [given]
    inside = (path for path in given.rglob("*") if path.is_file())
    return sorted(path for path in inside if not any(part.startswith(".") for part in path.relative_to(given).parts))


def _documents(name: str, body: bytes, keys: Mapping[str, str], on_bad: OnBad | None) -> Iterator[Document]:
    if len(body) > MAX_BYTES:
        raise NotADocument("size", f"larger than {MAX_BYTES} bytes")
    if body.startswith(b"\x1f\x8b"):
        body = _unpacked(name, body)
    if body.startswith(b"%PDF-"):
        yield _pdf(name, body)
        return
    text = decode(body).text.lstrip("\ufeff")
    start = text.lstrip()[:2000].lower()
    if _is_json(start, text):
        yield from _rows(name, text, keys, on_bad)
    elif start.startswith(("<?xml", "<rss", "<feed", "<rdf")) and "<html" not in start:
        raise NotADocument("content_type", "XML, not a story; a feed is declared as a source")
    elif start.startswith("<") and any(mark in start for mark in _MARKUP):
        yield _page(name, body)
    else:
        yield _plain(name, text)


def _is_json(start: str, text: str) -> bool:
    """Objects, lists, or a whole JSON value; "[1] Seoul" or "[Analysis]" begins a text."""
    if start.startswith("["):
        return start[1:].lstrip()[:1] in {"", "{", "[", '"', "]"} or _whole(text) is not None
    return start.startswith("{")


def _unpacked(name: str, body: bytes) -> bytes:
    """A packed file whole; asking again, as one would a server, does not mend a cut one."""
    try:
        return gunzip(body, cap=MAX_BYTES, url=name)
    except FetchFailed as wrong:
        raise NotADocument(wrong.reason, wrong.detail) from wrong


def _rows(name: str, text: str, keys: Mapping[str, str], on_bad: OnBad | None) -> Iterator[Document]:
    """Rows of JSON, one a line; or one object or list over many lines."""
    rows = _whole(text)
    numbered = enumerate(rows, 1) if rows is not None else _lines(name, text, on_bad)
    for number, row in numbered:
        try:
            yield _row(row, keys, Path(name).name)
        except NotADocument as wrong:
            _pass(NotADocument(wrong.reason, _at(f"{name}:{number}", wrong.detail)), on_bad)


def _whole(text: str) -> list[Any] | None:
    """A text that is one JSON value; None where it is a value a line."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, list) else [value]


def _lines(name: str, text: str, on_bad: OnBad | None) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError) as wrong:
                problem = getattr(wrong, "msg", "nested too deep")
                place = f"column {getattr(wrong, 'colno', 1)} of {len(line)}"
                _pass(NotADocument("bad_json", f"{name}:{number}: {problem} at {place}"), on_bad)


def _row(row: Any, keys: Mapping[str, str], file: str) -> Document:
    if not isinstance(row, dict):
        raise NotADocument("bad_row", f"a row is an object with keys, not {str(row)[:40]!r}")
    value = {key: _value(row, key, keys) for key in KEYS}
    title, text = clean(value["title"]).replace("\n", " ").strip(), clean(value["text"])
    if not (title or text.strip()):
        raise NotADocument("no_text", f"neither title nor text; its keys are {', '.join(map(str, row))[:120]}")
    url = clean(value["url"]).strip()
    return Document(
        id=clean(value["id"]).strip() or url or digest(title, text)[:32],
        source=OWN + (clean(value["source"]).strip() or _stem(file)),
        title=title,
        text=text,
        language=value["language"].strip().lower() or "und",
        published=_published(value["published"]),
        url=url,
    )


def _value(row: Mapping[str, Any], key: str, keys: Mapping[str, str]) -> str:
    names = (keys[key],) if key in keys else KEYS[key]
    given = next((row[name] for name in names if row.get(name) not in (None, "")), "")
    return given if isinstance(given, str) else json.dumps(given, ensure_ascii=False)


def _published(given: str) -> datetime | None:
    """A day, a moment, a month, or milliseconds since 1970, as rows write them."""
    given, far = given.strip(), datetime(9000, 1, 1, tzinfo=UTC)
    if given.isdigit() and int(given) > _EPOCH_MS:
        return datetime.fromtimestamp(min(int(given) / 1000, far.timestamp()), UTC)
    if len(given) == len("2024-01-01-00-00-00") and given.count("-") == 5:  # noqa: PLR2004
        day, clock = given[:10], given[11:].replace("-", ":")
        given = f"{day}T{clock}"
    if len(given) == len("2024-01") and given[4] == "-":
        given += "-01"
    return read_date(given, far)


def _page(name: str, body: bytes) -> Document:
    page = LimitedParser().file(f"file:{Path(name).name}", body)
    url = page.canonical_url if page.canonical_url.startswith("http") else ""
    return Document(
        id=url or f"file:{Path(name).name}",
        source=OWN + _stem(Path(name).name),
        title=page.title,
        text=page.text,
        language=page.language or "und",
        published=page.published,
        url=url,
    )


def _pdf(name: str, body: bytes) -> Document:
    file = Path(name).name
    page = LimitedParser().pdf(f"file:{file}", body)
    return Document(f"file:{file}", OWN + _stem(file), page.title, page.text, published=page.published)


def _plain(name: str, text: str) -> Document:
    """Plain text: the first line is the title if it is a line and more follows."""
    whole = paragraphs(text)
    if not any(map(str.isalnum, whole)):
        raise NotADocument("no_text", "not one letter or digit")
    first, _, rest = whole.partition("\n")
    title, body = (first, rest) if rest and len(first) <= MAX_TITLE else ("", whole)
    file = Path(name).name
    made = f"file:{file}" if name != "standard input" else f"text:{digest(whole)[:16]}"
    return Document(made, OWN + _stem(file), title, body)


def _stem(file: str) -> str:
    return file.split(".", maxsplit=1)[0].replace(" ", "_") or "file"


def _at(name: str, detail: str) -> str:
    return detail if detail.startswith(name) else f"{name}: {detail}"


def _pass(wrong: Quarantine, on_bad: OnBad | None) -> None:
    if on_bad is None:
        raise wrong
    on_bad(wrong)
