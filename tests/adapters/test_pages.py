"""Pages: title, words, date and address as the page declares them, and nothing made up."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from watch1718.adapters.pages import read_page
from watch1718.adapters.parser import KindParser
from watch1718.adapters.sources import load_sources
from watch1718.core.source import SourceKind
from watch1718.errors import Quarantine

NOW = datetime(2026, 3, 4, 5, tzinfo=UTC)
URL = "https://news.test/2026/03/story"
MONDAY = datetime(2026, 3, 2, 5, tzinfo=UTC)
PARAGRAPHS = tuple(
    f"On {day} the harbour master of Wonsan counted eleven lorries at the northern gate, three more than a week ago."
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
)
BODY = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
TASS = next(source for source in load_sources() if source.id == "tass")


def html(head: str = "", body: str = BODY, title: str = "Window | The News") -> bytes:
    """A page of a story."""
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


def read(body: bytes, **headers):
    """Read a page as the tests' moment sees it."""
    return read_page(URL, body, headers, NOW)


def test_paragraphs_are_lines():
    """The text is the story's own paragraphs, a line each."""
    assert read(html()).text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize("tag", ["nav", "footer", "aside"])
def test_what_stands_around_the_story_is_left_out(tag):
    """Menus, footers and boxes are not the story, however long they are."""
    around = f"<{tag}>{'<p>Ships carry shells from Rajin to Vostochny, says the box beside the story.</p>' * 9}</{tag}>"
    assert read(html(body=around + BODY + around)).text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ('<meta property="og:title" content="Eleven lorries &amp; a tanker">', BODY, "Eleven lorries & a tanker"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","headline":"Declared"}</script>', BODY, "Declared"),
        ("", "<h1>The only <i>heading</i></h1>" + BODY, "The only heading"),
        ("", "<h1>One</h1><h1>Two</h1>" + BODY, "Window | The News"),
        (
            '<meta property="og:title" content="Lorries - The News"><meta property="og:site_name" content="The News">',
            BODY,
            "Lorries",
        ),
        (
            '<meta property="og:title" content="Lorries counted in Wonsan - Asia">',
            "<h1>Lorries counted in Wonsan</h1>" + BODY,
            "Lorries counted in Wonsan",
        ),
        ('<meta property="og:title" content="&lt;script&gt;a()&lt;/script&gt;Lorries">', BODY, "Lorries"),
        (
            '<script type="application/ld+json">{broken</script><meta property="og:title" content="Shared">',
            BODY,
            "Shared",
        ),
    ],
)
def test_the_headline(head, body, title):
    """Declared, shared, written large, or shown by the window: in this order, without the site's name."""
    assert read(html(head, body)).title == title


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-03-02T05:00:00Z"}</script>',
        '<script type="application/ld+json">{"@graph":[{"@type":["Article"],"datePublished":"2026-03-02T14:00:00+09:00"}]}</script>',
        '<script type="application/ld+json">[{"@type":"Organization"},{"headline":"x","datePublished":"2026-03-02 05:00:00"}]</script>',
        '<meta property="article:published_time" content="2026-03-02T05:00:00+00:00">',
        '<meta name="pubdate" content="Mon, 02 Mar 2026 05:00:00 GMT">',
        '<meta itemprop="datePublished" content="2026-03-02T05:00:00">',
    ],
)
def test_the_date_of_publication(head):
    """JSON-LD in its shapes and the usual metadata; a time without zone is taken as UTC."""
    assert read(html(head)).published == MONDAY


@pytest.mark.parametrize(
    ("written", "day"), [("2026-03-02", 2), ("2 March 2026", 2), ("March 3, 2026", 3), ("3 Mar 2026", 3)]
)
def test_a_date_in_a_time_element(written, day):
    """A bare day is that day's midnight."""
    for time in (f'<time datetime="{written}">x</time>',):
        assert read(html(body=time + BODY)).published == datetime(2026, 3, day, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["", "today", "03/04/2026", "2999-01-01", "1970-01-01", "32 March 2026", "20", "2026"]
)
def test_no_date_is_made_up(written):
    """D27, D28: missing, ambiguous, impossible and far-off dates are None, never "now"."""
    assert read(html(f'<meta name="date" content="{written}">')).published is None


def test_a_modified_date_is_no_publication():
    """When a page was last touched says nothing about when the story came out."""
    assert read(html('<meta property="article:modified_time" content="2026-03-03T00:00:00Z">')).published is None


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("/story/7?utm_source=a", "https://news.test/story/7"),
        ("https://www.news.test/story/7", "https://www.news.test/story/7"),
        ("https://other.test/story/7", URL),
        ("javascript:alert(1)", URL),
        ("http://[x", URL),
        ("", URL),
    ],
)
def test_the_address_that_a_page_calls_its_own(href, address):
    """A page may rename itself on its own host; nobody speaks for another publisher."""
    assert read(html(f'<link rel="canonical" href="{href}">')).canonical_url == address


def test_a_rehearsal_names_hosts_that_cannot_exist():
    """On loopback a page may call itself by an ``.example`` host, so that ids survive a change of port."""
    body = html('<link rel="canonical" href="https://harbour-wire.example/a">')
    assert read_page("http://127.0.0.1:8000/a", body, {}, NOW).canonical_url == "https://harbour-wire.example/a"
    named = html('<link rel="canonical" href="https://tass.com/a">')
    assert read_page("http://127.0.0.1:8000/a", named, {}, NOW).canonical_url == "http://127.0.0.1:8000/a"


