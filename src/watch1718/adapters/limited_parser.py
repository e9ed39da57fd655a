"""The ``Parser`` port in front of a process of its own, so that no page, feed, PDF or list can take this one down."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from watch1718.adapters.child import Child
from watch1718.core.listing import ListVersion, party_of
from watch1718.core.snapshot import FeedItem, Lost, Page, Stories
from watch1718.core.source import Source
from watch1718.errors import NotADocument

WARM = Child()  # one for this process: its libraries are loaded once


class LimitedParser:
    """Asks a child for every format that strangers write."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC), child: Child = WARM) -> None:
        self._now, self._child = now, child

    def feed(self, source: Source, url: str, body: bytes) -> Stories:
        """The stories that one page of a list names. Raises Quarantine where the body is no such page."""
        found = self._ask(("feed", source, url), body)
        items = tuple(_item(one) for one in found.pop("items"))
        lost = tuple(Lost(**one) for one in found.pop("lost"))
        return Stories(items=items, lost=lost, more=tuple(found.pop("more")), **found)

    def page(self, source: Source, url: str, body: bytes, headers: Mapping[str, str], *, trusted: bool = False) -> Page:
        """Title, text and date of a page, a story for sure where ``trusted``. Raises NotADocument where there is none."""
        return _page(self._ask(("page", source, url, dict(headers), trusted), body))

    def pdf(self, url: str, body: bytes) -> Page:
        """Title, text and date of a PDF. Raises NotADocument where there is none."""
        return _page(self._ask(("pdf", url), body))

    def file(self, url: str, body: bytes) -> Page:
        """Title, text, date and language of a web page that lies in a file. Raises NotADocument where there is none."""
        return _page(self._ask(("file", url), body))

    def un_list(self, body: bytes) -> ListVersion:
        """The UN list. Raises Quarantine where the body is not one."""
        found = self._ask(("un_list",), body)
        return ListVersion(datetime.fromisoformat(found["generated"]), tuple(map(party_of, found["parties"])))

    def _ask(self, question: tuple[Any, ...], body: bytes) -> Any:
        answer = self._child.ask(pickle.dumps((self._now(), *question)), body)
        if "reason" in answer:
            raise NotADocument(answer["reason"], answer["detail"])
        return answer["found"]


def _page(found: dict[str, Any]) -> Page:
    return Page(**{**found, "published": _moment(found["published"])})


def _item(found: dict[str, Any]) -> FeedItem:
    return FeedItem(**{**found, "published": _moment(found["published"])})


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
