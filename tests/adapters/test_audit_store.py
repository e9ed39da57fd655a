"""The audit in PostgreSQL: filled by the database itself, and every kind of tampering found."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import psycopg
import pytest
from adapters.press import Press, at
from alembic import command
from core.episodes import claim
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from watch1718.adapters import audit_checks, audit_store, database, server
from watch1718.adapters.anchors import AnchorFile
from watch1718.adapters.audit_store import AuditStore
from watch1718.adapters.edition_store import EditionStore
from watch1718.adapters.quarantine_store import QuarantineStore
from watch1718.core.alert import Decision
from watch1718.core.audit import act, drop_anchor
from watch1718.core.claim import Stage
from watch1718.core.guard import judge
from watch1718.core.listing import ListedParty, ListVersion
from watch1718.core.quarantine import Decision as Aside
from watch1718.errors import BadFile
from watch1718.ports import Quarantined

OFF = "alter table ledger.audit disable trigger user;"
EDITIONS_OFF = "alter table ledger.edition_alert disable trigger user;"
LAST = "(select max(seq) from ledger.audit)"
RESEAL = """
create or replace function pg_temp.reseal(start bigint) returns void language plpgsql as $$
declare r ledger.audit; p text;
begin
  for r in select * from ledger.audit where seq >= start order by seq loop
    select hash into p from ledger.audit where seq = r.seq - 1;
    p := coalesce(p, repeat('0', 64));
    update ledger.audit set prev = p, hash = encode(sha256(convert_to(concat(length(p), ':', p,
      length(r.seq::text), ':', r.seq,
      length((extract(epoch from r.at) * 1000000)::bigint::text), ':', (extract(epoch from r.at) * 1000000)::bigint,
      length(r.actor), ':', r.actor, length(r.person), ':', r.person, length(r.action), ':', r.action,
      length(r.subject), ':', r.subject, length(r.content), ':', r.content), 'UTF8')), 'hex') where seq = r.seq;
  end loop;
