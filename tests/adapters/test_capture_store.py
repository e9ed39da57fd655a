"""Sources, snapshots, documents and quarantine rows: written twice they are there once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from adapters.samples import NOON, document, later, reading, snapshot, source, version
from sqlalchemy import select, text

from watch1718.adapters import tables
from watch1718.adapters.capture_store import CaptureStore
from watch1718.adapters.document_store import UNREAD, DocumentStore
from watch1718.adapters.reading_store import ReadingStore
from watch1718.core.snapshot import Outcome, Part
from watch1718.errors import Quarantine
from watch1718.ports import Quarantined

VERSIONS = {"catalogue_version": "c1", "list_version": "l1", "at": NOON}


@pytest.fixture
def captures(engine):
    """A store with one declared source."""
    store = CaptureStore(engine)
    store.declare([source()], NOON)
    return store


@pytest.fixture
def documents(engine, captures):
    """The store of documents beside it."""
    return DocumentStore(engine)


def rows(engine, table):
    """Every row of a table, by its key."""
    with engine.connect() as connection:
        return connection.execute(select(table).order_by(*table.primary_key.columns)).mappings().all()


def test_declaring_a_source_again(engine, captures):
    """A second declaration changes what changed and keeps since when the source is declared."""
    captures.declare([source(title="Harbour Wire News")], later(5))
    (row,) = rows(engine, tables.source)
    assert (row["title"], row["declared_at"]) == ("Harbour Wire News", NOON)


def test_source_that_is_declared_no_more(engine, captures):
    """A source that is not among those declared is no longer expected, and comes back when it is."""
    captures.declare([source("tidewater")], NOON)
    assert {row["id"]: row["expected"] for row in rows(engine, tables.source)} == {
        "harbour_wire": False,
        "tidewater": True,
    }
    captures.declare([source(), source("tidewater", on=False)], NOON)
    assert {row["id"]: row["expected"] for row in rows(engine, tables.source)} == {
        "harbour_wire": True,
        "tidewater": False,
    }


def test_declaring_nothing(engine, captures):
    """Where nothing is declared, nothing is expected."""
    captures.declare([], NOON)
    assert [row["expected"] for row in rows(engine, tables.source)] == [False]


def test_snapshot_comes_back_as_it_was(captures):
    """What was kept comes back equal, headers and hint included."""
    shot = snapshot(
        headers={"Content-Type": "text/html"}, hint={"title": "조선"}, final_url="https://a.example/x", items=3
    )
    captures.add(shot)
    assert captures.latest(shot.url) == shot


def test_same_snapshot_twice(engine, captures):
    """The same capture twice is one row, and what was read stays read."""
    shot = snapshot()
    captures.add(shot)
    with engine.begin() as connection:
        connection.execute(text("update ledger.snapshot set read_as = 'document'"))
    captures.add(shot)
    assert [row["read_as"] for row in rows(engine, tables.snapshot)] == ["document"]


def test_latest_skips_failures(captures):
    """The newest good capture counts, a failure after it does not."""
    captures.add(snapshot(at=NOON))
    captures.add(snapshot(at=later(1), outcome=Outcome.UNCHANGED))
    captures.add(snapshot(at=later(2), outcome=Outcome.FETCH_ERROR, blob=None, reason="total_deadline"))
    assert captures.latest(snapshot().url).captured_at == later(1)
    assert captures.latest("https://nowhere.example/") is None


def test_last_attempt_is_of_the_feed(captures):
    """A failed feed is an attempt, a page is none."""
    assert captures.last_attempt("harbour_wire") is None
    captures.add(snapshot("https://a.example/feed", part=Part.FEED, outcome=Outcome.FETCH_ERROR, blob=None))
    captures.add(snapshot(at=later(9)))
    assert captures.last_attempt("harbour_wire") == NOON


def test_known_urls(captures):
    """Only addresses with a body are known, with their newest capture."""
    captures.add(snapshot("https://a.example/1"))
    captures.add(snapshot("https://a.example/1", later(3)))
    captures.add(snapshot("https://a.example/2", outcome=Outcome.FETCH_ERROR, blob=None))
    asked = ["https://a.example/1", "https://a.example/2", "https://a.example/3", "https://a.example/1"]
    assert captures.known_urls(asked) == {"https://a.example/1": later(3)}
    assert captures.known_urls([]) == {}


def test_unread_snapshots(captures, documents):
    """Good pages and files wait oldest first; feeds, failures and what was read do not."""
    feed = snapshot("https://a.example/feed", part=Part.FEED)
    failed = snapshot("https://a.example/3", outcome=Outcome.FETCH_ERROR, blob=None)
    second, first = snapshot("https://a.example/2", later(2)), snapshot("https://a.example/1", later(1), part=Part.FILE)
    for shot in (feed, failed, second, first):
        captures.add(shot)
    assert captures.unread(9) == [first, second]
    assert captures.unread(1) == [first]
    documents.add(version(first, document()))
    assert captures.unread(9) == [second]


def test_address_longer_than_an_index_takes(captures):
    """A snapshot of an endless address is kept and found."""
    url = "https://a.example/?" + "".join(f"{n:x}" for n in range(3000))
    captures.add(snapshot(url))
    assert captures.latest(url).url == url


def test_document_version_twice(engine, captures, documents):
    """A version that is known is not new, and its snapshot is read all the same."""
    first, again = snapshot(), snapshot(at=later(1))
    captures.add(first)
    captures.add(again)
    assert documents.add(version(first, document()))
    assert not documents.add(version(again, document(), later(1)))
    assert not documents.add(version(first, document()))
    assert sorted(row["read_as"] for row in rows(engine, tables.snapshot)) == ["document", "duplicate"]
    assert len(rows(engine, tables.document_version)) == 1


def test_first_known(captures, documents):
    """A source is known from its first document on, in whatever order they are stored."""
    shot = snapshot()
    captures.add(shot)
    assert documents.first_known("harbour_wire") is None
    documents.add(version(shot, document(text="second"), later(5)))
    documents.add(version(shot, document(text="first"), later(1)))
    assert documents.first_known("harbour_wire") == later(1)


def test_unread_documents_come_back_whole_and_in_order(engine, captures, documents):
    """Versions come by (known_at, document id), equal to what was stored, until this reader has read them."""
    shot = snapshot()
    captures.add(shot)
    stories = [
        version(shot, document(f"https://a.example/{name}"), later(at)) for name, at in (("b", 1), ("A", 1), ("c", 0))
    ]
    for story in stories:
        documents.add(story)
    assert documents.unread("r1", 9, again=True) == [stories[2], stories[1], stories[0]]
    assert documents.unread("r1", 2, again=True) == [stories[2], stories[1]]
    ReadingStore(engine).add(reading(stories[2].document), [[]], reader_version="r1", **VERSIONS)
    assert documents.unread("r1", 9, again=True) == [stories[1], stories[0]]
    assert documents.unread("r2", 9, again=True) == [stories[2], stories[1], stories[0]]


def test_going_back_to_an_older_reader(engine, captures, documents):
    """After a return to an older reader its reading is made again, and then counts."""
    shot = snapshot()
    captures.add(shot)
    documents.add(version(shot, document()))
    for name in ("r1", "r2"):
        ReadingStore(engine).add(reading(document()), [[]], reader_version=name, **VERSIONS)
    assert len(documents.unread("r1", 9, again=True)) == 1
    ReadingStore(engine).add(reading(document()), [[]], reader_version="r1", **VERSIONS)
    assert documents.unread("r1", 9, again=True) == []


def test_unread_documents_use_the_index(engine, documents):
    """Among many read versions the unread ones are found without looking at the others."""
    fill = """
        insert into ledger.snapshot (id, source, part, url, final_url, captured_at, headers, size, outcome, reason,
          detail, etag, last_modified, hint, read_as)
        values ('s', 'harbour_wire', 'page', '', '', now(), '{}', 0, 'OK', '', '', '', '', '{}', 'document');
        insert into ledger.document (id, source, first_known_at) values ('d', 'harbour_wire', now());
        insert into ledger.document_version (id, document, snapshot, title, text, language, known_at, url,
          evidence_level, history, partial, read_by)
        select n::text, 'd', 's', '', '', 'en', now(), '', 'bytes', false, false, case when n < 5 then 'r0' else 'r1' end
        from generate_series(1, 20000) n;
        analyze ledger.document_version;"""
    with engine.begin() as connection:
        connection.exec_driver_sql(fill)
    assert len(documents.unread("r1", 10, again=True)) == 4
    with engine.connect() as connection:
        plan = connection.scalars(text(f"explain {UNREAD.text}"), {"reader": "r1", "limit": 10}).all()
    assert not [line for line in plan if "Seq Scan on document_version" in line]


@pytest.mark.parametrize("words", ["nul \x00 inside", "lone \ud800 surrogate", "\udfff", "\x00"])
def test_text_that_postgresql_cannot_hold(captures, documents, words):
    """NUL and lone surrogates are stored safely, and the version is the key of the stored words (D11, D13, B18)."""
    shot = snapshot(hint={"title": words}, headers={"X": words}, detail=words)
    captures.add(shot)
    assert documents.add(version(shot, document(text=words, title=words)))
    (stored,) = documents.unread("r1", 9, again=True)
    assert "\x00" not in stored.document.full_text
    stored.document.full_text.encode()
    assert not documents.add(version(shot, document(text=words, title=words)))


@pytest.mark.parametrize(
    "moment",
    [
        datetime.max.replace(tzinfo=UTC),
        datetime.max.replace(tzinfo=timezone(-timedelta(hours=12))),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
        datetime(2999, 2, 1, tzinfo=UTC),
    ],
)
def test_dates_outside_the_calendar(captures, documents, moment):
    """A date that nobody can mean is bounded, never refused, and can be read back (D28)."""
    shot = snapshot()
    captures.add(shot)
    documents.add(version(shot, document(published=moment)))
    (stored,) = documents.unread("r1", 9, again=True)
    assert abs(stored.document.published - moment.replace(tzinfo=UTC)) < timedelta(days=3)


def test_document_key_too_long_is_quarantined(captures, documents):
    """An address that is no key is set aside by name, and its snapshot does not come again."""
    shot = snapshot()
    captures.add(shot)
    with pytest.raises(Quarantine, match="address_too_long"):
        documents.add(version(shot, document("https://a.example/" + "x" * 3000)))


def test_setting_aside_twice(engine, captures, documents):
    """A record set aside twice is one row, keeps a person's decision, and its snapshot is read."""
    shot = snapshot()
    captures.add(shot)
    row = Quarantined("read", shot.url, "not_utf8", "byte 9", NOON, "harbour_wire", shot.id)
    documents.set_aside(row)
    with engine.begin() as connection:
        connection.execute(text("update ledger.quarantine set state = 'discarded'"))
    documents.set_aside(replace(row, detail="byte 10"))
    assert [(kept["state"], kept["detail"]) for kept in rows(engine, tables.quarantine)] == [("discarded", "byte 9")]
    assert captures.unread(9) == []


def test_failing_inside_the_transaction_leaves_nothing(engine, captures, documents):
    """A version whose snapshot is not there leaves no document either."""
    with pytest.raises(Exception, match="fk_document_version_snapshot"):
        documents.add(version(snapshot(), document()))
    assert rows(engine, tables.document) == []


def test_ten_thousand_rows(engine, captures):
    """Many addresses are asked for in one go."""
    shots = [snapshot(f"https://a.example/{n}") for n in range(200)]
    for shot in shots:
        captures.add(shot)
    known = captures.known_urls([f"https://a.example/{n}" for n in range(10_000)])
    assert len(known) == 200
    assert all(one < two for one, two in pairwise(sorted(known)))
