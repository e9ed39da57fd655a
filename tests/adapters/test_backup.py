"""Backup and restore: the drill, and what it refuses."""

from __future__ import annotations

import pytest
from adapters.press import Press, at
from core.episodes import claim
from sqlalchemy import text

from watch1718.adapters import backup, database, tables
from watch1718.adapters.audit_store import AuditStore
from watch1718.adapters.bodies import FileBodies
from watch1718.core.alert import Decision
from watch1718.errors import Misconfigured, WrongWorld


@pytest.fixture
def site(engine, tmp_path):
    """A rehearsal's database with a decision, an anchor and a body, and its home."""
    home = tmp_path / "old"
    press = Press(engine)
    database.stamp(engine, "rehearsal", at(1))
    press.capture_all(at(2))
    press.prints("harbour_wire", "talks", at(2), claim())
    press.ledger.fold(at(2))
    press.ledger.dispose(
        press.ledger.list()[0].id, Decision.MONITORING, "tab\there, line\nthere, \\N", "R. Tester", at(2)
    )
    FileBodies(home / "evidence").put(b"the bytes of a page")
    AuditStore(engine, home / "audit" / "rehearsal.anchors").anchor(at(2))
    backup.backup(engine, home, tmp_path / "b.tar", at(3))
    return home, tmp_path / "b.tar"


@pytest.fixture
def fresh(blank_url):
    """An engine on a database without any table."""
    made = database.connect(blank_url)
    yield made
    made.dispose()


def everything(engine):
    """Every row of every table."""
    with engine.connect() as connection:
        names = [table.name for table in tables.metadata.sorted_tables]
        query = "select md5(coalesce(string_agg(r::text, '|' order by r::text), '')), count(*) from ledger.{} r"
        return {name: tuple(connection.execute(text(query.format(name))).one()) for name in names}


def test_the_drill(engine, site, fresh, tmp_path):
    """Every row, body and anchor is there again, the audit holds, its guards stand (B17, I2, I4)."""
    home, file = site
    made = backup.restore(fresh, tmp_path / "new", file, "rehearsal")
    assert everything(fresh) == everything(engine)
    assert made.rows["disposition"] == 1
    key = FileBodies(home / "evidence").put(b"the bytes of a page")
    assert FileBodies(tmp_path / "new" / "evidence").get(key) == b"the bytes of a page"
    assert AuditStore(fresh, tmp_path / "new" / "audit" / "rehearsal.anchors").verify() == ()
    database.check_world(fresh, "rehearsal")


def test_what_came_after_the_backup_is_told(engine, site, fresh, tmp_path):
    """Anchors that are newer than the backup name the entries that it lacks (B17)."""
    home, file = site
    press = Press(engine)
    press.ledger.dispose(press.ledger.list()[0].id, Decision.ESCALATED, "later", "R. Tester", at(3))
    AuditStore(engine, home / "audit" / "rehearsal.anchors").anchor(at(3))
    backup.restore(fresh, home, file, "rehearsal")
    (gap,) = AuditStore(fresh, home / "audit" / "rehearsal.anchors").verify()
    assert gap.kind == "cut"


def test_refusals(engine, site, fresh, tmp_path):
    """A database with rows, the other world, another file in the way, and what is no backup are refused; nothing is left."""
    home, file = site
    with pytest.raises(Misconfigured, match="is not empty"):
        backup.restore(engine, home, file, "rehearsal")
    with pytest.raises(WrongWorld):
        backup.restore(fresh, home, file, "live")
    with pytest.raises(Misconfigured, match="never written over"):
        backup.backup(engine, home, file, at(3))
    (tmp_path / "cut.tar").write_bytes(file.read_bytes()[:2000])
    with pytest.raises(Misconfigured, match="no backup of this program"):
        backup.restore(fresh, home, tmp_path / "cut.tar", "rehearsal")
    with fresh.connect() as connection:
        assert connection.scalar(text("select to_regnamespace('ledger')")) is None
