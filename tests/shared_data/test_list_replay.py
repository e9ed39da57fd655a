"""Replaying nine years of real copies of the list: what is held, what passes, and nobody delisted falsely."""

# ruff: noqa: N802 - ids of the fault catalogue keep their letters

import gzip
import json
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from invented_list import DAY, party

from watch1718.adapters.list_replay import Copies, Replayed, read_copies, replay
from watch1718.adapters.un_list import parse_list
from watch1718.core.guard import judge
from watch1718.core.list_history import at, history, in_force
from watch1718.core.listing import ListVersion, changes, touched
from watch1718.errors import Quarantine

pytestmark = pytest.mark.shared
EXPECTED = {
    row["file"]: row["codes"] for row in yaml.safe_load(Path(__file__).with_name("list_replay.yml").read_text("utf-8"))
}
NEWEST = "moov-io_2026-02-27_612b217.xml.gz"


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    """The stored copies."""
    return shared / "data/un_list"


@pytest.fixture(scope="module")
def copies(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Copies:
    """The 55 readable copies, three bodies that are none, and the malformed file."""
    place = tmp_path_factory.mktemp("copies")
    for path in (*folder.glob("*.xml.gz"), *folder.glob("failed_fetch/*.body"), *folder.glob("malformed/*.xml")):
        target = place / path.relative_to(folder)
        target.parent.mkdir(exist_ok=True)
        target.symlink_to(path)
    return read_copies(place)


@pytest.fixture(scope="module")
def versions(copies: Copies) -> list[ListVersion]:
    """The readable copies, by the day on which they were generated."""
    return [version for _, version in copies.versions]


@pytest.fixture(scope="module")
def replayed(copies: Copies) -> list[Replayed]:
    """What the guard says of every copy, each hold approved before the next."""
    return list(replay(copies))


def test_exactly_the_expected_copies_are_held(replayed):
    """Three bodies, the malformed file and eight steps are held, each for its reasons; 59 files in all."""
    held = {
        row.file: [part.split(":")[0] for part in row.reason.split("; ")] for row in replayed if row.outcome == "held"
    }
    assert len(replayed) == 55 + 3 + 1
    assert held == EXPECTED


def test_no_false_delisting(versions):
    """Between neighbours no DPRK record leaves but KPe.068, which returns three months later."""
    steps = list(pairwise(versions))
    gone = [reference for old, new in steps for reference in touched(changes(old, new), "removed")]
    assert [reference for reference in gone if reference.startswith("KP")] == ["KPe.068"]
    assert len(versions[-1].dprk) == 155


def test_dprk_changes_are_seen(versions):
    """The days on which DPRK records truly changed are those known, and no other between 2021-02 and 2025-06."""
    seen = {
        new.generated.date()
        for old, new in pairwise(versions)
        if any(reference.startswith("KP") for reference in touched(changes(old, new), *KINDS))
        and date(2021, 2, 1) <= new.generated.date() <= date(2025, 6, 20)
    }
    assert seen == {date.fromisoformat(day) for day in DAYS_OF_CHANGE}


KINDS = ("added", "removed", "changed", "renamed", "renumbered")
DAYS_OF_CHANGE = [
    "2022-06-30",
    "2022-07-26",
    "2022-09-14",
    "2023-08-02",
    "2023-08-09",
    "2023-08-11",
    "2023-08-16",
    "2023-08-23",
    "2023-11-02",
    "2024-01-06",
    "2024-01-25",
    "2024-01-27",
    "2024-03-09",
    "2024-04-16",
    "2024-09-18",
    "2025-03-20",
]
"""Sixteen of the seventeen known days; on 2023-11-30 only spaces at the ends of 49 names went away."""


def test_L7_five_references_flap(versions):
    """In August 2023 five references are renumbered and two days later back, with no loss and no addition."""
    told = [
        change.before for old, new in pairwise(versions) for change in changes(old, new) if change.kind == "renumbered"
    ]
    five = ["KPi.055", "KPi.063", "KPi.065", "KPi.068", "KPi.078"]
    assert sorted(told) == sorted([*five, *(f"{reference}.1" for reference in five)])


def test_L9_a_record_leaves_and_returns(versions):
    """KPe.068 has an interval before and one after its absence, and a day within it shows it absent."""
    known = in_force((copy, copy.generated) for copy in versions)
    intervals = history(known, "KPe.068")
    assert intervals[-1].because == "relisted"
    assert intervals[-1].valid_from == date(2023, 11, 2)
    assert intervals[-1].valid_to is None
    assert at(known, date(2023, 9, 30)).find("KPe.068") is None
    assert at(known, date(2023, 12, 1)).find("KPe.068") is not None


def test_renamings_are_history(versions):
    """KPe.054 and KPe.029 keep their reference through their new names."""
    known = in_force((copy, copy.generated) for copy in versions)
    for reference in ("KPe.054", "KPe.029"):
        assert any(row.because.startswith("renamed from") for row in history(known, reference))


def test_L10_changes_of_format_report_only_true_changes(versions):
    """Of the records whose text differs in August 2023, those without a changed field are not reported."""
    days = {copy.generated.date(): copy for copy in versions}
    before, after = (
        days[date(2023, 7, 1)] if date(2023, 7, 1) in days else days[date(2023, 5, 28)],
        days[date(2023, 8, 2)],
    )
    assert len(touched(changes(before, after), "changed")) < 955
    dprk = {one for one in touched(changes(days[date(2023, 8, 22)], days[date(2023, 8, 23)]), "changed") if "KP" in one}
    assert 0 < len(dprk) < 58


def test_L12_the_only_rollback_is_a_note(folder):
    """Of 723 steps of the index one goes back in time, and no record differs: a note, no hold."""
    rows = [row for row in _index(folder) if "gen" in row]
    back = [row["date"] for old, row in pairwise(rows) if row["gen"][:10] < old["gen"][:10]]
    assert back == ["2021-02-10"]
    same = party()
    decision = judge(ListVersion(DAY.replace(day=1), (same,)), ListVersion(DAY.replace(day=2), (same,)))
    assert (decision.held, len(decision.notes)) == (False, 1)


def test_bad_rows_of_the_index(folder):
    """All 17 bad rows of the index are of the three kinds that the parser refuses."""
    bodies = {len(body): body for body in (path.read_bytes() for path in folder.glob("failed_fetch/*.body"))}
    bad = [row for row in _index(folder) if "error" in row]
    assert len(bad) == 17
    for row in bad:
        with pytest.raises(Quarantine):
            parse_list(bodies[row["size"]])


def test_L2_holds_of_the_index(folder, versions):
    """By the rules of loss alone 3 of 723 steps are held; by a list type that ends, two more."""
    first = next(copy for copy in versions if copy.generated.date() == date(2021, 1, 27))
    standing = {one.reference for one in first.parties}
    last, held = None, {}
    for row in _index(folder):
        if not (row.get("rem") or row.get("add") or last is None):
            continue
        standing = (standing - {_plain(one) for one in row.get("rem", ())}) | {
            _plain(one) for one in row.get("add", ())
        }
        copy = ListVersion(DAY, tuple(_stub(reference) for reference in sorted(standing)))
        codes = {reason.split(":")[0] for reason in judge(copy, last).reasons} - {"unknown_field"}
        if codes:
            held[row["date"]] = codes
        last = copy
    assert held == {
        "2021-09-09": {"shrunk"},
        "2023-08-03": {"dprk_lost"},
        "2023-08-09": {"list_type_vanished"},
        "2023-09-02": {"list_type_vanished"},
        "2023-10-20": {"shrunk", "list_type_vanished"},
    }


def _index(folder):
    return json.loads((folder / "ALL_AMMITTO_VERSIONS.json").read_text())


def _plain(reference):
    return "".join(reference.split())


@cache
def _stub(reference):
    return party(reference=reference, dataid=reference.removesuffix(".1"), list_type=reference[:2], name=reference)


def test_the_newest_list(folder):
    """The newest copy holds 730 persons, 273 entities and 155 DPRK records, none with a space in its reference."""
    newest = parse_list(gzip.decompress((folder / NEWEST).read_bytes()))
    kinds = [one.kind for one in newest.parties]
    assert (kinds.count("person"), kinds.count("entity"), len(newest.dprk)) == (730, 273, 155)
    assert not any(" " in one.reference for one in newest.parties)
