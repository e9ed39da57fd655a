"""The newsroom serves invented news that ordinary readers can read, and says that it is invented."""

import http.client
from email.utils import format_datetime
from urllib.parse import urlsplit

import feedparser
import pytest
import requests
import trafilatura
from lxml import etree

from watch1718.core.source import SourceKind
from watch1718.errors import Misconfigured
from watch1718.newsroom import DAYS, Newsroom, on_show, sources
from watch1718.newsroom.newsstand import INVENTED, PRESS_LIST
from watch1718.newsroom.server import faults

LIST = "/rehearsal_list/xml/en/consolidated.xml"
LAST = DAYS[-1]


@pytest.fixture(scope="module")
def room():
    """The newsroom on the last day."""
    with Newsroom(LAST) as opened:
        yield opened


def _get(room, path, **headers):
    return requests.get(room.url + path, headers=headers, timeout=5)


@pytest.mark.parametrize("path", sorted(on_show(LAST.now).keys() - faults().keys()))
def test_each_page_is_served_and_reads_as_written(room, path):
    """A generic extractor gives each page's title, date and every paragraph, and drops the line in its footer."""
    story, answer = on_show(LAST.now)[path], _get(room, path)
    assert answer.status_code == 200
    assert INVENTED in answer.text
    read = trafilatura.bare_extraction(answer.text, with_metadata=True).as_dict()
    assert read["title"] == story.title
    assert read["date"] == story.published.date().isoformat()
    assert read["url"] == story.canonical
    assert [paragraph for paragraph in story.paragraphs if paragraph not in read["text"]] == []
    assert INVENTED not in read["text"]


@pytest.mark.parametrize(
    "source", [s for s in sources() if s.kind in (SourceKind.RSS, SourceKind.ATOM)], ids=lambda s: s.id
)
def test_each_feed_lists_what_is_out_newest_first(source):
    """On the first day each feed is well formed, names each of its stories once and says that it is invented."""
    with Newsroom(DAYS[0]) as room:
        feed = feedparser.parse(_get(room, source.url).content)
    shown = [story for story in on_show(DAYS[0].now).values() if story.source == source.id]
    assert shown
    assert not feed.bozo
    assert INVENTED in feed.feed.subtitle
    assert [entry.id for entry in feed.entries] == [story.canonical for story in reversed(shown)]
    assert {urlsplit(entry.link).path for entry in feed.entries} == {story.address for story in shown}
    assert all(entry.published_parsed and entry.title for entry in feed.entries)


def test_nothing_is_shown_before_its_hour(room):
    """The first day does not know the pages of the last one; turning to the last day shows them."""
    late = next(
        path for path, story in on_show(LAST.now).items() if story.published > DAYS[1].now and path not in faults()
    )
    with Newsroom(DAYS[0]) as early:
        assert _get(early, late).status_code == 404
        early.turn_to(LAST)
        assert _get(early, late).status_code == 200


def test_a_known_etag_brings_no_body(room):
    """Asking again with the ETag gets 304, with another ETag the body."""
    etag = _get(room, "/harbour_wire/feed.xml").headers["ETag"]
    again = _get(room, "/harbour_wire/feed.xml", **{"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert _get(room, "/harbour_wire/feed.xml", **{"If-None-Match": '"other"'}).status_code == 200


def test_last_modified_is_honest(room):
    """A page is unchanged since its own date, and changed since an earlier one; nonsense is no date."""
    path = "/harbour_wire/feed.xml"
    stamp = _get(room, path).headers["Last-Modified"]
    assert _get(room, path, **{"If-Modified-Since": stamp}).status_code == 304
    assert _get(room, path, **{"If-Modified-Since": format_datetime(DAYS[0].now, usegmt=True)}).status_code == 200
    assert _get(room, path, **{"If-Modified-Since": "yesterday"}).status_code == 200


def test_a_quiet_feed_is_unchanged_on_the_next_day():
    """The list has no change between the first two days and one on the third."""
    with Newsroom(DAYS[0]) as room:
        etag = _get(room, LIST).headers["ETag"]
        room.turn_to(DAYS[1])
        assert _get(room, LIST, **{"If-None-Match": etag}).status_code == 304
        room.turn_to(DAYS[2])
        assert _get(room, LIST, **{"If-None-Match": etag}).status_code == 200


def test_a_corrected_story_keeps_its_address():
    """The page changes its words, its ETag and its modified time, and nothing else."""
    versions = [on_show(day.now) for day in DAYS]
    corrected = [path for path, story in versions[2].items() if story.correction]
    assert corrected
    for path in corrected:
        before, after = versions[1][path], versions[2][path]
        assert (before.canonical, before.published) == (after.canonical, after.published)
        assert before.document.version != after.document.version


@pytest.mark.parametrize("path", [path for path, fault in faults().items() if fault.kind == "cut"])
def test_a_cut_page_promises_more_than_it_sends(room, path):
    """Content-Length stands for the whole page, the body ends half way."""
    line = http.client.HTTPConnection(urlsplit(room.url).netloc, timeout=5)
    line.request("GET", path)
    answer = line.getresponse()
    with pytest.raises(http.client.IncompleteRead) as cut:
        answer.read()
    assert len(cut.value.partial) < int(answer.headers["Content-Length"])
    line.close()


@pytest.mark.parametrize("path", [path for path, fault in faults().items() if fault.kind == "error"])
def test_a_broken_address_answers_500(room, path):
    """One page and one feed fail on the last day."""
    assert _get(room, path).status_code == 500


def test_each_fault_has_an_address():
    """A fault is planted where something stands, so that a renamed page does not lose it."""
    assert faults().keys() <= on_show(LAST.now).keys() | {source.url for source in sources()}


def test_the_press_list_links_its_releases(room):
    """The list page and the feed of the press hall name the same releases."""
    page = etree.HTML(_get(room, PRESS_LIST).text)
    links = page.xpath("//article//h2/a/@href")
    feed = feedparser.parse(_get(room, "/press_hall/en/rss.xml").content)
    assert links == [urlsplit(entry.link).path for entry in feed.entries]
    assert all(_get(room, link).status_code == 200 for link in links)


def test_robots_and_front_page(room):
    """Readers are welcome except in one corner; a person finds every story from the front page."""
    assert "Disallow: /members/" in _get(room, "/robots.txt").text
    front = _get(room, "/").text
    assert INVENTED in front
    assert all(f'href="{path}"' in front for path in on_show(LAST.now))


def test_an_unknown_path_is_404(room):
    """What does not stand is not found, and the newsroom remembers that somebody asked."""
    assert _get(room, "/harbour_wire/none.html?q=1").status_code == 404
    assert room.asked[-1] == ("/harbour_wire/none.html?q=1", 404)


def test_head_brings_headers_alone(room):
    """HEAD tells the length and sends nothing."""
    answer = requests.head(room.url + LIST, timeout=5)
    assert int(answer.headers["Content-Length"]) > 0
    assert answer.content == b""


def test_a_taken_port_is_said_in_one_line(room):
    """A second newsroom on the same port does not start and says which port is taken."""
    port = urlsplit(room.url).port
    with pytest.raises(Misconfigured, match=str(port)), Newsroom(port=port):
        pass


def test_eleven_sources_with_distinct_publishers():
    """The rehearsal has eleven sources; each publisher says that it is invented."""
    declared = sources("http://127.0.0.1:1")
    assert len({source.id for source in declared}) == len({source.publisher for source in declared}) == 11
    assert all("invented" in source.publisher and source.on for source in declared)
    assert all(source.url.startswith("http://127.0.0.1:1/") for source in declared)
