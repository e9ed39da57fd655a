"""The published views: their columns, what they show of editions, and the questions asked of them."""

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from adapters.samples import NOON
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from watch1718.adapters import data_dictionary, database, rows, tables, views
from watch1718.errors import Misconfigured

ROOT = Path(__file__).parents[2]
DAY = date(2026, 3, 4)
DAILY_ALERTS = [
    "origin",
    "edition",
    "day",
    "alert_id",
    "change",
    "kind",
    "severity",
    "credibility",
    "category",
    "category_label",
    "supplier_country",
    "supplier_name",
    "recipient_country",
    "recipient_name",
    "goods",
    "hs_chapter",
    "quantity",
    "unit",
    "route",
    "event_from",
    "event_to",
    "event_precision",
    "stage",
    "stage_rank",
    "previous_stage",
    "stance",
    "said_by",
    "denied_by",
    "ruling",
    "paragraphs",
    "paragraphs_confirmed",
    "reason",
    "listed_refs",
    "vessel_imo",
    "documents",
    "publishers",
    "first_known_at",
    "last_known_at",
    "quote",
    "quote_language",
    "publisher",
    "title",
    "url",
    "published_at",
    "evidence_level",
    "disposition",
    "catalogue_version",
    "list_version",
    "reader_version",
]
VALUES = {"TEXT": "x", "INTEGER": 1, "BOOLEAN": True, "FLOAT": 1.0, "DATE": DAY, "DATETIME": NOON}


def fill(connection, table, **given):
    """Insert a row with something in every column."""
    row = {column.name: VALUES[column.type.__visit_name__.upper()] for column in table.columns}
    rows.add(connection, table, {**row, **given})


def publish(connection, day, number=1, alerts=("A-1",)):
    """Make an edition with its alerts and point the day to it."""
    edition = f"{day}/{number}"
    fill(connection, tables.edition, id=edition, day=day, number=number, state="candidate", catalogue_version="c1")
    fill(connection, tables.attestation, edition=edition, day=day, state="PARTIAL")
    for alert in alerts:
        fill(
            connection,
            tables.edition_alert,
            edition=edition,
            alert_id=alert,
            category="arms_export",
            change="new",
            stage_rank=5,
            stage="under_way",
            severity=4,
        )
    for part in ("source", "party", "evidence", "paragraph", "event", "not_alert", "cap_usage", "cap_delivery"):
        fill(connection, tables.metadata.tables[f"ledger.edition_{part}"], edition=edition)
    hit = {"edition": edition, "alert_id": alerts[0], "party_id": "x", "role": "carrier"}
    fill(connection, tables.edition_party, **hit)
    fill(connection, tables.customer, id="x")
    fill(connection, tables.exposure_hit, **hit, customer="x")
    connection.execute(tables.edition.update().where(tables.edition.c.id == edition).values(state="published"))
    rows.upsert(connection, tables.current_edition, {"day": day, "edition": edition, "moved_at": NOON})


@pytest.fixture
def published(engine):
    """Editions of 4 and 6 March; the 5th has none, the 4th was corrected."""
    database.stamp(engine, "rehearsal", NOON)
    with engine.begin() as connection:
        for position, key in enumerate(("arms_export", "coal")):
            fill(connection, tables.category, catalogue_version="c1", key=key, label=key, position=position)
        publish(connection, DAY, alerts=("A-1", "A-2"))
        publish(connection, DAY, 2, alerts=("A-1", "A-2", "A-3"))
        publish(connection, DAY + timedelta(days=2))
    with engine.connect() as connection:
        yield connection


def ask(connection, question):
    """The rows of an answer."""
    return [tuple(row) for row in connection.execute(text(question))]


def test_columns_of_the_contract(engine):
    """daily_alerts has the columns of the contract, in its order, and more after them."""
    with engine.connect() as connection:
        assert list(connection.execute(text("select * from published.daily_alerts")).keys())[:49] == DAILY_ALERTS


def test_every_view_begins_alike_and_explains_itself(engine):
    """Each view begins with origin, edition and day, has a comment, and so has each of its columns."""
    with engine.connect() as connection:
        found = connection.execute(data_dictionary.COLUMNS).all()
    assert {row.relname for row in found} == set(views.files())
    for name in views.files():
        assert [row.attname for row in found if row.relname == name][:3] == ["origin", "edition", "day"]
    assert [f"{row.relname}.{row.attname}" for row in found if not row.meaning or not row.grain] == []
    assert [row.attname for row in found if row.type.startswith("json") or row.type.endswith("[]")] == []


def test_views_show_the_current_edition_alone(published):
    """A corrected day shows its last edition; the one before is kept but not shown."""
    question = "select edition, count(*), min(origin) from published.daily_alerts group by 1 order by 1"
    assert ask(published, question) == [("2026-03-04/2", 3, "rehearsal"), ("2026-03-06/1", 1, "rehearsal")]


def test_candidate_is_not_shown(engine, published):
    """An edition that no pointer names is invisible in every view."""
    with engine.begin() as connection:
        fill(connection, tables.edition, id="2026-03-07/1", day=DAY + timedelta(days=3), state="candidate")
        fill(connection, tables.edition_alert, edition="2026-03-07/1")
        fill(connection, tables.attestation, edition="2026-03-07/1", day=DAY + timedelta(days=3))
    for name in views.files():
        assert ask(published, f"select count(*) from published.{name} where day > '2026-03-06'") == [(0,)]


def test_every_view_shows_its_rows(published):
    """Each part of an edition is seen through its view."""
    for name in views.files():
        assert ask(published, f"select count(*) > 0 from published.{name} where edition = '2026-03-06/1'") == [(True,)]


