"""Screening stored documents again: in batches, and taken up where a run was ended."""

from contextlib import contextmanager
from importlib import import_module
from types import SimpleNamespace

import pytest

from watch1718 import steps


class Readings:
    """Three readings, screened with an old list; ``ends_after`` of them the run is ended."""

    def __init__(self) -> None:
        self.screened, self.asked, self.ends_after = {"a": "old", "b": "old", "c": "old"}, [], 99

    def screened_otherwise(self, _reader_version, list_version, limit):
        """Those that another list screened, no more than asked for."""
        self.asked.append(limit)
        return [(key, f"text {key}") for key, by in self.screened.items() if by != list_version][:limit]

    def rescreen(self, key, _mentions, list_version):
        """Note which list screened it now."""
        if self.ends_after == 0:
            raise KeyboardInterrupt
        self.ends_after -= 1
        self.screened[key] = list_version


@pytest.fixture
def world(monkeypatch):
    """A world of fakes whose batches hold two."""

    @contextmanager
    def hold(_step):
        yield True

    monkeypatch.setattr(import_module("watch1718.steps.match"), "BATCH", 2)
    return SimpleNamespace(
        reader=SimpleNamespace(reader_version="r1", list_version="new", find_listed=lambda text: [text]),
        readings=Readings(),
        clock=SimpleNamespace(now=lambda: None),
        locks=SimpleNamespace(hold=hold),
        runs=SimpleNamespace(record=lambda *_: None),
    )


def test_rescreening_in_batches(world):
    """All are screened, two at a time; a second run finds nothing left."""
    assert steps.rescreen(world) == {"readings": 3, "listed": 3}
    assert set(world.readings.asked) == {2}
    assert steps.rescreen(world) == {"readings": 0, "listed": 0}


def test_rescreening_that_was_ended(world):
    """A run that ends half way keeps what it did, and the next one does the rest alone."""
    world.readings.ends_after = 1
    with pytest.raises(KeyboardInterrupt):
        steps.rescreen(world)
    assert list(world.readings.screened.values()).count("new") == 1
    world.readings.ends_after = 99
    assert steps.rescreen(world)["readings"] == 2


def test_without_a_list(world):
    """Before the first list nothing is screened."""
    world.reader.list_version = ""
    assert steps.rescreen(world)["readings"] == 0
