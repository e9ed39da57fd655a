"""Readers of other people's bytes answer any bytes: with what they hold, or with a reason."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from watch1718.adapters.feeds import read_feed
from watch1718.adapters.pages import read_page
from watch1718.adapters.press import read_list, read_release
from watch1718.adapters.sources import load_sources
from watch1718.adapters.text_file import documents_from
from watch1718.errors import BadFile, Quarantine

NOW = datetime(2026, 3, 4, 5, tzinfo=UTC)
URL = "https://a.example/b"
LINE = b"<p>On Monday the harbour master of Wonsan counted eleven lorries at the northern gate, three more.</p>"
SEEDS = {
    "rss": b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item><title>A &amp; B</title>'
    b"<link>https://a.example/1</link><guid>u</guid><pubDate>Mon, 02 Mar 2026 05:00:00 GMT</pubDate>"
    b"<description><![CDATA[<b>c</b>]]></description></item></channel></rss>",
    "atom": b'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title type="html">A</title>'
    b'<link rel="alternate" href="/1"/><updated>2026-03-02T05:00:00Z</updated></entry></feed>',
    "page": b'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>T | S</title><link rel="canonical" '
    b'href="/c"><meta property="og:title" content="T"><script type="application/ld+json">{"@type":"NewsArticle",'
    b'"headline":"T","datePublished":"2026-03-02"}</script></head><body><nav>n</nav><article>'
    + LINE * 8
    + b"</article>",
    "list": b'<main><article><h2><a href="/en/2026/sc1.doc.htm">A</a></h2><time datetime="2026-03-02">x</time></article></main>',
    "rows": b'{"id": "a", "title": "T", "published": "2026-03-02", "text": "x\\ny"}\n{"headline": "H", "story_text": "x"}',
    "source": b"id: ab\ntitle: T\npublisher: P\ninterest: official\nreliability: A\nlanguage: en\nkind: rss\n"
    b"url: https://a.example/\ncadence_minutes: 60\nsilence_hours: 4\nevidence: bytes\nlicence_note: n\ndefault: on\n",
}
MARKS = "< > & &#x <![CDATA[ ]]> <!-- --> {{a}} <script> </html> <item> </channel> { } [ ] : &amp; 9999999999 \" '"
ODD = (
    b"\0",
    b"\xff",
    b"\xfe\xff",
    b"\n",
    b"- ",
    b"\xed\xa0\x80",
    b"\xc3\x28",
    b"\x1f\x8b\x08",
    b"<!DOCTYPE a [",
    b"\\ud800",
)
LINKS = (b"http://[", b"javascript:", b"!!python/object:x", b"&a *a")
PIECES = st.sampled_from((*(mark.encode() for mark in MARKS.split()), *ODD, *LINKS))


@st.composite
def spoilt(draw):
    """A good document with pieces cut out, put in twice or thrown in, or anything at all."""
    body = draw(st.sampled_from(sorted(SEEDS.values())) | st.binary(max_size=200))
    for _ in range(draw(st.integers(0, 4))):
        start, end = sorted((draw(st.integers(0, len(body))), draw(st.integers(0, len(body)))))
        middle = draw(st.sampled_from([b"", body[start:end] * 2]) | PIECES | st.binary(max_size=8))
        body = body[:start] + middle + body[end if draw(st.booleans()) else start :]
    return body


READERS = {
    "feed": lambda body, _folder: read_feed(body, URL, NOW),
    "page": lambda body, _folder: read_page(URL, body, {}, NOW),
    "labelled page": lambda body, _folder: read_page(URL, body, {"content-type": "text/html; charset=cp949"}, NOW),
    "press list": lambda body, _folder: read_list("a", body, URL, NOW),
    "press release": lambda body, _folder: read_release(URL, body, {}, NOW),
    "documents": lambda body, _folder: list(documents_from(body)),
    "source": lambda body, folder: (folder / "a.yml").write_bytes(body) and load_sources(folder / "a.yml"),
}


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=spoilt())
def test_any_bytes_are_read_or_refused(reader, body, tmp_path):
    """No reader crashes, and whatever it gives can be stored."""
    try:
        found = READERS[reader](body, tmp_path)
    except (Quarantine, BadFile):
        return
    repr(found).encode("utf-8")
