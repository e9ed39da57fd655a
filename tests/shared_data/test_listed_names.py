"""Listed names in real texts: recall and precision on the gold sets, and false mentions on news about other things."""

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from watch1718.adapters.listed_names import listed_names
from watch1718.adapters.un_list import parse_list
from watch1718.adapters.vessels import designated_vessels
from watch1718.core.document import Document
from watch1718.core.name_match import NameMatcher
from watch1718.core.names import Names, index
from watch1718.core.screening import find_listed

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def names(shared: Path) -> Names:
    """The names of the newest stored list."""
    body = gzip.decompress((shared / "data/un_list/moov-io_2026-02-27_612b217.xml.gz").read_bytes())
    return index(parse_list(body), designated_vessels(), listed_names())


def _rows(path: Path) -> list[dict]:
    lines = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in lines.decode().splitlines()]


@pytest.mark.parametrize("part", [".", "real", "written"])
def test_gold_listed(shared, names, part):
    """Micro F1 of listed references is at least .85 on each gold set."""
    documents = {row["id"]: row for row in _rows(shared / "gold" / part / "documents.jsonl")}
    counts = Counter()
    for label in _rows(shared / "gold" / part / "labels.jsonl"):
        row = documents[label["id"]]
        mentions = find_listed(Document(row["id"], part, row["title"], row["text"]), names)
        found = {mention.reference for mention in mentions if mention.reference.startswith("KP")}
        wanted = set(label.get("listed", ()))
        counts.update(both=len(found & wanted), found=len(found), wanted=len(wanted))
    assert 2 * counts["both"] / (counts["found"] + counts["wanted"]) >= 0.85


@pytest.mark.parametrize("corpus", ["english_news_2020_no_dprk", "english_news_2020_confusable"])
def test_false_mentions(shared, names, corpus):
    """Fewer than one article in a thousand that is not about the DPRK names a listed party falsely."""
    rows = _rows(shared / f"data/corpora/{corpus}.jsonl.gz")
    named = [row for row in rows if find_listed(Document("d", corpus, row["title"] or "", row["text"] or ""), names)]
    assert len(named) * 1000 < len(rows)


def test_every_dprk_record_is_found_by_its_names(shared, names):
    """Each of the 155 DPRK records is among the best matches of its own name and of each of its aliases."""
    body = gzip.decompress((shared / "data/un_list/moov-io_2026-02-27_612b217.xml.gz").read_bytes())
    matcher = NameMatcher(names)
    for party in parse_list(body).dprk:
        for name in (party.name, *(alias.name for alias in party.aliases)):
            assert party.reference in {match.reference for match in matcher.match(name)}, name
