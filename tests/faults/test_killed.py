"""kill -9 at seeded points of capture and reading: nothing that was acknowledged is lost, nothing is doubled.

A child process plays capture and reading of a rehearsal day and is killed at its n-th named point, again and again, each
time going on where the one before was killed; at the end the rows are those of one clean run.
"""

import os
import random
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from worlds import prepared, rehearsal

from watch1718 import steps
from watch1718.adapters import bodies, capture_store, database
from watch1718.adapters.parser import KindParser
from watch1718.newsroom import DAYS, NAME, Newsroom

SEED, KILLS, A_PROCESS = 1718, 104, 30
ANEW = "truncate ledger.snapshot, ledger.document, ledger.quarantine cascade"
POINTS = ("snapshot:before", "snapshot:after", "body:before", "body:after", "document:before", "document:after")
ROWS = """
select 'snapshot', url, outcome, coalesce(blob, '') from ledger.snapshot where part = 'page'
union all select 'document', document, id, title from ledger.document_version
union all select 'quarantine', reason, step, coalesce(source, '') from ledger.quarantine order by 1, 2, 3, 4
"""


class Killer:
    """Counts named points and ends this process, as power failing would, at the one that is due."""

    def __init__(self, due: int, log: Path) -> None:
        self.left, self.log = due, log

    def reach(self, point: str) -> None:
        """Pass a point, or die in it with its name written down."""
        self.left -= 1
        if self.left == 0:
            with self.log.open("a") as file:
                file.write(f"{point}\n")
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, owner: type, method: str, name: str) -> None:
        """Put a point before and one after a method."""
        inner = getattr(owner, method)

        def guarded(*given, **named):
            self.reach(f"{name}:before")
            done = inner(*given, **named)
            self.reach(f"{name}:after")
            return done

        setattr(owner, method, guarded)


def play(url: str, folder: Path, room: Newsroom) -> None:
    """Capture every source that is due and read all that came."""
    engine = database.connect(url)
    world = rehearsal(engine, folder, room, DAYS[2].now)
    world = replace(world, parser=KindParser(world.clock.now))
    for source in steps.due(world):
        steps.capture(world, source)
    steps.read(world)
    engine.dispose()


def killed(due: int, log: Path, *given: object) -> bool:
    """Play in a process of its own that dies at the due point; say whether it came to its end instead."""
    child = os.fork()
    if child == 0:
        killer = Killer(due, log)
        killer.around(bodies.FileBodies, "put", "body")
        killer.around(capture_store.CaptureStore, "add", "snapshot")
        killer.around(capture_store.DocumentStore, "add", "document")
        try:
            play(*given)
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
    """B2, B3, B4: killed at 104 seeded points and begun anew each time, the rows are those of a clean run."""
    prepared(engine)
    clean = database.connect(blank_url)
    database.migrate(clean)
    prepared(clean)
    chance = random.Random(SEED)  # noqa: S311 - a seed, not a secret
    log, before, kills = tmp_path / "log", [], 0
    with Newsroom(DAYS[2], base_url=NAME) as room:
        play(blank_url, tmp_path / "clean", room)
        wanted = found(clean)
        clean.dispose()
        while kills < KILLS:
            engine.dispose()
            ended = killed(chance.randint(1, A_PROCESS), log, database_url, tmp_path / "killed", room)
            kills += not ended
            now = found(engine)
            assert set(before) <= set(now), "something that was acknowledged is lost"
            assert len(now) == len(set(now)), "something is doubled"
            before = now
            if ended:
                assert now == wanted
                before = []
                with engine.begin() as connection:
                    connection.execute(text(ANEW))
        play(database_url, tmp_path / "killed", room)
    assert set(log.read_text().split()) == set(POINTS)
    assert found(engine) == wanted