end $$;
"""
NEXT = "update ledger.audit set seq = -seq where seq {0}; update ledger.audit set seq = -seq {1} where seq < 0;"

TAMPERING = {
    "content altered": f"{OFF} update ledger.audit set content = replace(content, 'toy', 'tank') where action = 'disposition'",
    "person altered": f"{OFF} update ledger.audit set person = 'Nobody' where seq = 4",
    "login altered": f"{OFF} update ledger.audit set actor = 'somebody' where seq = 4",
    "time altered by a microsecond": f"{OFF} update ledger.audit set at = at + interval '1 microsecond' where seq = 4",
    "action altered": f"{OFF} update ledger.audit set action = 'note' where seq = 4",
    "subject altered": f"{OFF} update ledger.audit set subject = 'x' where seq = 4",
    "time out of all time": f"{OFF} update ledger.audit set at = 'infinity' where seq = 4",
    "subject taken out": f"{OFF} alter table ledger.audit alter subject drop not null; update ledger.audit set subject = null where seq = 4",
    "hash altered": f"{OFF} update ledger.audit set hash = repeat('a', 64) where seq = 4",
    "link altered": f"{OFF} update ledger.audit set prev = repeat('a', 64) where seq = 4",
    "two fields shifted into one another": f"{OFF} update ledger.audit set action = action || left(subject, 1), subject = substr(subject, 2) where seq = 4",
    "one entry altered and sealed again": f"{OFF} {RESEAL} update ledger.audit set person = 'Nobody' where seq = 4;"
    " create temporary table kept as select * from ledger.audit where seq > 4; select pg_temp.reseal(4);"
    " update ledger.audit a set prev = k.prev, hash = k.hash from kept k where k.seq = a.seq",
    "whole chain written anew": f"{OFF} {RESEAL} update ledger.audit set person = 'Nobody' where seq = 2; select pg_temp.reseal(2)",
    "first entry deleted": f"{OFF} delete from ledger.audit where seq = 1",
    "middle entry deleted": f"{OFF} delete from ledger.audit where seq = 4",
    "entry deleted, numbers closed": f"{OFF} delete from ledger.audit where seq = 4; {NEXT.format('> 4', '- 1')}",
    "entry deleted, chain written anew": f"{OFF} {RESEAL} delete from ledger.audit where seq = 4; {NEXT.format('> 4', '- 1')} select pg_temp.reseal(4)",
    "tail of one cut off": f"{OFF} delete from ledger.audit where seq >= {LAST} - 1",
    "tail of four cut off": f"{OFF} delete from ledger.audit where seq > {LAST} - 4",
    "everything deleted": f"{OFF} delete from ledger.audit",
    "emptied": f"{OFF} truncate ledger.audit",
    "entry inserted in the middle": f"{OFF} {NEXT.format('>= 4', '+ 1')} insert into ledger.audit select 4, at, actor, person, action, 'x', content, prev, hash from ledger.audit where seq = 3",
    "entry inserted in the middle, chain written anew": f"{OFF} {RESEAL} {NEXT.format('>= 4', '+ 1')} insert into ledger.audit select 4, at, actor, person, action, 'x', content, prev, hash from ledger.audit where seq = 3; select pg_temp.reseal(4)",
    "entry put at the end unsealed": f"{OFF} insert into ledger.audit select seq + 1, at, actor, person, action, subject, content, hash, repeat('b', 64) from ledger.audit where seq = {LAST}",
    "two entries changed places": f"{OFF} update ledger.audit set seq = -seq where seq in (3, 4); update ledger.audit set seq = 7 + seq where seq < 0",
    "entry put twice": f"{OFF} alter table ledger.audit drop constraint pk_audit; insert into ledger.audit select * from ledger.audit where seq = 4",
    "guard switched off": "alter table ledger.audit disable trigger chain",
    "guard made to sleep beside a replica": "alter table ledger.audit enable replica trigger kept",
    "guard dropped": "drop trigger audited on ledger.disposition",
    "guard's function replaced": "create or replace function ledger.audited() returns trigger language plpgsql as $$ begin return null; end $$",
    "right to write given": "grant update on ledger.audit to dashboard",
    "ownership taken": "alter table ledger.audit owner to postgres",
    "disposition altered": "alter table ledger.disposition disable trigger user; update ledger.disposition set decision = 'monitoring'",
    "disposition deleted": "alter table ledger.disposition disable trigger user; delete from ledger.disposition where reason = 'a toy maker'",
    "disposition slipped in": "alter table ledger.disposition disable trigger user; insert into ledger.disposition select 'x', alert, decision, reason, actor, at, 99 from ledger.disposition limit 1",
    "disposition altered through its trigger": "alter table ledger.disposition disable trigger kept; update ledger.disposition set actor = 'Nobody'; alter table ledger.disposition enable trigger kept",
    "decision's event deleted": "delete from ledger.alert_event where kind = 'disposed'",
    "decision about quarantine altered": "alter table ledger.quarantine_decision disable trigger user; update ledger.quarantine_decision set reason = 'another'",
    "release given to another": "alter table ledger.list_version disable trigger user; update ledger.list_version set decided_by = 'Nobody' where decided_by <> ''",
    "list put in force by hand": "alter table ledger.list_version disable trigger user; update ledger.list_version set state = 'rejected' where state = 'superseded'",
    "published row altered": f"{EDITIONS_OFF} update ledger.edition_alert set severity = 1",
    "published row deleted": f"{EDITIONS_OFF} delete from ledger.edition_alert where edition = '2026-03-02/1'",
    "published row slipped in": "alter table ledger.edition_event disable trigger user; insert into ledger.edition_event select edition, alert_id, 99, kind, known_at, what, before, after, publisher, title, url from ledger.edition_event where ordinal = 1",
    "published edition altered": "alter table ledger.edition disable trigger user; update ledger.edition set reader_version = 'other'",
    "pointer moved back": "update ledger.current_edition set edition = '2026-03-02/1' where day = '2026-03-02'",
    "pointer taken away": "delete from ledger.current_edition where day = '2026-03-02'",
}


def publish(editions, day):
    """Build, check and show a day's edition."""
    edition = editions.build(at(day).date(), at(day, minutes=20))
    editions.check(edition)
    editions.publish(edition, at(day, minutes=20))


@pytest.fixture(scope="module")
def decided(server_url, template, tmp_path_factory):
    """A database in which people decided, a held list was released, a day published and corrected; with its anchors."""
    name = "watch1718_test_audit"
    with psycopg.connect(server.conninfo(database.parse(server_url)), autocommit=True) as connection:
        connection.execute(f'create database {name} template "{template}" strategy file_copy')
    engine = database.connect(database.parse(server_url).set(database=name).render_as_string(hide_password=False))
    press = Press(engine)
    database.stamp(engine, "rehearsal", at(1))
    press.capture_all(at(2))
    release_a_held_list(press)
    press.prints("harbour_wire", "talks", at(2), claim())
    press.prints("meridian_post", "coal", at(2), replace(claim(), category="coal"))
    press.ledger.fold(at(2))
    first, second = sorted(press.ledger.list(), key=lambda one: one.category)
    press.ledger.dispose(first.id, Decision.FALSE_POSITIVE, "a toy maker", "R. Tester", at(2))
    press.ledger.dispose(second.id, Decision.MONITORING, "“zu früh” | 10:x", "Ö. Prüfer", at(2))
    editions = EditionStore(engine, press.ledger, time(5, 0))
    publish(editions, 2)
    press.prints("meridian_post", "ships", at(2, minutes=1), claim(Stage.UNDER_WAY))
    press.ledger.fold(at(2, minutes=1))
    publish(editions, 2)
    store = AuditStore(engine, tmp_path_factory.mktemp("anchors") / "rehearsal.anchors")
    store.anchor(at(2))
    press.ledger.dispose(first.id, Decision.ESCALATED, "to legal", "R. Tester", at(3))
    discard(engine, press)
    store.anchor(at(3))
    yield store, engine
    engine.dispose()
    with psycopg.connect(server.conninfo(database.parse(server_url)), autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)")


