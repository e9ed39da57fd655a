"""Trying, writing, checking and probing sources at the terminal."""

from __future__ import annotations

import sys
from functools import partial

import pytest
import yaml
from faults.server import reply, serving
from kinds.site import open_site

from watch1718 import bootstrap, office
from watch1718.adapters.sources import load_sources
from watch1718.adapters.web import RequestsWeb
from watch1718.cli import main
from watch1718.core.source import SourceKind

ITEM = "<item><title>Ships {0}</title><link>/story/{0}</link><pubDate>Mon, 0{0} Mar 2026 05:00:00 GMT</pubDate></item>"
NOWHERE = "<item><title>Nowhere to go</title></item>"


def feed(more: str = "") -> bytes:
    """Two stories with links, a day apart, and what a test adds."""
    items = "".join(ITEM.format(n) for n in (2, 3))
    return (
        f"<rss version='2.0'><channel><title>Harbour Wire</title><language>en-gb</language>{items}{more}</channel></rss>"
    ).encode()


@pytest.fixture
def type_in(monkeypatch, capsys, tmp_path):
    """Type a command on a machine whose network is loopback alone; gives exit code and all that was said."""
    monkeypatch.setenv("WATCH1718_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("OFFLINE", raising=False)
    monkeypatch.setattr(office, "RequestsWeb", partial(RequestsWeb, allow_loopback=True))
    bootstrap.settings.cache_clear()

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["watch1718", "sources", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return int(end.value.code or 0), said.out + said.err

    yield run
    bootstrap.settings.cache_clear()


def test_trying_a_saved_feed_shows_what_would_be_read(type_in, tmp_path):
    """Stories with dates and titles, the count of the file, and what is refused with its reason; nothing is written."""
    (tmp_path / "feed.xml").write_bytes(feed(NOWHERE))
    code, said = type_in("try", tmp_path / "feed.xml")
    assert code == 0
    assert "rss · 3 in the file · 2 would be asked for · 1 refused" in said
    assert "2026-03-02 05:00  Ships 2" in said
    assert "no_links: a story without a link: Nowhere to go" in said
    assert not (tmp_path / "home").exists()


def test_trying_an_address_with_its_pages(type_in):
    """The texts of the first stories are shown as the reader has them."""
    with open_site(list=feed()) as site:
        code, said = type_in("try", f"{site.url}/list", "--pages", 1)
        assert site.stories == ["/story/2"]
    assert code == 0
    assert "The harbour master counted eleven lorries" in said


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (
            b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "https://a.example/1"}]}',
            "json_feed · 1 in",
        ),
        (b'{"data": {"posts": [{"url": "https://a.example/1", "title": "A"}]}}', "json · 1 in the file"),
        (b"<urlset xmlns='x'><url><loc>https://a.example/1</loc></url></urlset>", "sitemap · 1 in the file"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title></feed>", "atom · 0 in the file"),
        (
            b"<html><body>"
            + b"<div class='s'><a href='/1'>A headline of many words here</a></div>" * 4
            + b"</body></html>",
            "html · 4 in the file",
        ),
    ],
)
def test_kinds_are_told_by_their_bytes(type_in, tmp_path, body, kind):
    """Nobody has to say what kind of list a file is."""
    (tmp_path / "saved").write_bytes(body)
    assert kind in type_in("try", tmp_path / "saved")[1]


@pytest.mark.parametrize("body", [b"", b"{broken", b"\x89PNG\r\n"])
def test_what_cannot_be_read_is_refused_in_a_line(type_in, tmp_path, body):
    """A reason, exit 1, no traceback."""
    (tmp_path / "saved").write_bytes(body)
    code, said = type_in("try", tmp_path / "saved")
    assert code == 1
    assert said.startswith("refused")


def test_a_story_is_told_from_a_list(type_in, tmp_path):
    """A page that says that it is an article is shown as one, however many links stand around it."""
    links = b"<div class='s'><a href='/1'>A headline of many words here</a></div>" * 4
    head = b"<html><head><title>Ships</title><meta property='og:type' content='article'></head><body>"
    (tmp_path / "saved").write_bytes(head + b"<p>Three ships left Rajin on Monday.</p>" * 9 + links + b"</body></html>")
    code, said = type_in("try", tmp_path / "saved")
    assert code == 0
    assert said.startswith("Ships · no date")


