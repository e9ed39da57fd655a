"""Readings: everything that a claim says is stored, once, in one transaction."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from adapters.samples import FINDING, NOON, document, later, reading, snapshot, source, version
from sqlalchemy import select, text

from watch1718.adapters import tables
from watch1718.adapters.capture_store import CaptureStore
from watch1718.adapters.document_store import DocumentStore
from watch1718.adapters.reading_store import ReadingStore, claim_ids
from watch1718.core.document import Span
from watch1718.core.finding import Ruling
from watch1718.core.reading import ListedMention

VERSIONS = {"reader_version": "r1", "catalogue_version": "c1", "list_version": "l1", "at": NOON}


@pytest.fixture
def story(engine):
    """A stored document."""
    shot, told = snapshot(), document()
    captures = CaptureStore(engine)
    captures.declare([source()], NOON)
    captures.add(shot)
    DocumentStore(engine).add(version(shot, told))
    return told


@pytest.fixture
def readings(engine):
    """The store."""
    return ReadingStore(engine)


def rows(engine, name):
    """Every row of a table, by its key."""
    table = tables.metadata.tables[f"ledger.{name}"]
    with engine.connect() as connection:
        return connection.execute(select(table).order_by(*table.primary_key.columns)).mappings().all()


def test_claim_is_stored_whole(engine, readings, story):
    """Each field of a claim stands in its column."""
    readings.add(reading(story), [[FINDING]], **VERSIONS)
    (row,) = rows(engine, "claim")
    expected = {
        "supplier_id": "state:KP",
        "recipient_country": "RU",
        "goods_class": "artillery",
        "hs": "9306",
        "quantity_value": 300.0,
        "quantity_low": 250.0,
        "money_text": "€1.5",
        "route": "Rajin → Vostochny",
        "stage": "under_way",
        "stage_rank": 5,
        "stage_start": 26,
        "stance_start": None,
        "said_by": "Seoul",
        "attribution": [{"name": "Seoul", "verb": "said", "span": [0, 5], "stance": "alleged"}],
        "denied_by": "Moscow",
        "quote": "Three ships left Rajin",
        "cited_paragraphs": ["1718 ¶8(b)"],
    }
    assert {name: row[name] for name in expected} == expected
    assert [(role["role"], role["party_id"], role["span_start"]) for role in rows(engine, "claim_role")] == [
        ("supplier", "state:KP", 0),
        ("recipient", "state:RU", None),
        ("carrier", "imo:9999993", 14),
    ]
    assert rows(engine, "listed_mention")[0]["reference"] == "KPi.901"
    assert rows(engine, "finding")[0]["ruling"] == "prohibited"


def test_reading_twice(engine, readings, story):
    """The same reading twice leaves byte for byte the same rows, and what was folded stays folded."""
    names = ("reading", "claim", "claim_role", "listed_mention", "finding")
    readings.add(reading(story), [[FINDING]], **VERSIONS)
    with engine.begin() as connection:
        connection.execute(text("update ledger.reading set folded = true"))
    before = [rows(engine, name) for name in names]
    readings.add(reading(story), [[FINDING]], **VERSIONS)
    assert [rows(engine, name) for name in names] == before


def test_new_catalogue_adds_findings(engine, readings, story):
    """Findings under a new catalogue stand beside the old ones."""
    readings.add(reading(story), [[FINDING]], **VERSIONS)
    readings.add(reading(story), [[replace(FINDING, ruling=Ruling.CAPPED)]], **{**VERSIONS, "catalogue_version": "c2"})
    found = [(row["catalogue_version"], row["ruling"]) for row in rows(engine, "finding")]
    assert found == [("c1", "prohibited"), ("c2", "capped")]


def test_reading_without_claims(engine, readings, story):
    """A document that says nothing is a reading all the same."""
    readings.add(reading(story, claims=(), listed=()), [], **VERSIONS)
    assert len(rows(engine, "reading")) == 1
    assert rows(engine, "claim") == []


def test_findings_must_fit_the_claims(engine, readings, story):
    """A claim without its sequence of findings is refused and nothing is stored."""
    with pytest.raises(ValueError, match="shorter"):
        readings.add(reading(story), [], **VERSIONS)
    assert rows(engine, "reading") == []


def test_nothing_is_stored_where_a_part_fails(engine, readings, story):
    """A finding that cannot be stored takes the whole reading with it."""
    with pytest.raises(Exception, match="integer out of range"):
        readings.add(reading(story), [[replace(FINDING, rank=2**40)]], **VERSIONS)
    assert rows(engine, "reading") == []
    assert rows(engine, "claim") == []


def test_two_claims_of_the_same_parties(story):
    """Claims that share category and parties still have keys of their own, the same ones each time."""
    (claim,) = reading(story).claims
    keys = claim_ids("r", [claim, claim, claim])
    assert len(set(keys)) == 3
    assert keys[0] == claim_ids("r", [claim])[0]


def test_texts_that_postgresql_cannot_hold(engine, readings, story):
    """NUL and lone surrogates in quotes, traces and chains are stored safely (D11, D13)."""
    (claim,) = reading(story).claims
    bad = "a\x00b\ud800"
    sayers = tuple(replace(sayer, name=bad) for sayer in claim.attribution)
    dirty = replace(claim, evidence=replace(claim.evidence, quote=bad), attribution=sayers, why=bad)
    readings.add(reading(story, claims=(dirty,), reason=bad), [[FINDING]], **VERSIONS)
    (row,) = rows(engine, "claim")
    assert (row["quote"], row["attribution"][0]["name"]) == ("ab\ufffd", "ab\ufffd")


def test_later_reading_by_the_same_reader(engine, readings, story):
    """A second reading by the same reader brings list version and time up to date."""
    readings.add(reading(story), [[FINDING]], **VERSIONS)
    readings.add(reading(story), [[FINDING]], **{**VERSIONS, "list_version": "l2", "at": later(9)})
    (row,) = rows(engine, "reading")
    assert (row["list_version"], row["read_at"]) == ("l2", later(9))


def test_screening_with_a_newer_list(engine, readings, story):
    """Readings screened with an older list come back with their documents, and take the newer list's mentions."""
    readings.add(reading(story), [[FINDING]], **VERSIONS)
    assert readings.screened_otherwise("r1", "l1", 9) == []
    ((key, found),) = readings.screened_otherwise("r1", "l2", 9)
    assert found.full_text == story.full_text
    readings.rescreen(key, [ListedMention("KPi.902", "Heron", Span(0, 5))], "l2")
    assert readings.screened_otherwise("r1", "l2", 9) == []
    assert [row["reference"] for row in rows(engine, "listed_mention")] == ["KPi.902"]


KILLED = """
import os, pathlib, signal, sys
from sqlalchemy import event
from adapters.samples import FINDING, NOON, document, reading
from watch1718.adapters import database
from watch1718.adapters.reading_store import ReadingStore
engine = database.connect(sys.argv[1])
if sys.argv[2] == "before":
    event.listen(engine, "commit", lambda _: os.kill(os.getpid(), signal.SIGKILL))
ReadingStore(engine).add(
    reading(document()), [[FINDING]], reader_version="r1", catalogue_version="c1", list_version="l1", at=NOON
)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_at_the_commit(engine, database_url, readings, story, moment):
    """A process killed before the commit leaves nothing, one killed after it everything; a rerun completes (B2, B3)."""
    paths = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", KILLED, database_url, moment], env=paths, check=False)
    assert done.returncode == -signal.SIGKILL
    names = ("reading", "claim", "finding", "listed_mention")
    assert [len(rows(engine, name)) for name in names] == [int(moment == "after")] * 4
    readings.add(reading(story), [[FINDING]], **VERSIONS)
    assert [len(rows(engine, name)) for name in names] == [1] * 4