def test_day_without_an_edition_is_blind(published):
    """Every day from the first edition to the last has a row; one without an edition says so."""
    assert ask(published, "select day, edition, state, reason from published.daily_attestation order by day") == [
        (DAY, "2026-03-04/2", "PARTIAL", "x"),
        (DAY + timedelta(days=1), None, "BLIND", "No edition was published for this day."),
        (DAY + timedelta(days=2), "2026-03-06/1", "PARTIAL", "x"),
    ]


def test_counts_have_zeros_but_not_for_blind_days(published):
    """Each day has each category and stage; nothing is 0 where we looked and null where we did not."""
    counted = "select day - date '2026-03-04', count(*), sum(alerts), count(alerts) from published.alert_counts"
    assert ask(published, f"{counted} group by 1 order by 1") == [(0, 16, 3, 16), (1, 16, None, 0), (2, 16, 1, 16)]
    where = "where day = '2026-03-04' and category = 'arms_export' and stage = 'under_way'"
    assert ask(published, f"select alerts, new_alerts, max_severity from published.alert_counts {where}") == [(3, 3, 4)]


@pytest.mark.parametrize("path", sorted((views.folder() / "queries").glob("*.sql")), ids=lambda path: path.stem)
def test_ready_question(published, path):
    """Each ready question says what it asks and runs."""
    written = path.read_text("utf-8")
    assert re.match(r"-- [A-Z].*\?", written)
    ask(published, written.replace(":", r"\:"))


def test_ten_ready_questions():
    """There are at least ten of them."""
    assert len(list((views.folder() / "queries").glob("*.sql"))) >= 10


def test_todays_question_finds_the_change(published):
    """The first question of the morning finds the newest edition's new alert."""
    asked = (views.folder() / "queries" / "what_changed_today.sql").read_text("utf-8")
    assert [row[0] for row in ask(published, asked)] == ["new"]


def test_data_dictionary_is_up_to_date(engine, tmp_path):
    """The committed dictionary is what the views' comments give."""
    data_dictionary.write(engine, tmp_path / "made.md")
    made = (tmp_path / "made.md").read_text("utf-8")
    assert made == (ROOT / "docs" / "data_dictionary.md").read_text("utf-8"), (
        "run: python -m watch1718.adapters.data_dictionary"
    )


def test_changed_file_is_applied(engine, monkeypatch, tmp_path):
    """When a view's file changes, the next migration shows it; a view without a file goes."""
    (tmp_path / "views").mkdir()
    for name in ("roles.sql", *views.GUARDS):
        shutil.copy(views.folder() / name, tmp_path)
    (tmp_path / "views" / "only.sql").write_text("create view published.only as select 1 as one")
    monkeypatch.setattr(views, "folder", lambda: tmp_path)
    database.migrate(engine)
    with engine.connect() as connection:
        assert ask(connection, "select viewname from pg_views where schemaname = 'published'") == [("only",)]


def test_folder_that_is_missing(monkeypatch):
    """A package without its SQL files says so."""
    monkeypatch.setattr(views, "__file__", "/nowhere/watch1718/adapters/views.py")
    with pytest.raises(Misconfigured, match="install the program again"):
        views.folder()


def test_day_of_alerts_is_found_by_its_keys(published):
    """A day of daily_alerts, and the history of one alert, are read through indexes (no scan of the frozen rows)."""
    published.execute(text("set enable_seqscan = off"))
    for name, table, where in (
        ("daily_alerts", "edition_alert", "day = '2026-03-04'"),
        ("alert_history", "edition_event", "alert_id = 'A-1'"),
        ("alert_parties", "edition_party", "party_id = 'imo:1'"),
    ):
        plan = "\n".join(
            published.scalars(text(rf"explain select * from published.{name} where {where}".replace(":", r"\:")))
        )
        assert f"Seq Scan on {table}" not in plan


@pytest.mark.parametrize(
    "statement",
    [
        "update ledger.edition_alert set severity = 1",
        "update ledger.edition_event set what = 'nothing' where edition = '2026-03-04/1'",
        "update ledger.attestation set state = 'COMPLETE'",
        "delete from ledger.edition_evidence",
        "truncate ledger.edition_alert",
        "truncate ledger.edition cascade",
        "update ledger.edition set state = 'candidate'",
        "delete from ledger.edition where id = '2026-03-04/1'",
        (
            "insert into ledger.edition_paragraph select edition, alert_id, 'more', rank, symbol, paragraph, force, ruling,"
            " in_force_from, confirmed, reason from ledger.edition_paragraph"
        ),
        (
            "insert into ledger.edition_party select * from ledger.edition_party on conflict (edition, alert_id, role, party_id)"
            " do update set party_name = 'somebody else'"
        ),
        (
            "merge into ledger.edition_alert a using (values ('A-1')) v(id) on a.alert_id = v.id"
            " when matched then update set quote = 'other words'"
        ),
    ],
)
def test_published_rows_do_not_change(engine, published, statement):
    """Not even the account that owns the tables changes a published edition, the current one or one before it (B19)."""
    published.rollback()
    with (
        pytest.raises(DBAPIError, match=r"published editions do not|edition 2026-03-0\d/\d is published"),
        engine.begin() as connection,
    ):
        connection.execute(text(statement))


def test_candidate_may_change(engine, published):
    """Before it is published an edition may still be mended or thrown away."""
    with engine.begin() as connection:
        fill(connection, tables.edition, id="2026-03-07/1", day=DAY + timedelta(days=3), state="candidate")
        fill(connection, tables.edition_alert, edition="2026-03-07/1")
        connection.execute(text("update ledger.edition_alert set severity = 2 where edition = '2026-03-07/1'"))
        connection.execute(text("delete from ledger.edition_alert where edition = '2026-03-07/1'"))
        connection.execute(text("delete from ledger.edition where id = '2026-03-07/1'"))
