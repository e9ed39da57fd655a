"""What became of a document since it was first read: its versions, and whether it can still be had."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, RowMapping, select
from sqlalchemy.dialects.postgresql import distinct_on

from watch1718.adapters import tables as t
from watch1718.adapters.ledger_rows import among
from watch1718.core.stated_claim import StatedClaim
from watch1718.errors import Misconfigured


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a document, as it was stored."""

    id: str
    document: str
    title: str
    text: str
    known_at: datetime
    url: str
    gone_since: datetime | None

    @property
    def full_text(self) -> str:
        """The text that spans index."""
        return f"{self.title}\n{self.text}"


_VERSION, _DOCUMENT = t.document_version.c, t.document.c
_QUERY = (
    select(
        _VERSION.id,
        _VERSION.document,
        _VERSION.title,
        _VERSION.text,
        _VERSION.known_at,
        _VERSION.url,
        _DOCUMENT.gone_since,
    )
    .join(t.document, _DOCUMENT.id == _VERSION.document)
    .order_by(_VERSION.document, _VERSION.known_at, _VERSION.id)
)


def versions(engine: Engine, given: str) -> Sequence[Version]:
    """Every version of the document with this address or id, oldest first. Raises Misconfigured where there is none."""
    query = _QUERY.where((_VERSION.document == given) | (_VERSION.url == given) | (_VERSION.id == given))
    with engine.connect() as connection:
        names = {row["document"] for row in connection.execute(query).mappings()}
        if len(names) != 1:
            raise Misconfigured(f"{'several documents are' if names else 'no document is'} known as {given}")
        found = connection.execute(_QUERY.where(_VERSION.document == names.pop())).mappings()
        return [Version(**row) for row in found]


def what_became(connection: Connection, claims: Iterable[StatedClaim], until: datetime) -> Mapping[str, str]:
    """Say of each claim whose quote could not be found any more at that moment what had become of its page.

    Claims that stood are left out.
    """
    stated = list(claims)
    documents = {one.paper.document for one in stated}
    newest = (
        select(_VERSION.document, _VERSION.id, _VERSION.known_at, _DOCUMENT.gone_since)
        .join(t.document, _DOCUMENT.id == _VERSION.document)
        .where(among(_VERSION.document, documents), _VERSION.known_at < until)
        .ext(distinct_on(_VERSION.document))
        .order_by(_VERSION.document, _VERSION.known_at.desc(), _VERSION.id.desc())
    )
    now = {row["document"]: row for row in connection.execute(newest).mappings()}
    stood = ((one.paper.version, now.get(one.paper.document)) for one in stated)
    changed = {row["id"] for version, row in stood if row is not None and row["id"] != version}
    texts = {
        row.id: f"{row.title}\n{row.text}"
        for row in connection.execute(
            select(_VERSION.id, _VERSION.title, _VERSION.text).where(among(_VERSION.id, changed))
        )
    }
    said = {one.id: _said(one, now.get(one.paper.document), texts, until) for one in stated}
    return {claim: words for claim, words in said.items() if words}


def _said(one: StatedClaim, newest: RowMapping | None, texts: Mapping[str, str], until: datetime) -> str:
    if newest is None:
        return ""
    if newest["gone_since"] and newest["gone_since"] < until:
        return f"the page is gone since {newest['gone_since']:%Y-%m-%d}"
    if newest["id"] in texts and one.claim.evidence.quote not in texts[newest["id"]]:
        return f"these words left the page, seen {newest['known_at']:%Y-%m-%d}"
    return ""
