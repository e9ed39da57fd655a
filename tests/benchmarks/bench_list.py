"""The UN list: parsing the newest version, replaying all of them."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from functools import cache

from benchmarks.figure import Figure, seconds
from benchmarks.invented import SHARED, un_list
from watch1718.adapters.list_replay import read_body, read_copies, replay
from watch1718.adapters.un_list import parse_list


def figures() -> Iterator[Figure]:
    """Parse the newest stored copy (an invented list of its size where there is none), replay the folder."""
    body, note = newest()
    yield Figure("list: parse the newest version", seconds(lambda: parse_list(body)), 1, "s", note=note)
    tracemalloc.start()
    parse_list(body)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    yield Figure("list: memory of that, at its peak", peak / 1e6, 100, "MB", note="as Python counts it")
    if SHARED.is_dir():
        copies = len([*SHARED.rglob("*.xml.gz"), *SHARED.rglob("*.xml"), *SHARED.rglob("*.body")])
        spent = seconds(lambda: replay(read_copies(SHARED)), rounds=1)
        yield Figure("list: replay of all versions", spent, 60, "s", note=f"{copies} files")


@cache
def newest() -> tuple[bytes, str]:
    """The whole list that was generated last, else an invented one; and which it is."""
    if not SHARED.is_dir():
        body = un_list()
        return body, f"invented, {len(body) / 1e6:.1f} MB"
    whole = [name for name, version in read_copies(SHARED).versions if len(version.list_types) > 1]
    name = whole[-1]
    body = read_body(SHARED / name)
    return body, f"{name}, {len(body) / 1e6:.1f} MB"
