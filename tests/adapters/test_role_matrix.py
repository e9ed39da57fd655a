"""What each role may do, cell by cell, on a server reached over TCP with passwords."""

from __future__ import annotations

import shutil
import socket
import tempfile
from datetime import date
from pathlib import Path

import psycopg
import pytest
from adapters.press import Press, at
from core.episodes import claim
from psycopg import errors
from psycopg.conninfo import make_conninfo

from watch1718.adapters import database, people, server
from watch1718.adapters.audit_store import AuditStore
from watch1718.adapters.exclusions import ExclusionStore
from watch1718.core.alert import Decision
from watch1718.core.exclusion import Scope

PASSWORD = "an invented password"
LOGINS = {"pipeline": "w_pipeline", "analyst": "anna", "approver": "boris", "dashboard": "dashboard"}
DISPOSE = "insert into ledger.disposition select 'd9', id, 'monitoring', 'why', {}, now(), 9 from ledger.alert"
EVENT = "insert into ledger.alert_event select id, 9, '{}', now(), null, '', '', 'x' from ledger.alert"
REDIRECT = "insert into ledger.redirect select 'r', id, id, 'why', {}, now() from ledger.alert"
EXCLUDE = "insert into ledger.exclusion (id, category, until, reason, actor, at) values ('X-2', 'coal', '2026-06-01', 'why', {}, now())"
MATRIX = {  # action: who may
    "select count(*) from published.daily_alerts": "pipeline analyst approver dashboard",
    "select count(*) from ledger.alert": "pipeline analyst approver",
    "select count(*) from ledger.audit": "pipeline analyst approver",
    "update ledger.alert set severity = 1": "pipeline",
    "delete from ledger.list_change": "pipeline",
    "insert into ledger.knowledge_version (kind, version, sequence, loaded_at) select kind, 'x', 99, now() from ledger.knowledge_version limit 1": "pipeline",
    "select ledger.lock_alerts('{A-1}')": "pipeline analyst approver",
    "select ledger.anchored(1, 'x')": "pipeline",
    DISPOSE.format("session_user"): "analyst approver",
    DISPOSE.format("'somebody else'"): "",
    EVENT.format("disposed"): "pipeline analyst approver",
    EVENT.format("climbed"): "pipeline",
    "insert into ledger.approval values ('disposition', 'A', 'p', session_user, 'why', now())": "analyst approver",
    "insert into ledger.approval values ('disposition', 'A', 'p', 'somebody else', 'why', now())": "",
    REDIRECT.format("session_user"): "analyst approver",
    REDIRECT.format("'somebody else'"): "",
    "update ledger.redirect set reason = 'x'": "",
    "delete from ledger.redirect_undo": "",
    EVENT.format("joined"): "pipeline analyst approver",
    EXCLUDE.format("session_user"): "analyst approver",
    EXCLUDE.format("'somebody else'"): "",
    "insert into ledger.exclusion_lift select id, 'why', session_user, now() from ledger.exclusion": "analyst approver",
    "insert into ledger.exclusion_lift select id, 'why', 'somebody else', now() from ledger.exclusion": "",
    "select count(*) from ledger.exclusion": "pipeline analyst approver",
    "update ledger.exclusion set until = '2099-01-01'": "",
    "delete from ledger.exclusion_lift": "",
    "update ledger.disposition set reason = 'x'": "",
    "delete from ledger.disposition": "",
    "update ledger.list_version set state = state, decision = 'x', decided_by = session_user": "pipeline approver",
    "update ledger.list_version set decision = 'y', decided_by = 'somebody else'": "pipeline",
    "delete from ledger.list_version": "",
    "insert into ledger.audit (person, action, subject, content) values ('p', 'note', '', '')": "",
    "insert into ledger.audit select * from ledger.audit on conflict (seq) do update set person = 'x'": "",
    "update ledger.audit set person = 'x'": "",
    "delete from ledger.audit": "",
    "truncate ledger.audit": "",
    "alter table ledger.audit disable trigger all": "",
    "drop trigger audited on ledger.disposition": "",
    "set role watch1718_owner": "",
    "set session_replication_role = replica": "",
    "update ledger.world set origin = 'live'": "",
    "create table ledger.mine (a int)": "",
    "create temporary table mine (a int)": "",
    "select lo_create(0)": "",
}
CELLS = [(role, action) for action in MATRIX for role in LOGINS]