def test_a_new_source_from_its_address_is_right_at_once(type_in, tmp_path):
    """The facts are filled in, the judgements marked, and the declaration passes the check and is listed."""
    with open_site(list=feed()) as site:
        code, said = type_in("new", f"{site.url}/list", "--id", "harbour_wire")
    assert code == 0
    assert "JUDGE" in said
    (source,) = load_sources(tmp_path / "home" / "sources")
    assert (source.title, source.language, source.kind, source.on) == ("Harbour Wire", "en", SourceKind.RSS, False)
    assert source.cadence_minutes == 24 * 60
    assert type_in("check") == (0, "25 sources are declared as they must be\n")
    assert "harbour_wire" in type_in("list")[1]


def test_a_new_source_never_overwrites_one(type_in, tmp_path):
    """A second one of the same name is refused, and the first stays."""
    (tmp_path / "feed.xml").write_bytes(feed())
    given = ("new", "https://wire.example/feed.xml", "--saved", tmp_path / "feed.xml")
    assert type_in(*given)[0] == 0
    code, said = type_in(*given)
    assert (code, "wire is declared already" in said) == (2, True)


def test_check_says_all_that_is_wrong(type_in, tmp_path):
    """Each wrong file is named with line, key and what is allowed; the right ones are counted."""
    folder = tmp_path / "mine"
    (tmp_path / "feed.xml").write_bytes(feed())
    for name in ("one", "two", "three"):
        type_in(
            "new", "https://wire.example/feed.xml", "--saved", tmp_path / "feed.xml", "--id", name, "--into", folder
        )
    for name, old, new in (("one", "reliability: F", "reliability: Z"), ("two", "kind: rss", "kind: html")):
        file = folder / name / "source.yml"
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    code, said = type_in("check", folder)
    assert code == 1
    assert "one/source.yml:6: reliability: 'Z' is not allowed; allowed: A, B, C, D, E, F" in said
    assert "two/source.yml:8: how.item: is missing; allowed: a CSS selector" in said or "how.item" in said
    assert "1 sources are declared as they must be, 2 are not" in said


def test_a_probe_is_written_for_review(type_in, tmp_path):
    """What was seen stands in a file beside what is declared, and where the two differ is said."""
    with open_site(list=feed()) as site:
        type_in("new", f"{site.url}/list", "--id", "harbour_wire")
        assert type_in("probe", "harbour_wire")[0] in {0, 1}
        site.pages["/list"] = b"<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title></feed>"
        code, said = type_in("probe", "harbour_wire")
    assert code == 1
    assert "kind: declared rss, is atom" in said
    assert "items: 0 seen, 1 to 100 declared" in said
    written = sorted((tmp_path / "home" / "probes" / "harbour_wire").glob("*.yml"))
    assert yaml.safe_load(written[-1].read_text("utf-8"))["kind"] == "atom"


def test_a_probe_that_nobody_answers_says_so(type_in):
    """A host that refuses is a difference with its reason, not an error of ours."""
    with open_site(list=feed()) as site:
        type_in("new", f"{site.url}/list", "--id", "harbour_wire")
    with serving(lambda talk, _request, _over: talk.sendall(reply(b"", status="403 Forbidden"))):
        code, said = type_in("probe", "harbour_wire")
    assert (code, "did not answer: connect" in said) == (1, True)


def test_offline_asks_nobody(type_in, monkeypatch):
    """With OFFLINE set an address is refused, with the way out."""
    monkeypatch.setenv("OFFLINE", "1")
    bootstrap.settings.cache_clear()
    code, said = type_in("try", "https://wire.example/feed.xml")
    assert code == 2
    assert "give a file that you saved" in said


def test_a_source_of_ones_own_cannot_take_the_name_of_another(type_in, tmp_path):
    """What comes with watch1718 is never replaced in silence: the clash is named, nothing starts."""
    (tmp_path / "feed.xml").write_bytes(feed())
    type_in("new", "https://wire.example/feed.xml", "--saved", tmp_path / "feed.xml", "--id", "tass")
    code, said = type_in("list")
    assert (code, "tass comes with watch1718 already" in said) == (2, True)
