"""``watch1718 audit``: one line where all is well, a line a flaw where it is not."""

from __future__ import annotations

import pytest
from adapters.press import Press, at
from core.episodes import claim
from typer.testing import CliRunner
from worlds import prepared

from watch1718 import office
from watch1718.adapters.audit_store import AuditStore
from watch1718.cli.audit import app
from watch1718.core.alert import Decision


@pytest.fixture
def store(engine, tmp_path, monkeypatch):
    """The rehearsal's audit with one decision, where the command looks for it."""
    prepared(engine)
    press = Press(engine)
    press.prints("harbour_wire", "talks", at(2), claim())
    press.ledger.fold(at(2))
    press.ledger.dispose(press.ledger.list()[0].id, Decision.MONITORING, "wait", "R. Tester", at(2))
    made = AuditStore(engine, tmp_path / "rehearsal.anchors")
    monkeypatch.setattr(office, "audit", lambda **_: made)
    return made


def test_an_audit_that_holds(store):
    """It says how many entries and anchors there are, and where."""
    store.anchor(at(2))
    done = CliRunner().invoke(app, ["--rehearsal"])
    assert done.exit_code == 0
    assert done.stdout.startswith("holds  2 entries, 1 anchors in ")


def test_an_audit_that_does_not_hold(store, engine):
    """It names what was changed and ends with 1."""
    with engine.begin() as connection:
        connection.exec_driver_sql("alter table ledger.disposition disable trigger kept")
        connection.exec_driver_sql("update ledger.disposition set reason = 'never mind'")
        connection.exec_driver_sql("alter table ledger.disposition enable trigger kept")
    done = CliRunner().invoke(app, ["--rehearsal"])
    assert done.exit_code == 1
    assert "changed    disposition " in done.stdout
    assert "it is not what the audit's entry says" in done.stdout
