"""Evidence held against what was stored: quotes cut again, excerpts, WARC files."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import run
from sys import executable

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError
from warcio.archiveiterator import ArchiveIterator
from worlds import prepared, rehearsal

from watch1718 import bootstrap, steps
from watch1718.adapters import warc
from watch1718.adapters.audit_store import AuditStore
from watch1718.core.cited import Held
from watch1718.core.document import Document
from watch1718.core.source import EvidenceLevel
from watch1718.newsroom import DAYS, NAME, Newsroom
from watch1718.ports import World

TOLD = "North Korea shipped 152 mm artillery shells to Russia by rail on Monday, the ministry said."


@pytest.fixture
def room() -> Iterator[Newsroom]:
    """The newsroom under its lasting name."""
    with Newsroom(DAYS[2], base_url=NAME) as served:
        yield served


@pytest.fixture
def world(engine: Engine, tmp_path: Path, room: Newsroom) -> World:
    """A simulated morning."""
    return rehearsal(prepared(engine), tmp_path, room, DAYS[2].now)


def told(world: World, level: EvidenceLevel = EvidenceLevel.BYTES, source: str = "harbour_wire") -> str:
    """Capture one source's pages under an evidence level and fold them; the first alert's id."""
    changed = {**world.sources, source: replace(world.sources[source], evidence=level)}
    there = replace(world, sources=changed)
    steps.capture(there, source)
    steps.read(there)
    steps.match(there)
    steps.fold(there)
    return world.evidence.alerts()[0]


def body_of(world: World, tmp_path: Path, alert: str) -> Path:
    """The file of the body that an alert's first quote was cut from."""
    key = world.evidence.cited([alert])[0].snapshot.blob
    return tmp_path / "evidence" / key[:2] / key[2:]


def test_every_quote_is_cut_again_from_its_body(world: World):
    """I7: what was captured a moment ago holds, page by page, and is not checked twice unasked."""
    told(world)
    counts, failed = steps.verify(world, unchecked=True)
    assert (counts["quotes"] > 0, failed) == (True, [])
    assert steps.verify(world, unchecked=True)[0]["quotes"] == 0


def test_own_documents_are_cut_again(world: World):
    """A user's own row holds as a page does."""
    steps.take(world, [Document("note", "own:desk", "Shells", TOLD, "en", datetime(2026, 3, 1, tzinfo=UTC))])
    for step in (steps.read, steps.match, steps.fold):
        step(world)
    assert steps.verify(world) == ({"quotes": 1, "failed": 0}, [])


def test_a_body_that_is_gone_is_named(world: World, tmp_path: Path):
    """Where bytes should be kept and are not, the check says so."""
    alert = told(world)
    body_of(world, tmp_path, alert).unlink()
    assert {one.held for one in steps.verify(world, alert)[1]} == {Held.BODY_GONE}


def test_a_body_that_was_changed_is_named(world: World, tmp_path: Path):
    """One byte more or less and the body is not the one that was captured."""
    alert = told(world)
    place = body_of(world, tmp_path, alert)
    place.write_bytes(place.read_bytes() + b" ")
    assert {one.held for one in steps.verify(world, alert)[1]} == {Held.BODY_DAMAGED}


@pytest.mark.parametrize(
    ("statement", "held"),
    [
        ("update ledger.document_version set text = 'x' || text", Held.TEXT_CHANGED),
        ("update ledger.claim set quote = upper(quote)", Held.QUOTE_CHANGED),
    ],
)
def test_rows_that_were_changed_are_named(world: World, engine: Engine, statement: str, held: Held):
    """A quote or a text that somebody edited in the database is found out."""
    alert = told(world)
    with engine.begin() as connection:
        connection.execute(text(statement))
    assert {one.held for one in steps.verify(world, alert)[1]} == {held}


