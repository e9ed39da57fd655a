"""What a page says of itself to machines: the JSON-LD of its stories."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any


def linked_data(tree: Any) -> Iterator[Mapping[str, Any]]:
    """The JSON-LD objects of a page that have a headline or a date; broken ones are passed over."""
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", ""):
            try:
                yield from _objects(json.loads(script.text or "", strict=False), 0)
            except (ValueError, RecursionError):
                continue


def _objects(given: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(given, list) and depth < 4:  # noqa: PLR2004
        for one in given:
            yield from _objects(one, depth + 1)
    elif isinstance(given, dict):
        if any(kind in str(given.get("@type", "")) for kind in ("Article", "LiveBlog")) or "headline" in given:
            yield given
        yield from _objects(given.get("@graph", []), depth + 1)
