"""Every kind of source, over HTTP on loopback: each story is captured, or there is a row that says why not."""

from __future__ import annotations

import gzip
import io
import json
import os
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from adapters.pdfs import pdf
from kinds.site import NOW, declared, open_site, rows, world_of

from watch1718 import steps
from watch1718.core.source import (
    EvidenceLevel,
    FolderRule,
    GdeltRule,
    HtmlRule,
    JsonFeedRule,
    JsonRule,
    SitemapRule,
    SourceKind,
    SymbolRule,
)
from watch1718.newsroom import DAYS

DAY = NOW.date().isoformat()
OLD = (NOW - timedelta(days=30)).date().isoformat()
KEPT = "select url from ledger.snapshot where part = 'page' and outcome = 'OK' order by url"
LOST = "select reason, detail from ledger.quarantine order by detail"
FRONT = (
    "select outcome, reason, \"items\", gap from ledger.snapshot where part = 'feed' order by captured_at desc limit 1"
)


def rss(*items: str) -> bytes:
    """An RSS feed."""
    return f"<rss version='2.0'><channel><title>t</title>{''.join(items)}</channel></rss>".encode()


def item(number: int) -> str:
    """A story of an RSS feed."""
    return f"<item><title>Story {number}</title><link>/story/{number}</link></item>"


def atom(count: int) -> bytes:
    """An Atom feed."""
    entries = "".join(f"<entry><title>{n}</title><link href='/story/{n}'/></entry>" for n in range(count))
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title>{entries}</feed>".encode()


def rdf(count: int) -> bytes:
    """An RSS 1.0 feed."""
    entries = "".join(f"<item><title>{n}</title><link>SITE/story/{n}</link></item>" for n in range(count))
    spaces = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
    return f"<rdf:RDF {spaces}><channel><title>t</title></channel>{entries}</rdf:RDF>".encode()


def urls(*entries: tuple[int, str]) -> bytes:
    """A sitemap of stories with the day of their last change."""
    inside = "".join(f"<url><loc>SITE/story/{n}</loc><lastmod>{day}</lastmod></url>" for n, day in entries)
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{inside}</urlset>".encode()


@pytest.fixture
def capture(engine, tmp_path):
    """Capture a source in a world of its own; gives the counts of the last run."""

    def run(site, kind, rule=None, path="/list", now=NOW, **more):
        source = declared(site.url + path, kind, rule=rule, **more)
        steps.capture(world_of(engine, tmp_path, source, now), source.id)
        (counts,) = rows(engine, "select counts from ledger.step_run order by started_at desc, id limit 1")[0]
        return counts

    return run


def numbers(engine):
    """The numbers of the stories that were kept."""
    return [url.rpartition("/")[2] for (url,) in rows(engine, KEPT)]


@pytest.mark.parametrize(
    ("kind", "body"),
    [(SourceKind.RSS, rss(item(0), item(1), item(2))), (SourceKind.ATOM, atom(3)), (SourceKind.RDF, rdf(3))],
)
def test_feeds(engine, capture, kind, body):
    """RSS, Atom and RDF: three stories stand in the file, three are kept."""
    with open_site(list=body) as site:
        assert capture(site, kind)["items"] == body.count(b"<item>") + body.count(b"<entry>") == 3
    assert numbers(engine) == ["0", "1", "2"]


def test_a_story_without_a_link_is_a_row(engine, capture):
    """Nothing of a feed is lost in silence: a story that nobody can open stands in quarantine, once."""
    body = rss(item(1), "<item><title>Nowhere to go</title></item>", item(2))
    with open_site(list=body) as site:
        counts = capture(site, SourceKind.RSS)
        capture(site, SourceKind.RSS, now=NOW + timedelta(hours=1))
    assert (counts["items"], counts["OK"], counts["lost"]) == (3, 2, 1)
    assert rows(engine, LOST) == [("no_links", "a story without a link: Nowhere to go")]


