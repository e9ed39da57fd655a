"""The evidence pack: whole, the same twice, and to be checked without us."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from datetime import date, time

import pytest
from adapters.press import Press, at, pass_gate
from core.episodes import claim

from watch1718.adapters import database, evidence_pack
from watch1718.adapters.edition_store import EditionStore
from watch1718.core.alert import Decision
from watch1718.core.audit import Entry, check
from watch1718.errors import Misconfigured

DAYS = date(2026, 3, 2), date(2026, 3, 3)


@pytest.fixture
def press(engine, monkeypatch):
    """Two days published, each with a story."""
    pass_gate(monkeypatch)
    database.stamp(engine, "live", at(1))
    made = Press(engine)
    editions = EditionStore(engine, made.ledger, time(5))
    for day in (2, 3):
        made.capture_all(at(day))
        made.prints("harbour_wire", f"story-{day}", at(day), claim())
        made.ledger.fold(at(day))
        edition = editions.build(date(2026, 3, day), at(day, minutes=10))
        editions.check(edition)
        editions.publish(edition, at(day, minutes=10))
    return made


def packed(engine, body=lambda key: key.encode(), days=DAYS):
    """The bytes of a pack, and what it counted."""
    out = io.BytesIO()
    counts = evidence_pack.write(out, engine, body, *days)
    return out.getvalue(), counts


def files(pack):
    """The members by name."""
    with tarfile.open(fileobj=io.BytesIO(pack)) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar.getmembers()}


def lines(content):
    """Rows of a file."""
    return [json.loads(line) for line in content.decode().splitlines()]


def test_two_builds_are_the_same_bytes_whatever_is_decided_later(engine, press):
    """A decision after the last edition changes nothing in its pack."""
    before, counts = packed(engine)
    press.ledger.dispose(press.ledger.list()[0].id, Decision.ESCALATED, "why", "anna", at(9))
    assert packed(engine)[0] == before
    assert (counts["editions"], counts["gone"]) == (2, 0)


def test_it_can_be_checked_without_us(engine, press):
    """Every file has its hash in the manifest, and the audit's chain holds by itself."""
    found = files(packed(engine)[0])
    manifest = dict(reversed(line.split("  ", 1)) for line in found.pop("MANIFEST.sha256").decode().splitlines())
    assert manifest == {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}
    chain = [Entry(**row) for row in lines(found["audit.jsonl"])]
    assert chain
    assert [flaw for flaw in check(iter(chain), ()) if flaw.kind != "anchor"] == []


def test_it_holds_what_was_shown(engine, press):
    """Rows, quotes with the bodies that they are cut from, and the law in our words."""
    found = files(packed(engine)[0])
    (alert,) = lines(found["editions/2026-03-02-1/edition_alert.jsonl"])
    evidence = lines(found["editions/2026-03-02-1/edition_evidence.jsonl"])
    assert {row["alert_id"] for row in evidence} == {alert["alert_id"]}
    assert {f"bodies/{row['blob']}" for row in evidence} <= set(found)
    assert [row["cite"] for row in lines(found["law.jsonl"])]
    assert b"sha256sum -c" in found["README.txt"]


def test_a_body_that_is_gone_is_named(engine, press):
    """What cannot be packed is said, not left out in silence."""

    def gone(key):
        raise KeyError(key)

    pack, counts = packed(engine, gone)
    assert counts["gone"] == 1
    assert files(pack)["gone.txt"].decode().strip() == "b" * 64


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        ((date(2026, 3, 1), date(2026, 3, 3)), "no edition of 2026-03-01"),
        ((date(2026, 3, 3), date(2026, 3, 2)), "is after"),
    ],
)
def test_days_without_an_edition_are_refused(engine, press, days, wrong):
    """A pack with a hole in it would look whole."""
    with pytest.raises(Misconfigured, match=wrong):
        packed(engine, days=days)
