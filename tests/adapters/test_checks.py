"""The gate's expectations are data, and bad data say where."""

from __future__ import annotations

import tempfile

import pytest
from adapters.press import Press, at

from watch1718.adapters import checks, views
from watch1718.adapters.edition_store import EditionStore
from watch1718.errors import BadFile


def test_every_file_guards_a_view():
    """Each file is named for a view, holds an expectation that blocks, and says what each failure would mean."""
    files = checks.expectation_files()
    assert set(files) <= set(views.files())
    for file in files.values():
        assert any(one.severity == "fail" for one in file.expectations)
        assert len({(one.type, one.column) for one in file.expectations if one.column}) == sum(
            bool(one.column) for one in file.expectations
        )


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        (
            "rows: select 1 where :edition = ''\nexpectations:\n  - {type: expect_x, severity: maybe, meaning: much too bad}\n",
            3,
            "severity",
        ),
        (
            "rows: select 1 where :edition = ''\nexpectations:\n  - {type: x, severity: fail, meaning: much too bad}\n",
            3,
            "type",
        ),
        ("rows: select 1\nexpectations: []\n", 1, "rows"),
        ("rows: [", 1, "bad"),
    ],
)
def test_a_bad_file_says_where(tmp_path, text, line, key):
    """File, line and key are named."""
    (tmp_path / "bad.yml").write_text(text, encoding="utf-8")
    with pytest.raises(BadFile) as caught:
        checks.expectation_files(tmp_path)
    assert caught.value.path.endswith("bad.yml")
    assert (caught.value.line, key in caught.value.key) == (line, True)


def test_a_gate_without_expectations_is_a_fault(tmp_path):
    """An empty folder would let everything through."""
    with pytest.raises(BadFile, match="an edition without checks is not shown"):
        checks.expectation_files(tmp_path)


def test_warnings_do_not_block(engine):
    """A blind day is published, and the warning is a row."""
    press = Press(engine)
    editions = EditionStore(engine, press.ledger, at(2, minutes=10).time())
    edition = editions.build(at(2).date(), at(2, minutes=10))
    counts = editions.check(edition)
    assert counts["failed"] == 0
    assert counts["warned"] >= 1
    editions.publish(edition, at(2, minutes=10))


def test_an_expectation_that_cannot_run_fails(engine, tmp_path):
    """A column that is not there is a failure with its reason, not a traceback."""
    (tmp_path / "x.yml").write_text(
        "rows: select day from ledger.edition where id = :edition\n"
        "expectations:\n"
        "  - {type: expect_column_values_to_not_be_null, column: nowhere, severity: fail, meaning: the column is gone}\n",
        encoding="utf-8",
    )
    (found,) = checks.run(engine, "2026-03-02/1", tmp_path)
    assert not found.success
    assert "nowhere" in found.observed


def test_a_gate_leaves_nothing_behind(engine, tmp_path, monkeypatch):
    """Great Expectations makes no folder among the machine's temporary ones, or takes it away."""
    press, scratch = Press(engine), tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    editions = EditionStore(engine, press.ledger, at(2, minutes=10).time())
    editions.check(editions.build(at(2).date(), at(2, minutes=10)))
    assert list(scratch.iterdir()) == []