def test_a_json_feed_with_pages(engine, capture):
    """Each page names the next; an item without an address is a row."""
    version = "https://jsonfeed.org/version/1.1"
    first = {"version": version, "title": "t", "next_url": "SITE/two", "items": [{"id": "1", "url": "/story/1"}]}
    second = {"version": version, "title": "t", "items": [{"id": "SITE/story/2"}, {"id": "x", "title": "No address"}]}
    with open_site(list=json.dumps(first).encode(), two=json.dumps(second).encode()) as site:
        counts = capture(site, SourceKind.JSON_FEED, JsonFeedRule(pages=5))
    assert numbers(engine) == ["1", "2"]
    assert counts["items"] == counts["OK"] + counts["lost"] == len(first["items"]) + len(second["items"])


def test_a_sitemap(engine, capture):
    """Old stories are left out by the declared days; the count of the file is kept."""
    with open_site(list=urls((1, DAY), (2, OLD), (3, DAY))) as site:
        assert capture(site, SourceKind.SITEMAP, SitemapRule(days=3))["items"] == 3
    assert numbers(engine) == ["1", "3"]


def test_a_news_sitemap(engine, capture):
    """Title and publication date come from the news extension."""
    body = (
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
        " xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>SITE/story/1</loc><n:news>"
        f"<n:publication_date>{NOW.isoformat()}</n:publication_date><n:title>Ships leave</n:title></n:news></url></urlset>"
    )
    with open_site(list=body.encode()) as site:
        capture(site, SourceKind.SITEMAP, SitemapRule())
    assert rows(
        engine, "select hint->>'title', (hint->>'published')::timestamptz from ledger.snapshot where part='page'"
    ) == [("Ships leave", NOW)]


def test_an_index_of_sitemaps(engine, capture):
    """The maps that changed lately and fit are opened, packed ones too; all of them, in any order."""
    maps = (("a", DAY), ("b", DAY), ("c", OLD), ("tags", DAY))
    inside = "".join(f"<sitemap><loc>SITE/map_{n}</loc><lastmod>{day}</lastmod></sitemap>" for n, day in maps)
    index = f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{inside}</sitemapindex>".encode()
    pages = {"list": index, "map_a": urls((1, DAY)), "map_c": urls((3, DAY))}
    with open_site(**pages) as site:
        site.pages["/map_b"] = gzip.compress(urls((2, DAY)).replace(b"SITE", site.url.encode()))
        rule = SitemapRule(maps=("/map_a", "/map_b", "/map_c"))
        assert capture(site, SourceKind.SITEMAP, rule)["items"] == 2
        assert [path for path in site.asked if "map_" in path] == ["/map_a", "/map_b"]
    assert numbers(engine) == ["1", "2"]


def test_more_maps_than_are_opened_are_said(engine, capture):
    """N33: an index with more maps than the source opens was read in part, and says so."""
    index = "".join(f"<sitemap><loc>SITE/map_{n}</loc></sitemap>" for n in range(5))
    pages = {f"map_{n}": urls((n, DAY)) for n in range(5)}
    with open_site(list=f"<sitemapindex xmlns='x'>{index}</sitemapindex>".encode(), **pages) as site:
        capture(site, SourceKind.SITEMAP, SitemapRule(pages=2))
    assert rows(engine, FRONT) == [("OK", "", 2, True)]


HTML = """<html><body><main>{}</main><a rel="next" href="{}">older</a></body></html>"""
BOX = "<div class='one'><h2>Story {0}</h2><time datetime='2026-03-02'>2 March</time><a href='/story/{0}'>read</a></div>"


def test_a_list_page_by_selectors(engine, capture):
    """Boxes, titles, dates and the next page are found by what the source declares; a box without a link is a row."""
    first = HTML.format(BOX.format(1) + "<div class='one'><h2>Closed</h2></div>", "/two")
    second = HTML.format(BOX.format(2), "/list")
    rule = HtmlRule(item="div.one", title="h2", date="time", next="a[rel=next]", pages=10)
    with open_site(list=first.encode(), two=second.encode()) as site:
        counts = capture(site, SourceKind.HTML, rule)
        assert site.asked.count("/list") == 1, "N33: a page that leads to itself is asked for once"
    assert counts["items"] == first.count("class='one'") + second.count("class='one'") == counts["OK"] + counts["lost"]
    assert rows(engine, "select hint->>'title' from ledger.snapshot where part='page' order by url") == [
        ("Story 1",),
        ("Story 2",),
    ]


