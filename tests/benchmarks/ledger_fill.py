"""A ledger as it is after two years of a large newsroom, made inside the database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from adapters.press import source
from sqlalchemy import Engine

from watch1718 import bootstrap
from watch1718.adapters import database, knowledge_store
from watch1718.adapters.capture_store import CaptureStore

DAYS = 730
START = datetime(2024, 11, 24, 5, tzinfo=UTC)
LAST = date(2026, 11, 24)  # the last day that has an edition
SQL = Path(__file__).with_name("ledger.sql")
READER = "r1"


def fill(engine: Engine, alerts: int, fresh: int) -> None:
    """Make ``alerts`` alerts with their editions, and ``fresh`` more that became known since and have none."""
    catalogue = bootstrap.catalogue()
    database.stamp(engine, "live", START)
    knowledge_store.load(engine, catalogue, "l1", READER, START)
    CaptureStore(engine).declare([source(f"wire_{n}") for n in range(40)], START)
    given = {"alerts": alerts, "days": DAYS, "first": 0, "last": alerts + fresh - 1}
    given |= {"reader": f"'{READER}'", "catalogue": f"'{catalogue.version}'"}
    statement = SQL.read_text("utf-8")
    for name, value in given.items():
        statement = statement.replace(f":{name}", str(value))
    with engine.begin() as connection:
        connection.connection.driver_connection.execute(statement)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("vacuum (analyze)")
