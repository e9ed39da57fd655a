"""What stands at each address at a given moment: pure rendering, no sockets and no clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined

from watch1718.core.source import EvidenceLevel, Interest, Source, SourceKind
from watch1718.newsroom import listings
from watch1718.newsroom.stories import Story, on_show

INVENTED = "Invented for a rehearsal of watch1718"
PRESS_LIST = "/press_hall/en/content/security-council/press-release"


@dataclass(frozen=True, slots=True)
class Reply:
    """A body as it stands at an address, and since when it stands there unchanged."""

    body: bytes
    content_type: str
    modified: datetime


@dataclass(frozen=True, slots=True)
class Newsstand:
    """The newsroom at one moment, with the address that its links start with."""

    now: datetime
    base_url: str

    def reply(self, path: str) -> Reply | None:
        """Give what stands at this path, None where nothing does."""
        if path in (shown := on_show(self.now)):
            return self._page(shown[path])
        make = self._fixed().get(path)
        return make() if make else None

    def paths(self) -> tuple[str, ...]:
        """All paths at which something stands."""
        return (*self._fixed(), *on_show(self.now))

    def _fixed(self) -> Mapping[str, Callable[[], Reply]]:
        fixed: dict[str, Callable[[], Reply]] = {
            "/": self._index,
            "/robots.txt": self._robots,
            "/press_hall/en/rss.xml": lambda: self._feed("press_hall", "rss"),
        }
        for source in sources():
            fixed[source.url] = self._front(source)
        return fixed

    def _front(self, source: Source) -> Callable[[], Reply]:
        match source.kind:
            case SourceKind.RSS | SourceKind.ATOM:
                return lambda: self._feed(source.id, source.kind.value)
            case SourceKind.UN_PRESS:
                return self._press_list
            case SourceKind.UN_LIST:
                return self._list
            case _:
                raise ValueError(f"the newsroom serves no {source.kind}: {source.id}")

    def _of(self, source: str) -> list[Story]:
        """Give this source's stories, newest first."""
        return [story for story in list(on_show(self.now).values())[::-1] if story.source == source]

    def _page(self, story: Story) -> Reply:
        name = "press.html" if story.source == "press_hall" else "story.html"
        body = _render(name, stand=self, source=source_of(story.source), story=story)
        return Reply(body, "text/html; charset=utf-8", story.visible_from)

    def _feed(self, source: str, kind: str) -> Reply:
        items = self._of(source)
        modified = max((story.visible_from for story in items), default=_OPENED)
        body = _render(f"feed.{kind}.xml", stand=self, source=source_of(source), items=items, modified=modified)
        return Reply(body, f"application/{kind}+xml; charset=utf-8", modified)

    def _press_list(self) -> Reply:
        items = self._of("press_hall")
        body = _render("press_list.html", stand=self, source=source_of("press_hall"), items=items)
        return Reply(body, "text/html; charset=utf-8", max(story.visible_from for story in items))

    def _list(self) -> Reply:
        entries = listings.on_list(self.now)
        modified = max(entry.since for entry in entries)
        body = _render("list.xml", entries=entries, modified=modified)
        return Reply(body, "text/xml; charset=utf-8", modified)

    def _index(self) -> Reply:
        body = _render("index.html", stand=self, sources=sources(), shown=on_show(self.now))
        return Reply(body, "text/html; charset=utf-8", self.now)

    def _robots(self) -> Reply:
        return Reply(_render("robots.txt"), "text/plain; charset=utf-8", _OPENED)


_OPENED = datetime.fromisoformat("2026-03-01T00:00:00+00:00")


def sources(base_url: str = "") -> tuple[Source, ...]:
    """Give the invented sources as declared; with a base URL their addresses are whole."""
    return tuple(replace(source, url=base_url + source.url) for source in _declared())


def source_of(name: str) -> Source:
    """The invented source with this id; KeyError where there is none."""
    return {source.id: source for source in _declared()}[name]


@cache
def _declared() -> tuple[Source, ...]:
    return tuple(_source(dict(row)) for row in yaml.safe_load((files(__package__) / "sources.yml").read_text("utf-8")))


def _source(row: dict[str, Any]) -> Source:
    return Source(
        interest=Interest(row.pop("interest")),
        kind=SourceKind(row.pop("kind")),
        evidence=EvidenceLevel(row.pop("evidence")),
        on=row.pop("default") == "on",
        **row,
    )


def _render(name: str, **values: object) -> bytes:
    return _templates().get_template(f"{name}.j2").render(invented=INVENTED, **values).encode("utf-8")


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader(__package__ or "watch1718.newsroom"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["rfc822"] = format_datetime
    return made
