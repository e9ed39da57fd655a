"""``watch1718 lists``: in force, held, history, released by name, and a folder replayed."""

# ruff: noqa: N802 - ids of the fault catalogue keep their letters

import gzip
import json
from datetime import UTC, datetime, timedelta

import pytest
from invented_list import changed, parties, version, without, xml
from typer.testing import CliRunner

from watch1718 import bootstrap, office
from watch1718.adapters.list_store import ListStore
from watch1718.cli.lists import app
from watch1718.core.guard import judge
from watch1718.errors import Misconfigured

RECORDS = parties(10, 10)
FIRST = datetime(2026, 3, 1, 6, tzinfo=UTC)


@pytest.fixture
def store(engine, monkeypatch):
    """A store with two accepted versions and a third that waits: one DPRK record is gone from it."""
    monkeypatch.setattr(bootstrap, "ready", lambda _origin: engine)
    store, last = ListStore(engine), None
    renamed = changed(RECORDS, "KPe.901", name="INVENTED HARBOUR")
    for number, records in enumerate((RECORDS, renamed, without(renamed, "KPi.902"))):
        moment = FIRST + timedelta(days=number)
        new = version(*records, generated=moment)
        decision = judge(new, last)
        store.add(new, "", decision, moment)
        last = last if decision.held else new
    return store


def _run(*words):
    answer = CliRunner().invoke(app, words, catch_exceptions=False)
    assert answer.exit_code == 0
    return answer.output


def test_show(store):
    """The list in force is shown with its age, the held one with its reason and the way to release it."""
    said = _run("show")
    assert "generated 2026-03-02, 20 records, 10 of the DPRK" in said
    assert "dprk_lost: KPi.902 INVENTED PERSON KPi 2 is gone" in said
    assert "watch1718 lists release" in said


def test_show_one(store):
    """A record is shown field by field; one that does not stand is refused with the way to its history."""
    assert "Invented Alias KPe 1 (a.k.a.)" in _run("show", "KPe.901")
    with pytest.raises(Misconfigured, match=r"lists history KPe\.999"):
        _run("show", "KPe.999")


def test_diff_of_a_version(store):
    """A held version's differences are told by name."""
    waiting = store.held()[0].version
    assert "KPi.902 removed: INVENTED PERSON KPi 2 is no longer listed" in _run("diff", waiting[:12])
    assert "KPi.902 removed" in _run("diff")


def test_diff_of_two_files(tmp_path):
    """Two copies are compared without any database, and the guard's word is said."""
    old, new = tmp_path / "old.xml", tmp_path / "new.xml.gz"
    old.write_bytes(xml(*RECORDS))
    new.write_bytes(gzip.compress(xml(*changed(without(RECORDS, "KPi.901"), "KPe.902", comments="Moved."))))
    said = _run("diff", str(old), str(new))
    assert "KPe.902 changed" in said
    assert "now Moved." in said
    assert "held dprk_lost: KPi.901" in said


def test_history(store):
    """A party's intervals are told with both times; a held version is no part of them."""
    said = _run("history", "KPe.901")
    assert "renamed from INVENTED FIRM KPe 1" in said
    assert "relisted" not in _run("history", "KPi.902")
    with pytest.raises(Misconfigured, match="no stored version"):
        _run("history", "KPe.999")


def test_at(store):
    """A day's answer is the version in force at its end."""
    assert "INVENTED FIRM KPe 1\n" in _run("at", "2026-03-01")
    assert "INVENTED HARBOUR" in _run("at", "2026-03-02")
    assert "KPi.902" in _run("at", "2026-03-30")
    with pytest.raises(Misconfigured, match="no list was in force"):
        _run("at", "2026-02-01")


def test_L8_release(store, monkeypatch):
    """A held version comes into force under a name and a reason, and is history from then on."""
    waiting = store.held()[0].version
    monkeypatch.setattr(office, "person", lambda **_: "anna")
    assert "released by anna: seen" in _run("release", waiting[:12], "--reason", "seen")
    assert store.in_force().content_hash == waiting
    assert store.held() == []
    with pytest.raises(Misconfigured, match="not held"):
        _run("release", waiting[:12], "--reason", "again")


def test_L8_release_by_two(store, monkeypatch):
    """Where two must decide, another account gives the same command, and both names are kept (P5)."""
    two = bootstrap.settings().model_copy(update={"approvals_required": 2})
    monkeypatch.setattr(bootstrap, "settings", lambda: two)
    words = ("release", store.held()[0].version, "--reason", "seen")
    monkeypatch.setattr(office, "person", lambda **_: "anna")
    assert "proposed by anna; another person must release" in _run(*words)
    with pytest.raises(Misconfigured, match="anna agreed to this already"):
        _run(*words)
    monkeypatch.setattr(office, "person", lambda **_: "boris")
    assert "released by anna and boris" in _run(*words)


def test_release_of_nothing(store):
    """An id that no version bears is refused."""
    with pytest.raises(Misconfigured, match="0 list versions start with 'zz'"):
        _run("release", "zz", "--reason", "seen")


def test_replay(tmp_path):
    """A folder is judged in the order of its dates: one row a file, faults first, each hold approved."""
    (tmp_path / "b.xml").write_bytes(xml(*RECORDS))
    (tmp_path / "a.xml.gz").write_bytes(gzip.compress(xml(*RECORDS[:15], generated="2026-03-02T00:00:00Z")))
    (tmp_path / "c.xml").write_bytes(xml(*RECORDS[:15], generated="2026-03-03T00:00:00Z"))
    (tmp_path / "d.body").write_bytes(b"")
    (tmp_path / "e.xml.gz").write_bytes(gzip.compress(xml(*RECORDS))[:200])
    rows = [json.loads(line) for line in _run("replay", str(tmp_path), "--json").splitlines()]
    assert [(row["file"], row["outcome"], row["removed"]) for row in rows] == [
        ("d.body", "held", 0),
        ("e.xml.gz", "held", 0),
        ("b.xml", "accepted", 0),
        ("a.xml.gz", "held", 5),
        ("c.xml", "unchanged", 0),
    ]
    assert "shrunk" in _run("replay", str(tmp_path))
    with pytest.raises(Misconfigured, match="no file ends in"):
        _run("replay", str(tmp_path / "nowhere"))