def release_a_held_list(press):
    """A list that lost its DPRK records is held, and let in by a person."""
    man = ListedParty("KPi.902", "9000002", "DPRK", "person", "Another Man")
    small = ListVersion(at(2) + timedelta(hours=1), (man,))
    press.lists.add(small, "", judge(small, press.lists.in_force()), at(2, minutes=5))
    (held,) = press.lists.held()
    press.lists.release(held.version, "R. Tester", "the committee's note", at(2, minutes=9))


def discard(engine, press):
    """A person discards what could not be read."""
    press.documents.set_aside(Quarantined("capture", "story-9", "no_text", "", at(3), "harbour_wire"))
    store = QuarantineStore(engine)
    store.decide(store.list()[0].id, Aside.DISCARD, "a picture", "R. Tester", at(3))


def test_what_people_decided_stands_in_the_audit(decided):
    """Dispositions, list versions, publications, corrections and anchors leave an entry each, by trigger (I6)."""
    store, engine = decided
    with engine.connect() as connection:
        found = [act(entry) for entry in audit_store.entries(connection)]
    actions = [entry.action for entry in found]
    assert actions == [
        "list_in_force", "list_held", "approval", "list_superseded", "list_in_force", "disposition", "disposition",
        "publication", "correction", "anchored", "disposition", "quarantine_decision", "anchored",
    ]  # fmt: skip
    assert {entry.actor for entry in found} == {"postgres"}
    assert [entry.person for entry in found if entry.action == "disposition"] == ["R. Tester", "Ö. Prüfer", "R. Tester"]
    assert store.verify() == ()


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING)
def test_tampering_with_the_database_is_found(decided, statement):
    """What an administrator of the database changes, takes out, slips in, moves or cuts off is found (P8, B19, B20)."""
    store, engine = decided
    lines = AnchorFile(store.anchors).read()
    with engine.connect() as connection:
        connection.connection.driver_connection.execute(statement)
        assert audit_store.flaws(connection, lines)
        connection.rollback()


def test_old_editions_take_turns(decided, monkeypatch):
    """A run goes through the rows of an old edition on one day of thirty; a full verification always does."""
    store, engine = decided
    lines = AnchorFile(store.anchors).read()
    with engine.connect() as connection:
        connection.connection.driver_connection.execute(
            f"{EDITIONS_OFF} update ledger.edition_alert set goods = 'toys'"
        )
        assert audit_store.flaws(connection, lines, turn=0)
        monkeypatch.setattr(audit_checks, "NEWEST", 0)
        found = [audit_store.flaws(connection, lines, turn=day) for day in range(30)]
        assert sum(map(len, found)) == len(audit_store.flaws(connection, lines)) > 0
        connection.rollback()


def forged(lines):
    """A whole file of anchors that somebody made himself."""
    made = []
    for line in lines:
        made.append(drop_anchor(made[-1] if made else None, line.seq, "c" * 64, line.at))
    return made


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda _: [], id="file removed"),
        pytest.param(lambda lines: lines[:1], id="last line removed"),
        pytest.param(lambda lines: lines[1:], id="first line removed"),
        pytest.param(lambda lines: lines[::-1], id="lines changed places"),
        pytest.param(lambda lines: [replace(lines[0], hash="c" * 64), *lines[1:]], id="hash altered"),
        pytest.param(lambda lines: [*lines[:-1], replace(lines[-1], at="yesterday")], id="time altered"),
        pytest.param(forged, id="file replaced"),
        pytest.param(lambda lines: [*lines, drop_anchor(lines[-1], 999, "c" * 64, "x")], id="line added"),
    ],
)
def test_tampering_with_the_anchors_is_found(decided, change):
    """The chain names each line of the anchors' file: one that is gone, altered or replaced is found (P8)."""
    store, engine = decided
    with engine.connect() as connection:
        assert audit_store.flaws(connection, change(list(AnchorFile(store.anchors).read())))


