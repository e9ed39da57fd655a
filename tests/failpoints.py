"""Failpoints that have names: every statement, every commit and every act that makes a file last.

A name says who acts, what is done and on what: ``LedgerStore.fold: insert alert_event``, ``read: fsync``. It is derived from
the statement and from the stack, so the program itself carries none.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import psycopg
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

from watch1718.adapters import server
from watch1718.errors import Retry

VERB = re.compile(
    r"\s*(?:with\b.*?\)\s*)?(insert|update|delete|select|lock|set|truncate|copy)\b", re.DOTALL | re.IGNORECASE
)
TABLE = re.compile(r"\bledger\.(\w+)")
WRITES = {"insert", "update", "delete", "truncate", "copy"}
Reach = Callable[[str, Connection | None], None]


def actor() -> str:
    """Who acts: the first function of the program on the stack, "fold" of a step or "LedgerStore.fold" of a store."""
    frame, found = sys._getframe(1), ""
    while frame is not None:
        module = frame.f_globals.get("__name__", "")
        if module.startswith("watch1718.") and frame.f_code.co_name not in {"<lambda>", "<genexpr>"}:
            found = frame.f_code.co_qualname
        frame = frame.f_back
    return found.removesuffix(".<locals>") or "nobody"


def verb(statement: str) -> str:
    """What a statement does: "insert"; "other" for what begins with no word that we know."""
    found = VERB.match(statement)
    return found[1].lower() if found else "other"


def name(statement: str) -> str:
    """A statement's name: "insert alert_event", "select lock_alerts", "set"."""
    table = TABLE.search(statement)
    return f"{verb(statement)} {table[1]}" if table else verb(statement)


@contextmanager
def statements(engine: Engine, reach: Reach) -> Iterator[None]:
    """Call ``reach`` before every statement of an engine, before every commit and after it."""
    commit = engine.dialect.do_commit

    def before(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        reach(f"{actor()}: {name(statement)}", connection)
        if verb(statement) in WRITES:
            connection.info["writes"] = connection.info.get("writes", 0) + 1

    def ending(connection: Connection) -> None:
        reach(f"{actor()}: commit", connection)

    def begun(connection: Connection) -> None:
        connection.info["writes"] = 0

    def committed(driver: object) -> None:
        commit(driver)
        reach(f"{actor()}: after commit", None)

    listeners = (("before_cursor_execute", before), ("commit", ending), ("begin", begun))
    for what, listener in listeners:
        event.listen(engine, what, listener)
    try:
        with mock.patch.object(engine.dialect, "do_commit", committed):
            yield
    finally:
        for what, listener in listeners:
            event.remove(engine, what, listener)


@contextmanager
def files(reach: Reach) -> Iterator[None]:
    """Call ``reach`` before every fsync and every rename of a file into its place, and after the rename."""
    sync, replace = os.fsync, Path.replace

    def synced(handle: int) -> None:
        reach(f"{actor()}: fsync", None)
        sync(handle)

    def replaced(path: Path, target: Path) -> Path:
        reach(f"{actor()}: rename", None)
        done = replace(path, target)
        reach(f"{actor()}: after rename", None)
        return done

    with mock.patch.object(os, "fsync", synced), mock.patch.object(Path, "replace", replaced):
        yield


class Died(BaseException):
    """This process would be gone: nothing of ours may catch it."""


class Killer:
    """Ends what is done at a failpoint: the server ends the connection, or the process dies after a commit.

    A name is used ``most`` times, one that only reads once. ``kills`` counts them by name, ``inside`` those within an open
    transaction, ``torn`` those that found rows in it which were not committed.
    """

    def __init__(self, engine: Engine, most: int) -> None:
        self.engine, self.most, self.kills = engine, most, Counter[str]()
        self.inside = self.torn = 0
        self._passed: set[str] = set()
        self._hit = ""

    def each(self, act: Callable[[], object]) -> Iterator[str]:
        """Do an act again and again, killed at each of its names in turn; yields each name, and "" when it came to its end."""
        self._passed = set()
        while True:
            self._hit = ""
            try:
                with statements(self.engine, self._reach):
                    act()
            except (Retry, DBAPIError, psycopg.Error, Died):
                assert self._hit, "it failed without being killed"
            yield self._hit
            if not self._hit:
                return

    def _reach(self, point: str, connection: Connection | None) -> None:
        most = 1 if ": select" in point or ": set" in point else self.most
        if self._hit or point in self._passed or self.kills[point] >= most:
            return
        self._hit = point
        self._passed.add(point)
        self.kills[point] += 1
        if connection is None:
            raise Died(point)
        self.inside += connection.in_transaction()
        self.torn += connection.in_transaction() and bool(connection.info.get("writes"))
        self._end(connection)

    def _end(self, connection: Connection) -> None:
        pid = connection.connection.driver_connection.info.backend_pid
        with psycopg.connect(server.conninfo(self.engine.url), autocommit=True) as other:
            other.execute("select pg_terminate_backend(%s, 1000)", [pid])


def table(kills: Counter[str]) -> str:
    """Read kills by name as lines, the acts in order: "LedgerStore.fold: insert alert 3, commit 3"."""
    acts: dict[str, list[str]] = {}
    for point, count in sorted(kills.items()):
        act, _, what = point.partition(": ")
        acts.setdefault(act, []).append(f"{what} {count}")
    return "\n".join(f"{act}: {', '.join(points)}" for act, points in acts.items())


__all__ = ["Died", "Killer", "actor", "files", "name", "statements", "table"]
