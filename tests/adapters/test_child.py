"""Parsers in a process of their own: whatever happens to it, one record is set aside and the next one is read."""

import os
import signal
from datetime import UTC, datetime
from time import monotonic

import pytest
from adapters.samples import source
from invented_list import parties, xml

from watch1718.adapters import child as module
from watch1718.adapters.child import Child
from watch1718.adapters.limited_parser import LimitedParser
from watch1718.adapters.list_replay import read_copies
from watch1718.adapters.parser import KindParser
from watch1718.adapters.text_file import documents_from
from watch1718.errors import NotADocument
from watch1718.knowledge_reader import reader

NOW = datetime(2026, 3, 4, 5, tzinfo=UTC)
URL = "https://a.example/1"
LINE = "The harbour master of Wonsan counted eleven lorries at the northern gate on Monday, three more than a week ago."
PAGE = (
    "<html><head><title>Eleven lorries</title><meta property='article:published_time' content='2026-03-03T10:00:00Z'>"
    f"</head><body><article>{f'<p>{LINE}</p>' * 8}</article></body></html>"
).encode()
LIST = xml(*parties(4, 6))
FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>t</title><link>https://a.example/1</link>'
    b"<pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate></item></channel></rss>"
)


@pytest.fixture
def warm():
    """A child of the test's own."""
    made = Child(seconds=5)
    yield made
    made.close()


def test_what_the_child_says_is_what_the_parser_says(warm):
    """Pages, feeds and refusals come back as they would from a parser in this process."""
    there, here = LimitedParser(lambda: NOW, warm), KindParser(lambda: NOW)
    assert there.page(source(), URL, PAGE, {}) == here.page(source(), URL, PAGE, {})
    assert there.feed(source(), URL, FEED) == here.feed(source(), URL, FEED)
    assert there.un_list(LIST) == here.un_list(LIST)
    assert there.file("file:a.html", PAGE).title == "Eleven lorries"
    with pytest.raises(NotADocument) as caught:
        there.page(source(), URL, b"", {})
    assert caught.value.reason == "empty"


def test_the_users_own_files_and_lists_are_read_in_the_child(monkeypatch, tmp_path):
    """D25: pages, PDFs and lists from files never meet a parser in the process that was started for them."""
    asked = []
    refused = {"reason": "crash", "detail": "asked"}
    monkeypatch.setattr(Child, "ask", lambda _child, question, _body: asked.append(question) or refused)
    (tmp_path / "page.html").write_bytes(PAGE)
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "list.xml").write_bytes(LIST)
    for read in (
        lambda: list(documents_from(tmp_path / "page.html")),
        lambda: list(documents_from(tmp_path / "paper.pdf")),
        lambda: reader(tmp_path / "list.xml"),
    ):
        with pytest.raises(NotADocument, match="asked"):
            read()
    assert "asked" in read_copies(tmp_path).faults[0].reason
    assert len(asked) == 4


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSEGV, signal.SIGSTOP])
def test_a_parser_that_dies_costs_one_record(warm, blow):
    """D25: killed, crashed or hung, the record is set aside as a crash, in time, and the next one is read."""
    parser = LimitedParser(lambda: NOW, warm)
    parser.page(source(), URL, PAGE, {})
    warm._seconds = 1
    os.kill(warm._process.pid, blow)
    began = monotonic()
    assert _reason(parser) in {"", "crash"}  # one that was seen to be dead is replaced at once
    assert monotonic() - began < 5
    warm._seconds = 5
    assert parser.page(source(), URL, PAGE, {}).title == "Eleven lorries"


def _reason(parser):
    try:
        parser.page(source(), URL, PAGE, {})
    except NotADocument as fault:
        return fault.reason
    return ""


def test_a_fault_of_ours_names_its_place_and_not_the_document(warm):
    """A bug in a parser is a crash with file and line; what the page says stays out of it."""
    parser = LimitedParser(lambda: NOW, warm)
    with pytest.raises(NotADocument, match=r"crash: \w+ in \w+\.py:\d+"):
        parser._ask(("page", None, URL, {}, False), PAGE)
    assert parser.page(source(), URL, PAGE, {}).title == "Eleven lorries"


def test_memory_is_bounded():
    """D25: a parser that wants more than it may gets an error, and the record is set aside."""
    small = Child(seconds=20, memory=150 << 20)
    body = b"<html><body>" + b"<p>" * 900_000 + b"</body></html>"
    with pytest.raises(NotADocument) as caught:
        LimitedParser(lambda: NOW, small).page(source(), URL, body, {})
    small.close()
    assert caught.value.reason in {"memory", "crash", "not_html", "size", "no_text", "depth"}


def test_a_child_retires(warm, monkeypatch):
    """After its share of records a fresh process takes over."""
    monkeypatch.setattr(module, "LIFE", 1)
    parser, seen = LimitedParser(lambda: NOW, warm), set()
    for _ in range(2):
        parser.feed(source(), URL, FEED)
        seen.add(warm._process.pid)
    assert len(seen) == 2