def test_a_killed_anchor_is_no_flaw(decided, tmp_path):
    """A line whose entry was never written, and half a line behind it, do no harm; the next anchor goes on."""
    store, engine = decided
    copy = AuditStore(engine, tmp_path / "copy.anchors")
    lines = AnchorFile(store.anchors).read()
    for line in (*lines, drop_anchor(lines[-1], lines[-1].seq, lines[-1].hash, "x")):
        AnchorFile(copy.anchors).append(line)
    with copy.anchors.open("a") as file:
        file.write('{"line": 4')
    assert copy.verify() == ()
    AnchorFile(copy.anchors).append(drop_anchor(copy._anchors.read()[-1], lines[-1].seq, lines[-1].hash, "y"))
    assert [one.line for one in copy._anchors.read()] == [1, 2, 3, 4]


@pytest.mark.parametrize("words", ["nothing", '{"line": 1}', "[]"])
def test_a_file_of_something_else(decided, tmp_path, words):
    """A line that is no anchor is a flaw with file and line, not a crash."""
    (tmp_path / "a.anchors").write_text(words + "\n")
    with pytest.raises(BadFile, match=r"a\.anchors:1"):
        AnchorFile(tmp_path / "a.anchors").read()
    (flaw,) = AuditStore(decided[1], tmp_path / "a.anchors").verify()
    assert flaw.where.endswith("a.anchors:1")


@pytest.mark.parametrize(
    "statement",
    [
        "update ledger.audit set person = 'x'",
        "delete from ledger.audit",
        "truncate ledger.audit",
        "merge into ledger.audit a using (values (1)) v(s) on a.seq = v.s when matched then delete",
        "set local session_replication_role = replica; delete from ledger.audit",
        "update ledger.disposition set reason = 'x'",
        "delete from ledger.disposition",
        "insert into ledger.audit (person, action, subject, content) values (' ', 'note', '', '')",
    ],
)
def test_even_the_superuser_is_refused_while_the_guards_stand(decided, statement):
    """No statement changes an entry or a decision, and no entry is without a person (B19, P10)."""
    with pytest.raises(DBAPIError, match=r"only added to|needs a person"), decided[1].begin() as connection:
        connection.exec_driver_sql(statement)


def test_actor_time_and_seal_cannot_be_forged(decided):
    """Whatever an insert names, the server sets number, time, login and seal (P9)."""
    store, engine = decided
    with engine.connect() as connection:
        connection.execute(
            text("insert into ledger.audit values (7, '2001-01-01', 'forged', 'P', 'note', 's', 'c', 'prev', 'hash')")
        )
        last = [act(entry) for entry in audit_store.entries(connection)][-1]
        assert last.actor == "postgres"
        assert int(last.at) > at(1).timestamp() * 1e6
        assert audit_store.flaws(connection, AnchorFile(store.anchors).read()) == ()
        connection.rollback()


def test_what_was_decided_before_the_audit_is_its_beginning(engine):
    """A database that decided before it had an audit gets its entries when it is migrated (B9)."""
    press = Press(engine)
    press.prints("harbour_wire", "talks", at(2), claim())
    press.ledger.fold(at(2))
    press.ledger.dispose(press.ledger.list()[0].id, Decision.MONITORING, "wait", "R. Tester", at(2))
    with engine.begin() as connection:
        connection.exec_driver_sql("alter table ledger.audit disable trigger user; delete from ledger.audit")
        connection.exec_driver_sql("comment on schema published is 'older'")
    database.migrate(engine)
    with engine.connect() as connection:
        assert [act(entry).action for entry in audit_store.entries(connection)] == ["disposition"]
        assert audit_store.flaws(connection, ()) == ()


def test_decisions_about_quarantine_before_they_were_audited(engine, tmp_path):
    """A database of an older program gives each its entry when it is migrated (I6)."""
    with engine.begin() as connection:
        command.downgrade(database.alembic_config(connection), "0018")
        connection.exec_driver_sql("drop trigger audited on ledger.quarantine_decision")
        connection.exec_driver_sql("comment on schema published is 'older'")
    discard(engine, Press(engine))
    database.migrate(engine)
    with engine.connect() as connection:
        found = [act(entry) for entry in audit_store.entries(connection)]
    assert [(entry.action, entry.person) for entry in found] == [("quarantine_decision", "R. Tester")]
    assert AuditStore(engine, tmp_path / "anchors").verify() == ()
