"""kill -9 at named failpoints of capture and reading: nothing that was acknowledged is lost, nothing is doubled.

A child process plays capture and reading of a rehearsal day and is killed at a failpoint (a statement, a commit, an fsync,
a rename), again and again, each time going on where the one before was killed; at the end the rows are those of one clean run.
"""

import os
import random
import signal
import sys
from collections import Counter
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from shutil import rmtree

import failpoints
import pytest
from invariants import broken, seen
from sqlalchemy import Engine, text
from worlds import prepared, rehearsal

from watch1718 import steps
from watch1718.adapters import database
from watch1718.adapters.parser import KindParser
from watch1718.newsroom import DAYS, NAME, Newsroom
from watch1718.ports import World

SEED, KILLS, DEEP = 1718, 104, 4
ROWS = """
select 'snapshot', url, outcome, coalesce(blob, '') from ledger.snapshot where part = 'page'
union all select 'document', document, id, title from ledger.document_version
union all select 'quarantine', reason, step, coalesce(source, '') from ledger.quarantine order by 1, 2, 3, 4
"""


class Killer:
    """Ends this process, as power failing would, at the n-th pass of a name; without a name it counts them all."""

    def __init__(self, name: str = "", due: int = 0) -> None:
        self.name, self.left, self.passed = name, due, Counter[str]()

    def reach(self, point: str, _connection: object) -> None:
        """Pass a failpoint, or die in it."""
        self.passed[point] += 1
        self.left -= point == self.name
        if point == self.name and self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def world_of(engine: Engine, folder: Path, room: Newsroom) -> World:
    """The world of the day that is played."""
    world = rehearsal(engine, folder, room, DAYS[2].now)
    return replace(world, parser=KindParser(world.clock.now))


def play(url: str, folder: Path, room: Newsroom, killer: Killer) -> None:
    """Capture every source that is due and read all that came."""
    engine = database.connect(url)
    world = world_of(engine, folder, room)
    with failpoints.files(killer.reach), failpoints.statements(engine, killer.reach):
        for source in steps.due(world):
            steps.capture(world, source)
        steps.read(world)
    engine.dispose()


def killed(killer: Killer, *given: object) -> bool:
    """Play in a process of its own that dies at the due point; say whether it came to its end instead."""
    child = os.fork()
    if child == 0:
        try:
            play(*given, killer)
        finally:
            os._exit(0 if sys.exc_info()[0] is None else 3)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return not os.WIFSIGNALED(status)


def found(engine: Engine) -> list[tuple]:
    """All rows that capture and reading wrote."""
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(ROWS))]


@pytest.mark.timeout(600)
def test_killed_anywhere_it_ends_as_if_it_had_not_been(engine, database_url, blank_url, tmp_path):
    """B2, B3, B4: killed at 104 named failpoints and begun anew each time, the rows are those of a clean run."""
    prepared(engine)
    clean = database.connect(blank_url)
    database.migrate(clean)
    prepared(clean)
    chance = random.Random(SEED)  # noqa: S311 - a seed, not a secret
    before, points, folder = seen(engine), Counter[str](), tmp_path / "killed"
    with Newsroom(DAYS[2], base_url=NAME) as room:
        counter = Killer()
        play(blank_url, tmp_path / "clean", room, counter)
        wanted, names = found(clean), cycle(sorted(counter.passed))
        clean.dispose()
        while points.total() < KILLS:
            engine.dispose()
            name = next(names)
            ended = killed(Killer(name, chance.randint(1, DEEP)), database_url, folder, room)
            points[name] += not ended
            now, rows = seen(engine), found(engine)
            assert [*before.lost(now)] == [], "something that was acknowledged is lost"
            assert len(rows) == len(set(rows)), "something is doubled"
            before = now
            if ended:
                assert rows == wanted
                assert broken(engine, tmp_path / "anchors", world=world_of(engine, folder, room)) == ()
                begin_anew(engine, folder)
                before = seen(engine)
        play(database_url, folder, room, Killer())
    print(f"{points.total()} kills\n{failpoints.table(points)}")  # noqa: T201
    assert {"capture: fsync", "capture: rename", "capture: commit", "read: insert document_version"} <= set(points)
    assert found(engine) == wanted


def begin_anew(engine: Engine, folder: Path) -> None:
    """Forget everything that was captured, rows and bodies."""
    with engine.begin() as connection:
        connection.execute(text("truncate ledger.snapshot, ledger.document, ledger.quarantine cascade"))
    rmtree(folder / "evidence")
