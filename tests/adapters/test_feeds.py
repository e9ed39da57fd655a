"""Feeds: every story or an error, plain titles, dates that can be true."""

from __future__ import annotations

import gzip
import json
import re
from datetime import UTC, datetime

import pytest

from watch1718.adapters.feeds import plain, read_feed
from watch1718.adapters.json_lists import read_json_feed
from watch1718.core.snapshot import FeedItem
from watch1718.errors import Quarantine

NOW = datetime(2026, 3, 4, 5, tzinfo=UTC)
BASE = "https://news.example/feed.xml"
ODD = {
    "7ef13a42fa7e177a": "items_lost",  # every element under a prefix that the file never declares
    "cc314ce5dfbb3adc": "no_links",  # 1,046 lines about games, none of them with an address
}
_HIDDEN = re.compile(rb"<!\[CDATA\[.*?\]\]>|<!--.*?-->", re.DOTALL)
_COUNT = re.compile(rb"</(?:item|entry)\s*>|<(?:item|entry)[^>]*/>")
MONDAY = datetime(2026, 3, 2, 5, tzinfo=UTC)


def rss(*items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> bytes:
    """An RSS feed around some items."""
    channel = "<title>News</title><link>https://news.example/</link>" + "".join(items)
    return f'{head}<rss version="2.0"><channel>{channel}</channel></rss>'.encode()


def item(title: str = "Ships", link: str = "/a", date: str = "Mon, 02 Mar 2026 05:00:00 GMT", more: str = "") -> str:
    """One item."""
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate>{more}</item>"


def read(body: bytes) -> tuple[FeedItem, ...]:
    """Read a feed as the tests' moment sees it."""
    return read_feed(body, BASE, NOW).items


def test_an_rss_feed():
    """Title, link made whole, date in UTC and summary in plain words."""
    body = rss(
        item("Three ships &amp; a tanker", more="<description>&lt;p&gt;They &lt;b&gt;left&lt;/b&gt;.</description>")
    )
    assert read(body) == (FeedItem("https://news.example/a", "Three ships & a tanker", MONDAY, "They left ."),)


def test_an_atom_feed():
    """The alternate link counts, and the first publication goes before the last change."""
    entry = (
        "<entry><title>Корабли</title><link rel='self' href='/self'/><link rel='alternate' href='/story'/>"
        "<published>2026-03-02T14:00:00+09:00</published><updated>2026-03-03T00:00:00Z</updated></entry>"
    )
    body = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title>{entry}</feed>".encode()
    assert read(body) == (FeedItem("https://news.example/story", "Корабли", MONDAY),)


def test_an_rdf_feed():
    """RSS 1.0 keeps its items beside the channel."""
    body = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>x</title></channel>'
        "<item><title>A</title><link>https://b.example/1</link><dc:date>2026-03-02T05:00:00Z</dc:date></item></rdf:RDF>"
    )
    assert read(body.encode()) == (FeedItem("https://b.example/1", "A", MONDAY),)


def test_a_permanent_guid_stands_for_a_missing_link():
    """A feed that writes its addresses as guid alone is read all the same."""
    assert read(rss("<item><title>A</title><guid>https://b.example/1</guid></item>"))[0].url == "https://b.example/1"


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-8", "utf-16"])
def test_a_feed_in_its_declared_encoding(encoding):
    """The declaration of the XML decides how its bytes are read."""
    text = rss(item("Три корабля вышли из Раджина"), head="").decode()
    body = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)
    assert read(body)[0].title == "Три корабля вышли из Раджина"


@pytest.mark.parametrize(
    "date",
    ["", "32 Foo 2026", "Mon, 02 Mar 2999 05:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "yesterday", "9999999999"],
)
def test_a_date_that_cannot_be_true_is_no_date(date):
    """D27, D28: missing, garbled, far future and the epoch are None, never "now"."""
    assert read(rss(item(date=date)))[0].published is None


def test_a_date_of_tomorrow_is_within_clocks_reach():
    """A publisher's clock may run ahead by hours, not by days."""
    ahead = [read(rss(item(date=f"{day} Mar 2026 04:00:00 GMT")))[0].published for day in ("5", "6")]
    assert (ahead[0] is None, ahead[1] is None) == (False, True)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "mailto:a@b.example", "", "http://[x", "file:///a"]
)
def test_a_link_that_leads_nowhere_is_dropped(link):
    """X10: only links to the web are stories to capture; the others beside them stay."""
    found = read(rss(item("bad", link), item("good", "https://b.example/1")))
    assert [one.url for one in found if one.title == "good"] == ["https://b.example/1"]
    assert all(one.url.startswith("https://") for one in found)


