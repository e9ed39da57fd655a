"""Each invariant is broken on purpose and named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from itertools import count
from pathlib import Path

import psycopg
import pytest
from adapters.press import Press, at
from core.episodes import claim
from invariants import broken, seen
from sqlalchemy import URL, Engine, StaticPool, create_engine, text
from worlds import prepared, rehearsal

from watch1718 import steps
from watch1718.adapters import database, evidence_pack, server
from watch1718.adapters.audit_store import AuditStore
from watch1718.adapters.bodies import FileBodies
from watch1718.adapters.edition_store import EditionStore
from watch1718.core.alert import Decision
from watch1718.core.guard import GuardDecision
from watch1718.core.listing import ListedParty, ListVersion
from watch1718.core.reading import Reading, Verdict
from watch1718.newsroom import DAYS, NAME, Newsroom
from watch1718.ports import World

SLEEP = "set local session_replication_role = replica;"
DECISIONS_OFF = "alter table ledger.disposition disable trigger user;"
EVENT = "insert into ledger.alert_event select alert, ordinal + 100, kind, known_at, claim, before, after, what"
BREAKS = (
    ("I1", "was not read", "update ledger.snapshot set read_as = null where part = 'page'"),
    ("I1", "read as duplicate", "update ledger.snapshot set read_as = 'duplicate' where read_as = 'document'"),
    ("I1", "not there", "update ledger.snapshot set read_as = 'document' where outcome = 'OK' and part = 'feed'"),
    ("I1", "set aside without a row", "update ledger.snapshot set read_as = 'quarantined' where part = 'page'"),
    ("I1", "expected are not", f"{SLEEP} update ledger.attestation set read = read - 1"),
    ("I2", "has events none", "delete from ledger.alert_event"),
    ("I2", "opened 0 times", "delete from ledger.alert_event where kind = 'opened'"),
    ("I2", "tells twice", f"{EVENT} from ledger.alert_event where kind = 'corroborated'"),
    ("I2", "lacks the claim", "delete from ledger.alert_claim"),
    ("I2", "folded into no alert", "delete from ledger.alert_claim where reason <> 'opens the episode'"),
    ("I2", "is not in the ledger", f"{SLEEP} delete from ledger.alert"),
    ("I2", "is not published", f"{SLEEP} update ledger.edition set state = 'candidate'"),
    ("I3", "has documents 9", "update ledger.alert set documents = 9"),
    ("I3", "its claims give", "update ledger.alert set stage = 'used', severity = 5"),
    ("I4", "anchor", "alter table ledger.audit disable trigger user; delete from ledger.audit where seq > 2"),
    (
        "I4",
        "altered",
        "alter table ledger.audit disable trigger user; update ledger.audit set person = 'N' where seq = 2",
    ),
    ("I4", "switched off", "alter table ledger.audit disable trigger chain"),
    ("I5", "nobody's word is kept", f"{SLEEP} delete from ledger.approval"),
    ("I6", "not what the audit's entry says", f"{DECISIONS_OFF} update ledger.disposition set reason = 'another'"),
    ("I6", "no entry of this", f"{DECISIONS_OFF} update ledger.disposition set id = 'x'"),
    ("I6", "without a name", f"{DECISIONS_OFF} update ledger.disposition set actor = ' '"),
    ("I7", "quote changed", "update ledger.claim set quote = 'other words'"),
    ("I7", "text changed", "update ledger.document_version set text = text || ' more'"),
    ("I8", "verified never", f"{SLEEP} update ledger.attestation set state = 'COMPLETE', list_verified_at = null"),
    ("I8", "last read never", f"{SLEEP} update ledger.edition_source set last_read_at = null"),
)
WORDS = {"altered": "its words are not those that were sealed", "anchor": "an anchor names this entry"}


def publish(editions: EditionStore, day: int) -> None:
    """Build, check and show a day's edition."""
    edition = editions.build(at(day).date(), at(day, minutes=20))
    editions.check(edition)
    editions.publish(edition, at(day, minutes=20))


@pytest.fixture(scope="module")
def sound(server_url: str, template: str, tmp_path_factory) -> Iterator[tuple[URL, Path]]:
    """A database in which all nine hold: news, decisions, a released list, an edition on show; and its anchors."""
    name = "watch1718_test_sound"
    with psycopg.connect(server.conninfo(database.parse(server_url)), autocommit=True) as connection:
        connection.execute(f'create database {name} template "{template}" strategy file_copy')
    address = database.parse(server_url).set(database=name)
    engine = database.connect(address.render_as_string(hide_password=False))
    database.stamp(engine, "rehearsal", at(1))
    press = Press(engine)
    press.capture_all(at(2))
    other = ListVersion(at(2, minutes=1), (ListedParty("KPi.902", "9000002", "DPRK", "person", "Another Man"),))
    press.lists.add(other, "", GuardDecision(held=True, reasons=("dprk_lost: KPi.901",)), at(2, minutes=1))
    press.lists.release(other.content_hash, "R. Tester", "looked at it", at(2, minutes=2))
    press.prints("harbour_wire", "talks", at(2), claim())
    press.prints("meridian_post", "talks-too", at(2, minutes=3), claim())
    press.ledger.fold(at(2, minutes=4))
    (alert,) = press.ledger.list()
    press.ledger.dispose(alert.id, Decision.MONITORING, "wait and see", "R. Tester", at(2, minutes=5))
    publish(EditionStore(engine, press.ledger, time(5, 0)), 2)
    anchors = tmp_path_factory.mktemp("audit") / "anchors"
    AuditStore(engine, anchors).anchor(at(2))
    assert broken(engine, anchors) == ()
    engine.dispose()
    yield address, anchors
    with psycopg.connect(server.conninfo(database.parse(server_url)), autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)")


