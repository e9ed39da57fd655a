"""A first ``source.yml`` from what was seen: facts are filled in, judgements are left to a person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from itertools import pairwise
from typing import Any

import yaml

from watch1718.adapters.characters import decode
from watch1718.adapters.soup import soup
from watch1718.core.canonical import host_of
from watch1718.core.snapshot import FeedItem
from watch1718.core.source import Rule, SourceKind
from watch1718.errors import Quarantine

DAY = 24 * 60
USUAL = 60
SHORTEST, LONGEST = 15, DAY
QUIET_DAYS = 2
_LANGUAGE = re.compile(r"<language>\s*([A-Za-z]{2,3})\b|<(?:html|feed)\b[^>]*\blang=[\"']([A-Za-z]{2,3})\b")
_TITLE = re.compile(r"<title[^>]*>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</title>", re.DOTALL | re.IGNORECASE)
_DULL = frozenset({"www", "com", "org", "net", "feeds", "feed", "rss", "news", "co", "info", "gov", "int", "en", "api"})


def id_of(url: str) -> str:
    """A name for a source from its host."""
    words = [word for word in re.split(r"[^a-z0-9]+", host_of(url)) if word]
    told = [word for word in words[:-1] if word not in _DULL] or words or ["source"]
    name = "_".join(told[-2:])[:40]
    return name if name[:1].isalpha() and len(name) > 1 else f"s_{name}"


def declaration(  # noqa: PLR0917 - what is known of a source
    name: str, url: str, kind: SourceKind, rule: Rule | None, body: bytes, items: Sequence[FeedItem]
) -> str:
    """The text of a ``source.yml``; lines that a person must judge say so."""
    title, language = _said(body, name)
    cadence, silence = _rhythm(items)
    rows: list[tuple[str, Any, str]] = [
        ("id", name, ""),
        ("title", title, ""),
        ("publisher", title, "JUDGE: who answers for it; feeds of one newsroom have one publisher"),
        ("interest", "independent", "JUDGE: official, state_media, independent, research, industry"),
        ("reliability", "F", "JUDGE: Admiralty letter A to F; F says that nobody has judged it yet"),
        ("language", language, ""),
        ("kind", str(kind), ""),
        ("url", url, ""),
        ("cadence_minutes", cadence, "from the dates seen"),
        ("silence_hours", silence, "from the dates seen"),
        ("evidence", "headline", "JUDGE: bytes, excerpt, headline: what the terms let us keep"),
        ("licence_note", "not read yet; headlines alone", "JUDGE: read the terms, say in a line what they allow"),
        ("min_items", min(1, len(items)), f"{len(items)} stories were seen"),
        ("max_items", max(100, 4 * len(items)), ""),
        ("robots", True, ""),
        ("pace_seconds", 2, ""),
        ("default", "off", ""),
        ("probed", "never", ""),
    ]
    lines = [f"# {title}: say in a sentence what a colleague should know about it."]
    lines += [f"{key}: {_yaml(value)}{f'  # {note}' if note else ''}" for key, value, note in rows]
    if rule is not None:
        how = {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(rule).items() if value}
        lines += ["how:", *(f"  {key}: {_yaml(value)}" for key, value in how.items())]
    return "\n".join(lines) + "\n"


def _yaml(value: Any) -> str:
    if isinstance(value, bool | int):
        return str(value).lower()
    if value in {"on", "off"}:
        return f'"{value}"'
    return (
        yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10_000).removesuffix("\n...\n").strip()
    )


def _said(body: bytes, name: str) -> tuple[str, str]:
    """The title and language that a list gives itself."""
    try:
        text = decode(body).text[:20_000]
    except Quarantine:
        return name, "en"
    found, spoken = _TITLE.search(text), _LANGUAGE.search(text)
    plain = soup(found[1]).get_text(" ", strip=True) if found else ""
    return " ".join(plain.split())[:100] or name, (spoken[1] or spoken[2]).lower() if spoken else "en"


def _rhythm(items: Sequence[FeedItem]) -> tuple[int, int]:
    """Minutes between looks and hours of silence that are unusual, by the pauses between the stories seen."""
    moments = sorted({item.published for item in items if item.published})
    pauses = [later - earlier for earlier, later in pairwise(moments)]
    if not pauses:
        return USUAL, QUIET_DAYS * 24
    usual = sorted(pauses)[len(pauses) // 2]
    minutes = int(usual / timedelta(minutes=1)) // SHORTEST * SHORTEST
    hours = int(3 * max(pauses) / timedelta(hours=1))
    return max(SHORTEST, min(minutes, LONGEST)), max(24, min(hours, 24 * 365))