def test_an_excerpt_stands_where_the_whole_may_not_be_kept(world: World, tmp_path: Path):
    """The quote and 500 characters around it are an object of their own; the body may then go, the excerpt may not."""
    alert = told(world, EvidenceLevel.EXCERPT)
    excerpt = world.evidence.cited([alert])[0].excerpt
    words = world.bodies.get(excerpt.blob).decode()
    assert words[excerpt.start : excerpt.end] == world.evidence.cited([alert])[0].quote
    assert excerpt.start <= 500
    body_of(world, tmp_path, alert).unlink()
    assert steps.verify(world, alert)[1] == []
    (tmp_path / "evidence" / excerpt.blob[:2] / excerpt.blob[2:]).unlink()
    assert Held.EXCERPT_GONE in {one.held for one in steps.verify(world, alert)[1]}


def test_a_headline_is_all_that_is_kept(world: World, room: Newsroom):
    """Where the licence allows a headline, no page is asked for and the headline holds."""
    changed = replace(world.sources["harbour_wire"], evidence=EvidenceLevel.HEADLINE)
    there = replace(world, sources={**world.sources, "harbour_wire": changed})
    before = len(room.asked)
    steps.capture(there, "harbour_wire")
    assert len({path for path, _ in room.asked[before:]} - {"/robots.txt"}) == 1
    steps.read(there)
    steps.match(there)
    steps.fold(there)
    assert steps.verify(there)[1] == []


def test_the_edition_says_when_each_quote_was_checked(world: World, engine: Engine):
    """A published quote bears the moment at which it was last held against its body."""
    told(world)
    edition = steps.attest_and_build(world, str(DAYS[2]))[0]
    with engine.connect() as connection:
        query = text("select distinct verified_at from ledger.edition_evidence where edition = :edition")
        assert connection.scalars(query, {"edition": edition}).all() == [DAYS[2].now]
    steps.verify(replace(world, clock=type(world.clock)(DAYS[2].cut_off)))
    assert steps.attest_and_build(world, str(DAYS[2])) in ([edition], [])


@pytest.mark.parametrize("level", [EvidenceLevel.BYTES, EvidenceLevel.EXCERPT])
@pytest.mark.parametrize("name", ["out.warc.gz", "out.warc"])
def test_an_export_passes_the_checker(world: World, tmp_path: Path, name: str, level: EvidenceLevel):
    """The file is WARC 1.1 that warcio's own checker accepts, with a record for each quote."""
    alert = told(world, level)
    cited = world.evidence.cited([alert])
    with (tmp_path / name).open("wb") as out:
        counts = warc.write(out, cited, world.bodies.get, name=name, software="test")
    assert (counts["quotes"], counts["missing"]) == (len(cited), 0)
    checked = run(
        [executable, "-m", "warcio.cli", "check", "-v", name], check=False, cwd=tmp_path, capture_output=True, text=True
    )
    assert (checked.returncode, "digest pass" in checked.stdout) == (0, True), checked.stdout + checked.stderr
    with (tmp_path / name).open("rb") as file:
        found = [(record.rec_type, record.content_stream().read()) for record in ArchiveIterator(file)]
    kept = "resource" if level is EvidenceLevel.EXCERPT else "response"
    assert {kind for kind, _ in found} == {"warcinfo", kept, "metadata"}
    body = cited[0].excerpt.blob if level is EvidenceLevel.EXCERPT else cited[0].snapshot.blob
    assert world.bodies.get(body) in [content for kind, content in found if kind == kept]


def test_an_export_says_what_is_not_stored_any_more(world: World, tmp_path: Path):
    """A body that is gone is counted, its quotes are still written."""
    alert = told(world)
    cited = world.evidence.cited([alert])[:1]
    body_of(world, tmp_path, alert).unlink()
    with (tmp_path / "out.warc").open("wb") as out:
        counts = warc.write(out, cited, world.bodies.get, name="out.warc", software="test")
    assert counts == {"captures": 0, "quotes": 1, "missing": 1}


