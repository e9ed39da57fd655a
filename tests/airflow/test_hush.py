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


def test_the_quiet_goes_on_after_a_broken_pipe(tmp_path, hush, capfd):
    """Where nobody reads what we say, the library is still not heard."""
    with hush.quiet():
        with pytest.raises(BrokenPipeError), hush.aloud():
            raise BrokenPipeError
        os.write(1, b"chatter")
    assert capfd.readouterr().out == ""


def test_a_log_that_grew_is_put_aside(tmp_path, monkeypatch):
    """The log of many runs does not fill the disk."""
    log = tmp_path / "run.log"
    log.write_text("old")
    monkeypatch.setattr("watch1718.airflow.hush.KEPT_BYTES", 2)
    Hush(log)._file.close()
    assert (log.read_text(), log.with_name("run.log.1").read_text()) == ("", "old")