def test_a_list_page_of_another_shape_is_no_empty_list(engine, capture):
    """Selectors that find nothing say so: the source has changed."""
    with open_site(list=b"<html><body><main>Welcome</main></body></html>") as site:
        capture(site, SourceKind.HTML, HtmlRule(item="div.one"))
    assert rows(engine, FRONT) == [("QUARANTINED", "source_changed", 0, False)]


def test_paged_json(engine, capture):
    """Rows under a key, addresses from a pattern, pages counted up until one is empty."""

    def page(*ids):
        return json.dumps({"data": {"posts": [{"id": n, "head": f"S{n}", "at": DAY} for n in ids]}}).encode()

    rule = JsonRule(items="data.posts", link="SITE/story/{id}", title="head", date="at", page="p", pages=9)
    with open_site() as site:
        rule = JsonRule(
            **{**{name: getattr(rule, name) for name in rule.__slots__}, "link": f"{site.url}/story/{{id}}"}
        )
        site.pages |= {"/list?p=1": page(1, 2), "/list?p=2": page(3), "/list?p=3": page()}
        assert capture(site, SourceKind.JSON, rule, path="/list?p=1")["items"] == 3
        assert [path for path in site.asked if path.startswith("/list")] == ["/list?p=1", "/list?p=2", "/list?p=3"]
    assert numbers(engine) == ["1", "2", "3"]


def test_endless_pages_end(engine, capture):
    """N33: pages that go on for ever are asked for as often as the source declares."""
    with open_site() as site:
        for number in range(50):
            rows_ = [{"u": f"/story/{number}"}]
            site.pages[f"/list{number}"] = json.dumps({"r": rows_, "n": f"/list{number + 1}"}).encode()
        capture(site, SourceKind.JSON, JsonRule(items="r", link="u", next="n", pages=4), path="/list0")
        assert len([path for path in site.asked if path.startswith("/list")]) == 4


def test_pages_end_where_a_story_is_known(engine, capture):
    """The second look asks for no more pages than it takes to meet the first."""
    rule = JsonRule(items="r", link="u", next="n", pages=9)
    page = lambda n: json.dumps({"r": [{"u": f"/story/{n}"}], "n": f"/list{n - 1}"}).encode()  # noqa: E731
    with open_site() as site:
        site.pages |= {f"/list{n}": page(n) for n in range(1, 6)}
        site.pages["/list"] = page(3)
        capture(site, SourceKind.JSON, rule)
        site.pages["/list"] = page(5)
        site.asked.clear()
        capture(site, SourceKind.JSON, rule, now=NOW + timedelta(hours=1))
        assert [path for path in site.asked if path.startswith("/list")] == ["/list", "/list4", "/list3"]
    assert rows(engine, FRONT)[0][3] is False


