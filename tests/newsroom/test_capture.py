"""The program's own door, parser and list reader bring the newsroom in as it was written."""

from importlib.resources import as_file, files

import pytest

from watch1718.adapters.parser import KindParser
from watch1718.adapters.sources import load_sources
from watch1718.adapters.un_list import parse_list
from watch1718.adapters.web import RequestsWeb
from watch1718.core.guard import judge
from watch1718.core.source import SourceKind
from watch1718.errors import FetchFailed
from watch1718.newsroom import DAYS, Newsroom, on_show, sources
from watch1718.newsroom.newsstand import Newsstand

LAST = DAYS[-1]
LIST = "/rehearsal_list/xml/en/consolidated.xml"
READABLE = [s.id for s in sources() if s.kind is not SourceKind.UN_LIST and s.id != "quayside_ledger"]


@pytest.fixture(scope="module")
def room():
    """The newsroom on the last day."""
    with Newsroom(LAST) as opened:
        yield opened


def _ids(found):
    return sorted(found, key=lambda source: source.id)


def test_the_declaration_loads_like_any_other(room):
    """The checked loader and the newsroom give the same eleven sources."""
    with as_file(files("watch1718.newsroom") / "sources.yml") as path:
        assert list(load_sources(path, base_url=room.url)) == _ids(sources(room.url))


@pytest.mark.parametrize("name", READABLE)
def test_each_source_is_captured_word_for_word(room, name):
    """Title, text, date and lasting address of every page are those of its file; what fails, fails on purpose."""
    source = next(source for source in sources(room.url) if source.id == name)
    web, parser, failed = RequestsWeb(allow_loopback=True), KindParser(lambda: LAST.now), []
    items = parser.feed(source, source.url, web.get(source.url, source).body).items
    assert len(items) >= source.min_items
    for item in items:
        story = on_show(LAST.now)[item.url.removeprefix(room.url)]
        try:
            answer = web.get(item.url, source)
        except FetchFailed as fault:
            failed.append(fault.reason)
            continue
        page = parser.page(source, item.url, answer.body, answer.headers)
        assert (page.title, page.text) == (story.title, story.document.text)
        assert page.published == item.published == story.published
        assert (page.canonical_url, page.partial) == (story.canonical, False)
    assert failed == {"lantern_dispatch": ["truncated"], "tidewater_gazette": ["http_500"]}.get(name, [])


def test_one_source_fails_as_a_whole(room):
    """The feed of the Quayside Ledger answers 500 on the last day, after it was read on the first."""
    source = next(source for source in sources(room.url) if source.id == "quayside_ledger")
    with pytest.raises(FetchFailed, match="http_500"):
        RequestsWeb(allow_loopback=True).get(source.url, source)
    with Newsroom(DAYS[0]) as early:
        source = next(source for source in sources(early.url) if source.id == "quayside_ledger")
        assert RequestsWeb(allow_loopback=True).get(source.url, source).status == 200


def test_the_list_passes_its_guard_on_all_days():
    """The first list is accepted, the second is unchanged, the third adds one party and amends another."""
    first, second, third = (parse_list(Newsstand(day.now, "").reply(LIST).body) for day in DAYS)
    assert not judge(first, None).held
    assert judge(second, first).unchanged
    last = judge(third, second)
    assert not last.held
    assert {(change.kind, change.reference) for change in last.changes} == {
        ("added", "KPe.913"),
        ("changed", "KPe.906"),
    }