def test_the_headline_is_not_said_twice():
    """The heading above the words is the title, not their first line."""
    page = read(html(body=f"<article><h1>Lorries counted in Wonsan</h1><p>{PARAGRAPHS[0]}</p></article>"))
    assert (page.title, page.text) == ("Lorries counted in Wonsan", PARAGRAPHS[0])


def test_a_sliver_is_not_taken_for_the_story():
    """Where the extractor finds little and the page has many long paragraphs, the paragraphs are the story."""
    boxed = "".join(f'<div class="comment"><p>{words}</p></div>' for words in PARAGRAPHS)
    assert set(PARAGRAPHS) <= set(read(html(body=boxed)).text.split("\n"))


def test_plain_text_under_its_own_label():
    """A headline that a licence lets us keep comes back as title and words."""
    page = read(b"Ships leave\n\nThree of them.", **{"Content-Type": "text/plain; charset=utf-8"})
    assert (page.title, page.text, page.partial) == ("Ships leave", "Three of them.", False)


# UN press


PRESS = replace(next(source for source in load_sources() if source.id == "un_press"), url="https://press.un.example/en")
ROWS = """<main>
<article><h2><a href="/en/2026/sc90001.doc.htm">Committee <b>meets</b></a></h2><time datetime="2026-03-02">2 March</time></article>
<article><h2><a href="/en/2026/sc90002.doc.htm">List changes</a></h2><time>3 March 2026</time></article>
<article><h2><a href="/en/2026/sc90001.doc.htm">again</a></h2></article>
<article><a href="/en/about">About</a></article></main>"""


def test_a_list_of_press_releases():
    """Each release once, in the page's order, with the date that stands beside it."""
    found = KindParser(lambda: NOW).feed(PRESS, PRESS.url, html(body=ROWS)).items
    assert [(item.url[-16:], item.title, item.published and item.published.day) for item in found] == [
        ("/sc90001.doc.htm", "Committee meets", 2),
        ("/sc90002.doc.htm", "List changes", 3),
    ]


def test_a_list_page_of_another_shape_is_an_error():
    """A page without its main part is not "no releases"."""
    with pytest.raises(Quarantine) as caught:
        KindParser(lambda: NOW).feed(PRESS, PRESS.url, html(body="<p>New site!</p>"))
    assert caught.value.reason == "source_changed"


def test_a_press_feed_is_read_as_a_feed():
    """The same source may name its releases in RSS."""
    item = "<item><title>A</title><link>https://press.un.example/en/2026/sc1.doc.htm</link></item>"
    body = f"<?xml version='1.0'?><rss version='2.0'><channel>{item}</channel></rss>".encode()
    assert [one.title for one in KindParser(lambda: NOW).feed(PRESS, PRESS.url, body).items] == ["A"]


def test_a_press_release():
    """Its own body alone: no list of meetings, no footer."""
    body = f"""<main><h1>Committee meets</h1><time datetime="2026-03-02T05:00:00Z">2 March</time>
    <div class="field--name-body"><p>First.</p><ul><li>Second <b>point</b>.</li></ul>{BODY}</div>
    <p>More meetings of the Council are held next week in the usual room.</p></main>"""
    page = KindParser(lambda: NOW).page(PRESS, "https://press.un.example/en/2026/sc1.doc.htm", html(body=body), {})
    assert page.text == "\n".join(("First.", "Second point.", *PARAGRAPHS))
    assert (page.title, page.published) == ("Committee meets", MONDAY)


def test_the_kind_decides_the_reader():
    """Every kind that has a feed is read; the parser never asks which source it is."""
    page = KindParser(lambda: NOW).page(replace(TASS, kind=SourceKind.ATOM), URL, html(), {})
    assert page.text.startswith(PARAGRAPHS[0])


# Real pages


def word_f1(one: str, other: str) -> float:
    """How many words two texts share, as F1; Han and kana count by the character."""
    first, second = (
        Counter(re.findall(r"[\u3040-\u30ff\u4e00-\u9fff]|[^\W\u3040-\u30ff\u4e00-\u9fff]+", text.lower()))
        for text in (one, other)
    )
    return 2 * (first & second).total() / max(first.total() + second.total(), 1)


def written(version) -> str:
    """The words of a page as its annotators took them down."""
    body = version.get("body") or {}
    sections = [words for part in body.get("sections", ()) for words in (*part["headline"], *part["paragraphs"])]
    return "\n".join((*body.get("summary", ()), *sections))


@pytest.mark.shared
def test_real_pages(shared):
    """Over real pages of many publishers: mean word F1 at least .90, dates right or absent, most titles exact."""
    folder = shared / "data" / "pages" / "fundus"
    scores, dates, titles = [], Counter(), Counter()
    for row in json.loads((folder / "INDEX.json").read_text("utf-8"))[::5]:
        expected = json.loads((folder / re.sub(r"_\d{4}.*$", ".json", row["file"])).read_text("utf-8"))
        try:
            page = read_page(URL, gzip.decompress((folder / row["file"]).read_bytes()), {}, datetime.now(UTC))
        except Quarantine:
            scores.append(0.0)
            continue
        score, version = max(
            ((word_f1(page.text, written(one)), one) for one in expected.values()), key=lambda one: one[0]
        )
        scores.append(score)
        titles[page.title == (version.get("title") or "").strip()] += 1
        if page.published is not None and version.get("publishing_date"):
            meant = datetime.fromisoformat(version["publishing_date"])
            dates[abs((page.published.replace(tzinfo=None) - meant.replace(tzinfo=None)).days) <= 1] += 1
    assert sum(scores) / len(scores) >= 0.90
    assert titles[True] / titles.total() >= 0.7
    assert dates[False] == 0
