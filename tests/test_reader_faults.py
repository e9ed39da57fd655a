"""A text on which the reader itself fails: it is set aside, the others are read, the next reader tries it again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from worlds import prepared, rehearsal

from watch1718 import steps
from watch1718.adapters import health
from watch1718.bootstrap import KnowledgeReader
from watch1718.core.document import Document
from watch1718.core.finding import Finding
from watch1718.core.reading import Reading
from watch1718.errors import BadFile, Halt
from watch1718.newsroom import DAYS, NAME, Newsroom
from watch1718.ports import World


@dataclass(frozen=True)
class Failing(KnowledgeReader):
    """A reader of a version of its own that fails on some texts."""

    version: str = "one"
    fails: Callable[[Document], bool] = lambda _: False
    fault: Exception | None = None

    @property
    def reader_version(self) -> str:
        """A version of its own."""
        return self.version

    def judge(self, document: Document) -> tuple[Reading, Sequence[Sequence[Finding]]]:
        """Fail, or judge as usual."""
        if self.fails(document):
            raise self.fault or KeyError("a cue that no table holds")
        return super().judge(document)


@pytest.fixture
def world(engine: Engine, tmp_path: Path) -> Iterator[World]:
    """The first simulated morning, with every page read into documents."""
    with Newsroom(DAYS[0], base_url=NAME) as room:
        world = rehearsal(prepared(engine), tmp_path, room, DAYS[0].now)
        for source in steps.due(world):
            steps.capture(world, source)
        steps.read(world)
        yield world


def aside(engine: Engine) -> list[tuple[str, str, str]]:
    """The rows of faults: state, reason, detail."""
    query = "select state, reason, detail from ledger.quarantine where step = 'match' order by id"
    with engine.connect() as connection:
        return [(row.state, row.reason, row.detail) for row in connection.execute(text(query))]


def first(world: World) -> Document:
    """The first text that waits."""
    return world.documents.unread("one", 1, again=True)[0].document


def test_one_bad_text_does_not_stop_the_others(world: World, engine: Engine):
    """All but one are read; the one is a row with the exception's type and place and none of the text's words."""
    bad = first(world).version
    reader = Failing(fails=lambda document: document.version == bad)
    counts = steps.match(replace(world, reader=reader))
    assert counts["set_aside"] == 1
    assert counts["readings"] > 5
    ((state, reason, detail),) = aside(engine)
    assert (state, reason) == ("open", "reader_fault")
    assert detail.startswith("KeyError in ")
    assert detail.endswith(" judge")
    assert "cue" not in detail
    assert steps.match(replace(world, reader=reader))["set_aside"] == 0
    assert [sign.light for sign in health.signs(engine, world.clock.now()) if detail in sign.what] == ["amber"]


def test_the_next_reader_reads_it_again_and_releases_it(world: World, engine: Engine):
    """Another version tries what an earlier one could not read; what is read is released."""
    bad = first(world).version
    steps.match(replace(world, reader=Failing(fails=lambda document: document.version == bad)))
    again = steps.match(replace(world, reader=Failing(version="two")))
    assert again["set_aside"] == 0
    assert [state for state, _, _ in aside(engine)] == ["released"]
    assert not [sign for sign in health.signs(engine, world.clock.now()) if "fault of the reader" in sign.what]


def test_a_reader_that_fails_on_every_text_stops(world: World, engine: Engine):
    """No alerts from a broken reader would be untrue: the step fails, and nothing is set aside."""
    with pytest.raises(Halt, match="failed on all of"):
        steps.match(replace(world, reader=Failing(fails=lambda _: True)))
    assert aside(engine) == []


def test_a_wrong_knowledge_file_is_no_fault_of_a_text(world: World, engine: Engine):
    """What is wrong with our own files stops the step as it is."""
    wrong = BadFile("cues.yml", 3, "reach", "no such reach")
    with pytest.raises(BadFile):
        steps.match(replace(world, reader=Failing(fails=lambda _: True, fault=wrong)))
    assert aside(engine) == []
