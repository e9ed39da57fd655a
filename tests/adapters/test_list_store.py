"""Versions of the UN list: one in force, held ones beside it, people's decisions with their reasons."""

from dataclasses import replace
from datetime import date

import pytest
from adapters.samples import NOON, later, snapshot, source
from sqlalchemy import select, text

from watch1718.adapters import tables
from watch1718.adapters.capture_store import CaptureStore
from watch1718.adapters.list_store import ListStore
from watch1718.core.guard import GuardDecision, judge
from watch1718.core.listing import Alias, ListedParty, ListVersion
from watch1718.core.snapshot import Part
from watch1718.errors import Misconfigured

GULL = ListedParty(
    "KPe.901",
    "901",
    "DPRK",
    "entity",
    "BLUE GULL TRADING",
    aliases=(Alias("Gull Trading", "a.k.a."), Alias("Blue Gull", "f.k.a.", "until 2010"), Alias("Gull Trading", "Low")),
    native_name="푸른갈매기",
    nationality=("DPRK",),
    listed_on=date(2016, 3, 2),
    comments="Invented.",
)
HERON = ListedParty("KPi.902", "902", "DPRK", "person", "HERON PAK")
FIRST = ListVersion(NOON, (GULL, HERON))
RENAMED = ListVersion(later(60), (GULL, replace(HERON, name="HERON BAK")))
SHRUNK = ListVersion(later(90), (GULL,))


@pytest.fixture
def lists(engine):
    """The store, with a snapshot of the list to point to."""
    captures = CaptureStore(engine)
    captures.declare([source()], NOON)
    captures.add(snapshot(part=Part.LIST))
    return ListStore(engine)


def keep(lists, version, at=NOON):
    """Judge a version against the one in force and keep it."""
    lists.add(version, snapshot().id, judge(version, lists.in_force()), at)


def states(engine):
    """The state of each version."""
    with engine.connect() as connection:
        found = connection.execute(select(tables.list_version.c.id, tables.list_version.c.state))
        return {row.id: row.state for row in found}


def test_version_comes_back_whole(lists):
    """What is in force comes back equal, to the last alias, and hashes alike."""
    assert lists.in_force() is None
    keep(lists, FIRST)
    assert lists.in_force() == FIRST
    assert lists.in_force().content_hash == FIRST.content_hash
    assert lists.is_known(FIRST.content_hash)
    assert not lists.is_known(SHRUNK.content_hash)


def test_names_are_rows(engine, lists):
    """Each name stands once with its quality, the native one too."""
    keep(lists, FIRST)
    table = tables.listed_name
    query = select(table.c.name, table.c.quality).where(table.c.reference == "KPe.901").order_by(table.c.name)
    with engine.connect() as connection:
        assert [tuple(row) for row in connection.execute(query)] == [
            ("BLUE GULL TRADING", "primary"),
            ("Blue Gull", "f.k.a."),
            ("Gull Trading", "a.k.a."),
            ("푸른갈매기", "native"),
        ]


def test_newer_version_supersedes(engine, lists):
    """An accepted version takes over and tells what changed."""
    keep(lists, FIRST)
    lists.add(RENAMED, snapshot().id, GuardDecision(held=False, changes=judge(RENAMED, FIRST).changes), later(60))
    assert lists.in_force() == RENAMED
    assert states(engine) == {FIRST.content_hash: "superseded", RENAMED.content_hash: "in_force"}
    assert [change.what for change in lists.changes(RENAMED.content_hash)] == ["HERON PAK is now HERON BAK"]


def test_unchanged_copy_verifies(engine, lists):
    """A copy without a difference only moves the moment of the last confirmation, never back."""
    keep(lists, FIRST)
    keep(lists, replace(FIRST, generated=later(30)), later(30))
    lists.verify(later(20))
    with engine.connect() as connection:
        row = connection.execute(select(tables.list_version)).one()
    assert (row.verified_at, row.known_from, row.state) == (later(30), NOON, "in_force")


