"""Adopting new knowledge: what it would change, and letting it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from worlds import prepared, rehearsal

from watch1718 import steps
from watch1718.bootstrap import FixedClock
from watch1718.core.document import Document
from watch1718.core.finding import Finding
from watch1718.core.reading import Reading
from watch1718.errors import Misconfigured
from watch1718.newsroom import DAYS, Newsroom
from watch1718.ports import World

SHELLS = "North Korea shipped artillery shells to Russia by rail on Monday, the defence ministry in Seoul said."
COAL = "North Korea exported coal to China last week, customs officials in Dandong said on Tuesday."


class Changed:
    """A reader of another version that makes nothing of stories about coal."""

    def __init__(self, reader) -> None:
        self._reader = reader

    def __getattr__(self, name):
        return getattr(self._reader, name)

    @property
    def reader_version(self) -> str:
        """Not the one before."""
        return "another"

    def judge(self, document: Document) -> tuple[Reading, list[tuple[Finding, ...]]]:
        """Read as before, but for coal."""
        reading, findings = self._reader.judge(document)
        if "coal" not in document.text:
            return reading, list(findings)
        return replace(reading, claims=(), reason="coal is not looked at any more"), []


def upgraded(world: World) -> World:
    """The same world an hour later, with the other reader."""
    return replace(world, reader=Changed(world.reader), clock=FixedClock(DAYS[0].now + timedelta(hours=1)))


@pytest.fixture
def live(engine: Engine, tmp_path: Path) -> World:
    """A world in which a user's two stories were read."""
    with Newsroom() as room:
        world = replace(rehearsal(prepared(engine), tmp_path, room, DAYS[0].now), origin="live")
        stories = {"shells": SHELLS, "coal": COAL}
        steps.take(
            world, [Document(key, "own:me", key, words, "en", DAYS[0].now, "") for key, words in stories.items()]
        )
        steps.read(world)
        steps.match(world)
        steps.fold(world)
        yield world


def alerts(engine: Engine) -> list[tuple[str, str]]:
    """Each alert's category, and which reader makes it no more."""
    with engine.connect() as connection:
        return [
            tuple(row)
            for row in connection.execute(text("select category, not_produced_by from ledger.alert order by 1"))
        ]


def test_new_knowledge_waits_until_it_is_adopted(engine: Engine, live: World):
    """Another version reads new stories alone; what was read stays as it was read."""
    changed = upgraded(live)
    assert steps.match(changed)["readings"] == 0
    steps.take(changed, [Document("new", "own:me", "new", SHELLS + " It did so again.", "en", DAYS[0].now, "")])
    steps.read(changed)
    assert steps.match(changed)["readings"] == 1


def test_a_dry_run_tells_what_would_change_and_writes_nothing(engine: Engine, live: World):
    """The alert that is made no more is told with the cause, and stays untouched."""
    before = alerts(engine)
    documents, impacts = steps.weigh(upgraded(live))
    assert documents == 2
    assert [(one.effect.value, one.category, "coal is not looked at" in one.cause) for one in impacts] == [
        ("removed", "coal", True)
    ]
    assert alerts(engine) == before


def test_the_same_knowledge_changes_nothing(live: World):
    """Weighing the reader that is at work reads nothing and tells nothing."""
    assert steps.weigh(live) == (0, ())


def test_adopting_reads_again_and_keeps_old_alerts(engine: Engine, live: World):
    """After adoption what is made no more is marked, not removed, and a second match finds nothing to do."""
    changed = upgraded(live)
    steps.adopt(changed, "looked at one change", "an analyst")
    assert steps.match(changed)["readings"] == 2
    steps.fold(changed)
    assert [made for _, made in alerts(engine)] == ["", "another"]
    assert steps.match(changed)["readings"] == 0


def test_adopting_needs_a_reason(live: World):
    """Nobody adopts without saying why."""
    with pytest.raises(Misconfigured, match="a name and a reason"):
        steps.adopt(live, " ", "an analyst")


def test_where_two_must_agree_the_first_changes_nothing(engine: Engine, live: World):
    """P14: old documents stay as they were read until the second person; a refusal is told and is no failed step."""
    later = upgraded(live)
    assert not steps.adopt(later, "looked at it", "R. Tester", approvals=2)
    assert steps.match(later)["readings"] == 0
    with pytest.raises(Misconfigured, match="another person must"):
        steps.adopt(later, "looked at it", "R. Tester", approvals=2)
    with engine.connect() as connection:
        assert connection.scalar(text("select count(*) from ledger.step_run where outcome = 'failed'")) == 0
    assert steps.adopt(later, "I too", "Ö. Prüfer", approvals=2)
    assert steps.match(later)["readings"] == 2