@pytest.fixture
def case(sound: tuple[URL, Path]) -> Iterator[Engine]:
    """The sound database through one transaction that a test may break and that is rolled back after it."""
    engine = create_engine(sound[0], poolclass=StaticPool, pool_reset_on_return=None)
    engine.dialect.do_commit = engine.dialect.do_rollback = lambda _: None
    driver = engine.raw_connection().driver_connection
    yield engine
    driver.rollback()
    engine.dispose()


@pytest.mark.parametrize(("number", "words", "deed"), BREAKS, ids=[f"{one[0]}-{one[1]}" for one in BREAKS])
def test_what_is_broken_is_named(case: Engine, sound, number, words, deed):
    """A fault done by hand is told under its invariant's number."""
    with case.connect() as connection:
        connection.exec_driver_sql(SLEEP + deed if "ledger.alert" in deed else deed)
    said = [line for line in broken(case, sound[1]) if line.startswith(number)]
    assert any(WORDS.get(words, words) in line for line in said), said


def test_what_was_acknowledged_is_remembered(case: Engine, sound):
    """I2: a row that was there and is not there any more is lost, even where nothing else tells of it."""
    before = seen(case)
    with case.begin() as connection:
        connection.execute(text("set local session_replication_role = replica"))
        connection.execute(text("delete from ledger.finding"))
        connection.execute(text("delete from ledger.alert_event where kind = 'disposed'"))
    lost = [line for line in broken(case, sound[1], before=before) if "alert_event lost" in line]
    assert len(lost) == 1
    assert "wait and see" in lost[0]


def test_a_pack_that_differs_is_named(case: Engine, sound, monkeypatch):
    """I3: an export with a moment of its own in it is no export of the same inputs."""
    numbers = count()
    monkeypatch.setattr(evidence_pack, "READ_ME", "{origin} {first} {last} ")
    plain = evidence_pack._lines
    monkeypatch.setattr(evidence_pack, "_lines", lambda rows: plain(rows) + str(next(numbers)).encode())
    assert [line for line in broken(case, sound[1]) if line.startswith("I3: the pack of 2026-03-02")]


def test_a_list_that_lost_a_person_by_itself_is_named(case: Engine, sound):
    """I5: a version that the guard would have held came into force without anybody's word."""
    shrunk = ListVersion(at(3), (ListedParty("QDi.901", "9000003", "Al-Qaida", "person", "A Third Man"),))
    Press(case).lists.add(shrunk, "", GuardDecision(held=False), at(3))
    said = [line for line in broken(case, sound[1]) if line.startswith("I5")]
    assert len(said) == 1
    assert "by itself: dprk_lost" in said[0] or "by itself: shrunk" in said[0]


@pytest.fixture
def morning(engine: Engine, tmp_path: Path) -> World:
    """A rehearsal's morning with one alert, its bodies and its reader."""
    with Newsroom(DAYS[0], base_url=NAME) as room:
        world = rehearsal(prepared(engine), tmp_path, room, DAYS[0].now)
        steps.capture(world, "harbour_wire")
        steps.read(world)
        steps.match(world)
        steps.fold(world)
    assert broken(engine, tmp_path / "anchors", world=world) == ()
    return world


class Deaf:
    """A reader that hears nothing, or cries at everything."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict

    def judge(self, document):
        """Say the same of everything."""
        return Reading(document.id, document.version, "en", self.verdict, (), reason="as always"), []


def test_a_body_that_is_gone_and_a_deaf_reader_are_named(morning: World, engine: Engine, tmp_path: Path):
    """I7, I9: a quote whose bytes are gone, a canary that does not sing, a control that does."""
    empty = replace(morning, bodies=FileBodies(tmp_path / "elsewhere"))
    assert any("I7" in line and "body gone" in line for line in broken(engine, tmp_path / "anchors", world=empty))
    for verdict, words in ((Verdict.CONTEXT, "the canary did not alert"), (Verdict.ALERT, "the control alerted")):
        said = broken(engine, tmp_path / "anchors", world=replace(morning, reader=Deaf(verdict)))
        assert [line for line in said if words in line] == [f"I9: {words}: as always"]
