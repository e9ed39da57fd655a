"""The audit: adding to the chain, walking a million entries."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure, seconds
from watch1718.adapters import database, server
from watch1718.adapters.audit_store import AuditStore

ROWS = 1_000_000
FILL = f"""
  insert into ledger.audit (action, subject, person, content)
  select 'note', n::text, 'R. Tester', jsonb_build_object('id', n, 'reason', 'an invented reason of some length')::text
  from generate_series(1, {ROWS}) n"""


def figures() -> Iterator[Figure]:
    """Fill a chain of a million entries in one transaction, then verify it whole."""
    home = Path(tempfile.mkdtemp(prefix="w1718-"))
    server.up(home, durable=False)
    try:
        engine = database.connect(server.address(home, "", rehearsal=True))
        database.migrate(engine)
        with engine.begin() as connection:
            added = seconds(lambda: connection.exec_driver_sql(FILL), rounds=1)
        yield Figure("audit: entries added in one transaction", ROWS / added, 30_000, "/s", at_most=False)
        store = AuditStore(engine, home / "anchors")
        yield Figure("audit: verify 1 M entries", seconds(store.verify, rounds=1), 5, "s")
        engine.dispose()
    finally:
        server.down(home)
        shutil.rmtree(home)