@pytest.fixture(scope="module")
def site():
    """A server on loopback that asks for passwords: address by login, and the owner's engine."""
    home = Path(tempfile.mkdtemp(prefix="w1718-"))
    url = server.up(home, durable=False)
    with psycopg.connect(server.conninfo(database.parse(url)), autocommit=True) as connection:
        connection.execute(f"alter role postgres password '{PASSWORD}'")
    server.down(home)
    data = home / "postgres"
    (data / "pg_hba.conf").write_text("local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server._start(data, f"{server.QUIET}{server.UNSAFE} -c listen_addresses=127.0.0.1 -c port={port}")
    where = {"host": "127.0.0.1", "port": port, "password": PASSWORD}
    engine = database.connect(
        server.create(f"postgresql+psycopg://postgres:{PASSWORD.replace(' ', '%20')}@127.0.0.1:{port}/matrix")
    )
    database.migrate(engine)
    with engine.begin() as connection:
        for role in ("pipeline", "analyst", "approver"):
            made = f"create role {LOGINS[role]} login password '{PASSWORD}' in role watch1718_{role}"
            connection.exec_driver_sql(made)
        connection.exec_driver_sql(f"alter role dashboard password '{PASSWORD}'")
    press = Press(engine)
    press.capture_all(at(2))
    press.prints("harbour_wire", "talks", at(2), claim())
    press.ledger.fold(at(2))
    ExclusionStore(engine).add(Scope(publisher="Harbour Wire"), date(2026, 6, 1), "why", "anna", at(2))
    yield engine, {role: make_conninfo(dbname="matrix", user=login, **where) for role, login in LOGINS.items()}
    engine.dispose()
    server.down(home)
    shutil.rmtree(home)


@pytest.fixture(scope="module")
def logins(site):
    """One open connection a role."""
    opened = {role: psycopg.connect(address) for role, address in site[1].items()}
    yield opened
    for connection in opened.values():
        connection.close()


@pytest.mark.parametrize(("role", "action"), CELLS, ids=[f"{role}: {action[:60]}" for role, action in CELLS])
def test_cell(logins, role, action):
    """A role does what the matrix grants it and is refused the rest (P7, P9, P11, B19)."""
    connection = logins[role]
    if role == "dashboard":
        connection.execute("set transaction read write")
    try:
        if role in MATRIX[action].split():
            connection.execute(action)
        else:
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(action)
    finally:
        connection.rollback()


def test_passwords_are_asked_for(site):
    """Nobody enters over TCP with a wrong password."""
    for address in site[1].values():
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(address, password="wrong")


def test_an_analyst_decides_in_her_own_name(site, tmp_path):
    """Through the program too: the login is the name, the audit keeps both, and holds (P9, P16, I6)."""
    engine, addresses = site
    port = psycopg.conninfo.conninfo_to_dict(addresses["analyst"])["port"]
    own = database.connect(f"postgresql+psycopg://anna:{PASSWORD.replace(' ', '%20')}@127.0.0.1:{port}/matrix")
    press = Press.__new__(Press)
    press.ledger = type(Press(engine).ledger)(own, *(Press(engine).ledger.episodes, Press(engine).ledger._severities))
    (alert,) = press.ledger.list()
    assert people.person(own) == "anna"
    press.ledger.dispose(alert.id, Decision.MONITORING, "one source", people.person(own), at(3), seen=1)
    store = AuditStore(own, tmp_path / "anchors")
    assert store.verify() == ()
    with engine.connect() as connection:
        last = connection.exec_driver_sql("select actor, person, action from ledger.audit order by seq desc").first()
    assert tuple(last) == ("anna", "anna", "disposition")
    own.dispose()
