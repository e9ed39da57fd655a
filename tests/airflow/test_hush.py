"""Keeping a chatty library quiet."""

# ruff: noqa: T201 (printing is the subject)

from __future__ import annotations

import logging
import os
import sys

import pytest

from watch1718.airflow.hush import Hush


@pytest.fixture
def hush(tmp_path):
    """A hush whose log is run.log."""
    made = Hush(tmp_path / "run.log")
    yield made
    made._file.close()


def test_what_is_printed_goes_to_the_log(tmp_path, hush, capfd):
    """Prints, warnings of C libraries at the descriptor and log lines stay off the screen; we are heard."""
    print("before")
    with hush.quiet():
        print("chatter")
        print("complaint", file=sys.stderr)
        os.write(2, b"from below\n")
        with hush.aloud():
            print("one step done")
        print("more chatter")
    print("after")
    seen = capfd.readouterr()
    assert seen.out.split("\n")[:-1] == ["before", "one step done", "after"]
    assert seen.err == ""
    log = (tmp_path / "run.log").read_text()
    assert [line in log for line in ("chatter", "complaint", "from below", "more chatter")] == [True] * 4


def test_each_side_keeps_its_own_logging(hush):
    """What the library does to the root logger is gone outside, and back when it runs again."""
    handler, before = logging.NullHandler(), list(logging.root.handlers)
    with hush.quiet():
        logging.root.handlers[:] = [handler]
    assert logging.root.handlers == before
    with hush.quiet():
        assert logging.root.handlers == [handler]


def test_the_screen_is_back_after_a_failure(hush, capfd):
    """An error inside ends the quiet."""
    with pytest.raises(KeyError), hush.quiet():
        {}["missing"]
    print("heard")
    assert capfd.readouterr().out == "heard\n"