def packed(*lines: str) -> bytes:
    """A table as GDELT packs it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as whole:
        whole.writestr("20260304050000.export.CSV", "".join(f"{line}\n" for line in lines))
    return made.getvalue()


def event(url: str, actor: str = "NORTH KOREA") -> str:
    """A row of the table of events."""
    return "\t".join(["1"] * 6 + [actor] + ["x"] * 52 + ["20260304043000", url])


def test_gdelt(engine, capture):
    """The newest files are opened, each once; every row of theirs is kept, left out, a double, or a row in quarantine."""
    list_ = b"1 a SITE/gdeltv2/20260304050000.export.CSV.zip\n2 b SITE/gdeltv2/20260304050000.gkg.csv.zip\n"
    with open_site(list=list_) as site:
        one, two = f"{site.url}/story/1", f"{site.url}/story/2"
        lines = (event(one), event(one), event(two), event(f"{site.url}/story/3", "FRANCE"), "NORTH KOREA\tcut off")
        site.pages["/gdeltv2/20260304050000.export.CSV.zip"] = packed(*lines)
        site.pages["/gdeltv2/20260304044500.export.CSV.zip"] = packed(event(two))
        rule = GdeltRule(contains=("north korea",), files=2)
        counts = capture(site, SourceKind.GDELT, rule)
        capture(site, SourceKind.GDELT, rule, now=NOW + timedelta(minutes=15))
        assert len([path for path in site.asked if path.endswith(".zip")]) == 2, "a file that is held is not asked for"
    assert (counts["items"], counts["OK"], counts["lost"]) == (len(lines) + 1, 2, 1)
    assert [reason for reason, _ in rows(engine, LOST)] == ["bad_row"]
    assert rows(engine, FRONT)[0][3] is False, "a file that was held joins the looks"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"PK\x03\x04 nonsense", "damaged"),
        (b"<html>Service unavailable</html>", "content_type"),
        (b"gone", "source_changed"),
    ],
)
def test_gdelt_that_is_no_table(engine, capture, body, reason):
    """A damaged file or a page in its place is an error, not a quiet quarter hour."""
    with open_site(list=body) as site:
        capture(site, SourceKind.GDELT, GdeltRule(contains=("korea",)))
    assert rows(engine, FRONT)[0][:2] == ("QUARANTINED", reason)


def test_un_documents_by_symbol(engine, capture):
    """A symbol without a document answers with nothing: not published, no failure, asked for again another day."""
    rule = SymbolRule(("S/2024/215", "S/RES/{2700..2701}"))
    with open_site() as site:
        path = "/api?s={symbol}&t=pdf"
        site.pages |= {"/api?s=S%2F2024%2F215&t=pdf": b"%PDF-1.7 ...", "/api?s=S%2FRES%2F2700&t=pdf": b""}
        site.pages["/api?s=S%2FRES%2F2701&t=pdf"] = b"<html>Just a moment...</html>"
        assert capture(site, SourceKind.UN_DOCUMENT, rule, path=path)["items"] == 3
        found = "select outcome, reason, hint->>'title' from ledger.snapshot where part = 'page' order by url"
        assert rows(engine, found) == [
            ("OK", "", "S/2024/215"),
            ("SKIPPED", "not_published", "S/RES/2700"),
            ("QUARANTINED", "content_type", "S/RES/2701"),
        ]
        site.asked.clear()
        capture(site, SourceKind.UN_DOCUMENT, rule, path=path, now=NOW + timedelta(days=1))
        assert len([one for one in site.asked if one.startswith("/api")]) == 2
    assert rows(engine, FRONT)[0][:3] == ("OK", "", 3)


def test_a_un_document_goes_the_whole_way(engine, tmp_path):
    """A report and a scan by symbol: the first ends as an alert of today's edition with its quote, the second as no_text."""
    report = pdf(
        [
            [
                "United Nations  S/2026/901",
                "Security Council",
                "Distr.: General",
                "1 March 2026",
                "Original: English",
            ],
            [
                "1. The Panel obtained the papers of the shipment from the port agent.",
                "2. North Korea shipped 152 mm artillery shells to Russia by rail on 20 February 2026, a Member State said.",
            ],
        ]
    )
    path = "/api?s={symbol}&t=pdf"
    with open_site() as site:
        site.pages |= {"/api?s=S%2F2026%2F901&t=pdf": report, "/api?s=S%2F2026%2F902&t=pdf": pdf([[]])}
        rule = SymbolRule(("S/2026/{901..902}",))
        source = declared(site.url + path, SourceKind.UN_DOCUMENT, rule=rule, evidence=EvidenceLevel.BYTES)
        world = world_of(engine, tmp_path, source)
        assert steps.capture(world, "tried")["new"] == 2
    assert steps.read(world) == {"documents": 1, "duplicates": 0, "quarantined": 1}
    for step in (steps.match, steps.fold):
        step(world)
    (edition,) = steps.attest_and_build(world, DAYS[0].edition.isoformat())
    steps.gate(world, edition)
    steps.publish(world, edition)
    shown = rows(engine, "select supplier_country, recipient_country, quote, title from published.daily_alerts")
    assert [(giver, taker) for giver, taker, *_ in shown] == [("KP", "RU")]
    assert "152 mm artillery shells" in shown[0][2]
    assert rows(engine, "select reason from ledger.quarantine") == [("no_text",)]
    assert steps.verify(world)[1] == []