def later(world: World, days: int) -> World:
    """The same world some days on."""
    return replace(world, clock=bootstrap.FixedClock(world.clock.now() + timedelta(days=days)))


def test_whole_bodies_of_excerpt_sources_are_purged_and_their_quotes_still_hold(
    world: World, tmp_path: Path, engine: Engine
):
    """After their days the bodies go; hash, size and reason stay, quotes hold by their excerpts, the audit holds."""
    alert = told(world, EvidenceLevel.EXCERPT)
    declare(world, engine, EvidenceLevel.EXCERPT)
    body = body_of(world, tmp_path, alert)
    assert steps.purge(later(world, 20))[0]["bodies"] == 0
    assert steps.purge(later(world, 40), dry_run=True)[0]["bodies"] > 0
    assert body.is_file()
    counts, gone = steps.purge(later(world, 40))
    assert (counts["bodies"], body.exists()) == (len(gone), False)
    assert steps.purge(later(world, 40))[0]["bodies"] == 0
    assert steps.verify(world)[1] == []
    with engine.connect() as connection:
        kept = connection.execute(
            text("select b.blob, p.reason from ledger.purged_body b join ledger.purge p on p.id = b.purge")
        )
        assert (body.parent.name + body.name, "its licence allows excerpts; whole bodies are kept 30 days") in [*kept]
        assert connection.scalar(text("select count(*) from ledger.audit where action = 'purge'")) == 1
    assert AuditStore(engine, tmp_path / "audit" / "rehearsal.anchors").verify() == ()
    with pytest.raises(DatabaseError), engine.begin() as connection:
        connection.execute(text("delete from ledger.purged_body"))


def test_what_is_still_needed_is_not_purged(world: World, tmp_path: Path, engine: Engine):
    """Bodies of other levels stay, and those that a person at the quarantine may still read."""
    told(world)
    assert steps.purge(later(world, 400))[0]["bodies"] == 0
    declare(world, engine, EvidenceLevel.EXCERPT)
    assert steps.purge(later(world, 400))[0]["bodies"] == 0  # their documents were read as evidence level bytes
    with engine.begin() as connection:
        connection.execute(text("update ledger.document_version set evidence_level = 'excerpt'"))
        waiting = text(
            "insert into ledger.quarantine select 'q' || id, 'read', id, source, id, 'no_text', '', captured_at, 'open', '', ''"
            " from ledger.snapshot where source = 'harbour_wire' and part = 'page'"
        )
        connection.execute(waiting)
    assert steps.purge(later(world, 400))[0]["bodies"] == 0


def test_a_purge_that_was_killed_is_taken_up_again(world: World, tmp_path: Path, engine: Engine):
    """B2: bodies that went before their rows were written get their rows the next time."""
    alert = told(world, EvidenceLevel.EXCERPT)
    declare(world, engine, EvidenceLevel.EXCERPT)
    body_of(world, tmp_path, alert).unlink()
    counts, gone = steps.purge(later(world, 40))
    assert body_of(world, tmp_path, alert).parent.name in {one.blob[:2] for one in gone}
    assert counts["bodies"] == len(gone)


def test_a_purged_page_that_is_read_again_is_set_aside(world: World, tmp_path: Path, engine: Engine):
    """A snapshot without its body is a quarantine row, never a crash."""
    body_of(world, tmp_path, told(world)).unlink()
    with engine.begin() as connection:
        connection.execute(
            text("update ledger.snapshot set read_as = null where source = 'harbour_wire' and part = 'page'")
        )
    assert steps.read(world)["quarantined"] >= 1


def declare(world: World, engine: Engine, level: EvidenceLevel) -> None:
    """Declare one source anew under another evidence level."""
    changed = {**world.sources, "harbour_wire": replace(world.sources["harbour_wire"], evidence=level)}
    world.captures.declare(changed.values(), world.clock.now())
