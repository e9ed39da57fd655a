"""A site on loopback that serves what a test puts on it, and a world that may ask it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from faults.server import reply, serving
from sqlalchemy import Engine, text
from worlds import prepared, rehearsal

from watch1718.adapters.capture_store import CaptureStore
from watch1718.adapters.manners import Manners, OwnHosts
from watch1718.adapters.web import RequestsWeb
from watch1718.bootstrap import FixedClock
from watch1718.core.source import EvidenceLevel, Interest, Source, SourceKind
from watch1718.newsroom import DAYS
from watch1718.ports import World

NOW = DAYS[0].now
STORY = "The harbour master counted eleven lorries at the northern gate on Monday, three more than a week ago. " * 6


@dataclass
class Site:
    """What stands at which path; a path without a page is a story of its own."""

    url: str = ""
    pages: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def answer(self, talk: Any, request: bytes, _over: Any) -> None:
        """Serve one request."""
        path = request.split(b" ")[1].decode()
        self.asked.append(path)
        if path == "/robots.txt":
            talk.sendall(reply(b"", status="404 Not Found"))
            return
        body = self.pages.get(path)
        if body is None:
            page = (
                f"<html><head><title>Story {path}</title></head><body><article><p>{STORY}</p></article></body></html>"
            )
            body = page.encode()
        talk.sendall(reply(body.replace(b"SITE", self.url.encode()), "Content-Type: text/html"))

    @property
    def stories(self) -> list[str]:
        """The paths of stories that were asked for."""
        return [path for path in self.asked if path.startswith("/story/")]


@contextmanager
def open_site(**pages: bytes) -> Iterator[Site]:
    """Serve pages; ``SITE`` in them stands for the site's own address."""
    site = Site()
    with serving(site.answer) as (url, _):
        site.url = url
        site.pages = {f"/{name}": body for name, body in pages.items()}
        yield site


def declared(url: str, kind: SourceKind, **more: Any) -> Source:
    """A source of a kind at this address."""
    given: dict[str, Any] = {
        "id": "tried",
        "title": "Tried",
        "publisher": "Tried",
        "interest": Interest.INDEPENDENT,
        "reliability": "B",
        "language": "en",
        "kind": kind,
        "url": url,
        "cadence_minutes": 15,
        "silence_hours": 24,
        "evidence": EvidenceLevel.EXCERPT,
        "licence_note": "invented",
        "on": True,
        "pace_seconds": 0.0,
    }
    return Source(**{**given, **more})


def world_of(engine: Engine, folder: Path, source: Source, now: Any = NOW) -> World:
    """A world with this one source."""
    made = rehearsal(prepared(engine), folder, SimpleNamespace(url=""), now)
    CaptureStore(engine).declare([source], now)
    web = RequestsWeb(allow_loopback=True, manners=Manners(OwnHosts(lambda: 0.0), lambda _: None))
    return replace(made, web=web, sources={source.id: source}, clock=FixedClock(now))


def rows(engine: Engine, query: str) -> list[tuple[Any, ...]]:
    """What a query finds."""
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]