def test_held_version_waits_beside_the_good_one(lists):
    """A version that lost a DPRK record waits with its reasons; the last good one stays in force."""
    keep(lists, FIRST)
    keep(lists, SHRUNK, later(90))
    assert lists.in_force() == FIRST
    (waiting,) = lists.held()
    assert (waiting.version, waiting.since, waiting.parties) == (SHRUNK.content_hash, later(90), 1)
    assert any(reason.startswith("dprk_lost: KPi.902") for reason in waiting.reasons)
    assert lists.is_known(SHRUNK.content_hash)


def test_release(engine, lists):
    """A person puts a held version in force, by name and with a reason."""
    keep(lists, FIRST)
    keep(lists, SHRUNK, later(90))
    lists.release(SHRUNK.content_hash, "analyst", "press release of 4 March", later(95))
    assert lists.in_force() == SHRUNK
    assert lists.held() == []
    with engine.connect() as connection:
        query = select(tables.list_version).where(tables.list_version.c.id == SHRUNK.content_hash)
        row = connection.execute(query).one()
    assert (row.decided_by, row.decision, row.known_from) == ("analyst", "press release of 4 March", later(95))


def test_reject_and_meet_again(lists):
    """A rejected version stays rejected when it is captured again."""
    keep(lists, FIRST)
    keep(lists, SHRUNK, later(90))
    lists.reject(SHRUNK.content_hash, "analyst", "a broken export", later(95))
    keep(lists, SHRUNK, later(99))
    assert lists.in_force() == FIRST
    assert lists.held() == []
    assert lists.is_known(SHRUNK.content_hash)


@pytest.mark.parametrize(("actor", "reason"), [("", "because"), ("analyst", ""), ("analyst", "  ")])
def test_decision_needs_name_and_reason(lists, actor, reason):
    """Nobody decides without a name or without a reason."""
    keep(lists, FIRST)
    keep(lists, SHRUNK, later(90))
    with pytest.raises(Misconfigured, match="a name and a reason"):
        lists.release(SHRUNK.content_hash, actor, reason, later(95))
    assert lists.in_force() == FIRST


def test_only_held_versions_are_decided(lists):
    """What is in force, or not known at all, cannot be released."""
    keep(lists, FIRST)
    with pytest.raises(Misconfigured, match="in_force, not held"):
        lists.release(FIRST.content_hash, "analyst", "because", later(1))
    with pytest.raises(Misconfigured, match="not known, not held"):
        lists.reject("0" * 64, "analyst", "because", later(1))


def test_newer_good_version_ends_the_waiting(engine, lists):
    """When a good version comes, an older held one can no longer be released over it."""
    keep(lists, FIRST)
    keep(lists, SHRUNK, later(90))
    lists.add(RENAMED, snapshot().id, GuardDecision(held=False), later(95))
    assert lists.held() == []
    assert states(engine)[SHRUNK.content_hash] == "superseded"


def test_version_that_comes_back(lists):
    """A version that was superseded and is published again comes into force again."""
    keep(lists, FIRST)
    lists.add(RENAMED, snapshot().id, GuardDecision(held=False), later(60))
    assert not lists.is_known(FIRST.content_hash)
    lists.add(replace(FIRST, generated=later(70)), snapshot().id, GuardDecision(held=False), later(70))
    assert lists.in_force().content_hash == FIRST.content_hash


def test_adding_twice(engine, lists):
    """The same version added twice is there once."""
    for _ in range(2):
        lists.add(FIRST, snapshot().id, GuardDecision(held=False), NOON)
    with engine.connect() as connection:
        counts = [
            connection.scalar(text(f"select count(*) from ledger.{name}"))
            for name in ("list_version", "listed_party", "listed_name")
        ]
    assert counts == [1, 2, 5]


def test_two_versions_in_force_are_impossible(engine, lists):
    """The database itself refuses a second version in force."""
    keep(lists, FIRST)
    keep(lists, SHRUNK, later(90))
    with pytest.raises(Exception, match="uq_list_version_in_force"), engine.begin() as connection:
        connection.execute(text("update ledger.list_version set state = 'in_force'"))


def test_list_of_a_thousand(lists):
    """A list of the real one's size is kept and read back whole."""
    many = tuple(replace(GULL, reference=f"KPe.{n:04}", dataid=str(n), name=f"FIRM {n}") for n in range(1000))
    version = ListVersion(NOON, many)
    keep(lists, version)
    assert lists.in_force() == version