def test_a_feed_without_any_link_is_an_error():
    """Stories that nobody can open are not "no stories"."""
    with pytest.raises(Quarantine) as caught:
        read(rss("<item><title>A</title></item>"))
    assert caught.value.reason == "no_links"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("<script>alert(1)</script>Ships", "Ships"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Ships", "Ships"),
        ("<SCRIPT src=x>alert(1)</SCRIPT >Ships", "Ships"),
        ("Ships<script>alert(1)", "Ships"),
        ("<style>p{}</style><b onclick=x()>Ships</b> &amp; coal", "Ships & coal"),
        ("<img src=x onerror=alert(1)>Ships", "Ships"),
        ("2 < 3 and 5 > 4", "2 < 3 and 5 > 4"),
        ("Ships <!-- a <b> c --> leave <!-- not closed", "Ships leave"),
        ("a\x00b\x1b[31m\n c", "ab[31m c"),
        ("{{ 7*7 }} [a](javascript:b) *bold*", "{{ 7*7 }} [a](javascript:b) *bold*"),
    ],
)
def test_plain_words(given, words):
    """X9, X11: markup and scripts are gone; what only looks like a template stays as the words it is."""
    assert plain(given) == words


def test_scripts_are_gone_from_titles_in_every_dress():
    """X9: escaped, in CDATA or as Atom text, no script survives in a title."""
    for title in ("&lt;script&gt;a()&lt;/script&gt;Hi", "<![CDATA[<script>a()</script>Hi]]>"):
        assert read(rss(item(title)))[0].title == "Hi"
    entry = (
        "<entry><title type='text'>&lt;script&gt;a()&lt;/script&gt;Hi</title><link href='https://b.example/'/></entry>"
    )
    assert read(f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry}</feed>".encode())[0].title == "Hi"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b'{"version": "https://jsonfeed.org/version/1"}', "content_type"),
        (b"<html><body>News</body></html>", "content_type"),
        (b"<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>", "block_page"),
        (b"<html><head><title>403 Forbidden</title></head></html>", "block_page"),
        (b"<sitemapindex></sitemapindex>", "content_type"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (b"%PDF-1.7", "pdf"),
        (rss(item(), item())[:-60], "truncated"),
    ],
)
def test_what_is_no_feed_has_a_reason(body, reason):
    """N21, N25, N26, N27: maintenance page, block page, nothing, half a feed: never an empty list."""
    with pytest.raises(Quarantine) as caught:
        read(body)
    assert caught.value.reason == reason


def test_an_empty_feed_is_empty():
    """A whole feed without stories is an answer, not an error; the source's minimum judges it."""
    assert read(rss()) == ()


def test_a_story_that_feedparser_loses_is_missed():
    """D6: the count of the raw XML is held against what was read."""
    lost = rss(item()).replace(b"<rss", b"<?xml?xml?><rss:rss", 1).replace(b"<item", b"<rss:item")
    with pytest.raises(Quarantine) as caught:
        read(lost)
    assert caught.value.reason in {"items_lost", "truncated"}


def test_words_that_look_like_items_are_not_counted():
    """Markup inside CDATA and comments is text, not stories."""
    more = "<description><![CDATA[<item><item><entry>]]></description><!-- <item> -->"
    assert len(read(rss(item(more=more)))) == 1


def test_a_document_type_that_declares_nothing_is_passed_over():
    """A feed that calls itself HTML, and no more, is read as the feed that it is."""
    body = rss(item()).replace(b"<rss", b"<!DOCTYPE html><rss", 1)
    assert len(read(body)) == 1


@pytest.mark.shared
def test_real_feeds(shared):
    """D6: all 200 real feeds are read by the kind of their source, and each story is an item or a row that says why not."""
    folder = shared / "data" / "feeds" / "fastfeedparser_real"
    rows = json.loads((folder / "INDEX.json").read_text("utf-8"))
    refused, lost, named = {}, {}, 0
    for row in rows:
        body = gzip.decompress(next(folder.glob(f"{row['file']}.*")).read_bytes())
        try:
            found = read_json_feed(body, BASE, NOW) if row["kind"] == "json" else read_feed(body, BASE, NOW)
        except Quarantine as wrong:
            refused[row["file"]] = wrong.reason
            continue
        raw = _COUNT.findall(_HIDDEN.sub(b"", body))
        counted = len(json.loads(body)["items"]) if row["kind"] == "json" else len(raw)
        assert len(found.items) + len(found.lost) == found.found == counted, row["file"]
        lost |= {row["file"]: len(found.lost)} if found.lost else {}
        named += found.found
    assert len(rows) == 200
    assert refused == ODD
    assert lost == {"2b2c3f5ac3d2e836": 1}
    assert named > 5000