def test_un_documents_that_all_fail_fail_their_source(engine, capture):
    """Without a list to ask, a source fares as its documents do."""
    with open_site() as site:
        site.pages["/api?s=S%2F1"] = b"<html>maintenance</html>"
        capture(site, SourceKind.UN_DOCUMENT, SymbolRule(("S/1",)), path="/api?s={symbol}")
    assert rows(engine, FRONT)[0][:2] == ("QUARANTINED", "content_type")


class TestFolder:
    """A watched folder."""

    @pytest.fixture
    def inbox(self, tmp_path):
        """An empty folder."""
        made = tmp_path / "inbox"
        made.mkdir()
        return made

    @pytest.fixture
    def look(self, engine, tmp_path, inbox):
        """Look into it once."""

        def run(minutes=0):
            source = declared(inbox.as_uri(), SourceKind.FOLDER, rule=FolderRule(), evidence=EvidenceLevel.BYTES)
            world = world_of(engine, tmp_path, source, NOW + timedelta(minutes=minutes))
            return steps.capture(world, "tried"), steps.read(world)

        return run

    @staticmethod
    def put(path, words, age=60):
        """Write a file and let it grow old."""
        path.write_bytes(words)
        moment = path.stat().st_mtime - age
        os.utime(path, (moment, moment))

    def test_files_are_taken_once(self, engine, inbox, look):
        """Each document of a file becomes one, however often the folder is looked at; what cannot be read is a row."""
        lines = [json.dumps({"title": f"T{n}", "text": "Three ships left Rajin.", "id": str(n)}) for n in (1, 2)]
        self.put(inbox / "rows.jsonl", "\n".join([*lines, "{broken"]).encode())
        self.put(inbox / "plain.txt", b"Ships leave\n\nThree ships left Rajin.")
        assert look()[1]["documents"] == 3
        assert look(20)[1]["documents"] == 0
        assert [reason for reason, _ in rows(engine, LOST)] == ["bad_json"]
        files = "select \"items\" from ledger.snapshot where part = 'more' order by url"
        assert rows(engine, files) == [(1,), (3,)]

    @pytest.mark.parametrize(
        ("name", "words", "age"), [("a.txt", b"half", 0), ("a.txt.part", b"half", 99), ("a.txt", b"", 99)]
    )
    def test_a_file_that_is_being_written_is_waited_for(self, inbox, look, name, words, age):
        """Fresh, empty, or under a name for unfinished files: left alone, then taken whole."""
        self.put(inbox / name, words, age)
        assert look()[1]["documents"] == 0
        (inbox / name).unlink()
        self.put(inbox / "a.txt", b"Ships leave\n\nThree ships left Rajin.")
        assert look(20)[1]["documents"] == 1

    def test_other_bytes_under_a_name_are_taken_again(self, inbox, look):
        """A file that was replaced is another version."""
        self.put(inbox / "a.txt", b"Ships leave\n\nThree ships left Rajin.")
        look()
        self.put(inbox / "a.txt", b"Ships leave\n\nFour ships left Rajin.")
        assert look(20)[1]["documents"] == 1

    def test_a_link_out_of_the_folder_is_not_followed(self, inbox, look, tmp_path):
        """Nobody can put a name into the folder that stands for a file elsewhere."""
        self.put(tmp_path / "secret.txt", b"Secret\n\nA secret.")
        (inbox / "a.txt").symlink_to(tmp_path / "secret.txt")
        assert look()[0]["items"] == 0

    def test_it_is_looked_into_without_a_network(self, engine, tmp_path, inbox):
        """OFFLINE keeps us from asking others, not from reading what lies here."""
        folder = declared(inbox.as_uri(), SourceKind.FOLDER, rule=FolderRule())
        world = replace(world_of(engine, tmp_path, folder), offline=True)
        assert steps.due(world) == ["tried"]

    def test_a_missing_folder_is_a_failure(self, engine, inbox, look):
        """A folder that is gone is not a folder without news."""
        inbox.rmdir()
        look()
        assert rows(engine, FRONT)[0][:2] == ("FETCH_ERROR", "no_folder")
