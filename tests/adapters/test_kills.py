"""Kills inside transactions: what was acknowledged stays, what was not is done once by the next run."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from itertools import count

import psycopg
from adapters.press import Press, at
from core.episodes import claim
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from watch1718.adapters import server
from watch1718.adapters.audit_store import AuditStore
from watch1718.core.alert import Decision
from watch1718.errors import Retry

KILLS = 200
KINDS = ("coal", "textiles", "seafood", "arms_and_related_materiel")
DECISIONS = (Decision.ESCALATED, Decision.MONITORING)


@contextmanager
def killed(engine, place):
    """The server ends the connection before its ``place``-th statement, or before its commit where that is 0; whether it did."""
    done, left = [], count(1)

    def kill(connection):
        pid = connection.connection.driver_connection.info.backend_pid
        with psycopg.connect(server.conninfo(engine.url), autocommit=True) as killer:
            killer.execute("select pg_terminate_backend(%s, 1000)", [pid])
        done.append(pid)

    def before(connection, *_):
        if next(left) == place:
            kill(connection)

    name, listener = ("commit", kill) if place == 0 else ("before_cursor_execute", before)
    event.listen(engine, name, listener)
    try:
        yield done
    except (Retry, DBAPIError, psycopg.Error):
        assert done
    finally:
        event.remove(engine, name, listener)


def test_two_hundred_kills_inside_transactions(engine, tmp_path):
    """Folds and decisions are killed at every statement and at the commit; nothing is lost or doubled (B2, B3, B14, P1, I2, I4, I6)."""
    press, kills, decided = Press(engine), 0, 0
    for n in count():
        if kills >= KILLS:
            break
        one = replace(claim(), category=KINDS[n % len(KINDS)])
        press.prints("harbour_wire", f"story-{n}", at(2, minutes=n), one)
        with killed(engine, n % 9) as done:
            press.ledger.fold(at(2, minutes=n))
        kills += len(done)
        press.ledger.fold(at(2, minutes=n))
        (alert,) = press.ledger.list(category=one.category)
        wanted = DECISIONS[n // len(KINDS) % 2]
        with killed(engine, n % 7) as done:
            press.ledger.dispose(alert.id, wanted, f"reason {n}", "R. Tester", at(2, minutes=n))
        kills += len(done)
        if len(press.ledger.show(alert.id).dispositions) == len(alert.dispositions):
            press.ledger.dispose(alert.id, wanted, f"reason {n}", "R. Tester", at(2, minutes=n))
        decided += 1
    alerts = press.ledger.list()
    assert sum(alert.documents for alert in alerts) == n
    assert sum(len(alert.dispositions) for alert in alerts) == decided
    for alert in alerts:
        assert [one.ordinal for one in alert.events] == list(range(1, len(alert.events) + 1))
    assert AuditStore(engine, tmp_path / "anchors").verify() == ()
    with engine.connect() as connection:
        assert connection.scalar(text("select count(*) from ledger.audit where action = 'disposition'")) == decided
