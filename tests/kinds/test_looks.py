"""Looks at a list, one after the other: what joins them, what an unchanged answer proves, and how it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from faults.server import reply, serving
from kinds.site import NOW, declared, open_site, rows, world_of
from sqlalchemy import text

from watch1718 import steps
from watch1718.adapters import health
from watch1718.core.source import SourceKind

FRONTS = "select outcome, status, gap, detail from ledger.snapshot where part = 'feed' order by captured_at"


def feed(*numbers: int, dated: bool = True) -> bytes:
    """A feed whose stories are an hour apart."""
    date = "<pubDate>{:%a, %d %b %Y %H:%M:%S} GMT</pubDate>" if dated else ""
    items = "".join(
        f"<item><title>{n}</title><link>/story/{n}</link>{date.format(NOW - timedelta(days=2) + timedelta(hours=n))}</item>"
        for n in numbers
    )
    return f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode()


@pytest.fixture
def look(engine, tmp_path):
    """Look at a source some hours later, and read what came."""

    def run(site, hours=0, **more):
        source = declared(site.url + "/list", SourceKind.RSS, **more)
        world = world_of(engine, tmp_path, source, NOW + timedelta(hours=hours))
        steps.capture(world, "tried")
        steps.read(world)

    return run


@pytest.mark.parametrize(
    ("first", "second", "dated", "gap"),
    [
        ((1, 2, 3), (3, 4, 5), True, False),
        ((1, 2, 3), (4, 5, 6), True, True),
        ((1, 2, 3), (2, 5, 6), False, False),
        ((1, 2, 3), (4, 5, 6), False, True),
        ((1, 2, 3), (), True, False),
        ((4, 5, 6), (1, 2, 3), True, False),
    ],
)
def test_a_list_that_moved_on_too_far_leaves_a_gap(engine, look, first, second, dated, gap):  # noqa: PLR0917 - a row
    """The overlap test: one story of the last look, or one no newer than it, joins two looks; else some may be missing."""
    with open_site(list=feed(*first, dated=dated)) as site:
        look(site)
        site.pages["/list"] = feed(*second, dated=dated)
        look(site, 1)
    assert [row[2] for row in rows(engine, FRONTS)] == [False, gap]


def test_an_etag_that_lies_is_found_out_within_a_week(engine, look):
    """N17: conditions are left out once in seven days; a body that changed under its ETag is read, and the lie noted."""
    body, heard = [feed(1)], []

    def behave(talk, request, _over):
        if b" /list " not in request:
            talk.sendall(reply(b"<html><body><p>" + b"Three ships left. " * 40 + b"</p></body></html>"))
            return
        heard.append(b"If-None-Match" in request)
        same = b"If-None-Match" in request
        talk.sendall(reply(b"" if same else body[0], 'ETag: "1"', status="304 Not Modified" if same else "200 OK"))

    with serving(behave) as (url, _):
        site = type("Site", (), {"url": url})
        look(site, robots=False)
        body[0] = feed(1, 2)
        look(site, 24, robots=False)
        look(site, 24 * 8, robots=False)
    assert heard == [False, True, False]
    (_, _, _), (outcome, status, _), (last, _, said) = [(row[0], row[1], row[3]) for row in rows(engine, FRONTS)]
    assert (outcome, status, last) == ("UNCHANGED", 304, "OK")
    assert "its conditions are not trusted" in said


def test_yesterdays_page_from_a_cache_is_unchanged_and_grows_old(engine, look, tmp_path):
    """N18: the same bytes under 200 are no news; after the silence limit the source is silent, however often it answers."""
    with open_site(list=feed(1)) as site:
        for hours in (0, 20, 40):
            look(site, hours, silence_hours=24)
    assert [row[0] for row in rows(engine, FRONTS)] == ["OK", "UNCHANGED", "UNCHANGED"]
    said = [sign.what for sign in health.signs(engine, NOW + timedelta(hours=41))]
    assert any("source tried is silent: nothing new since" in one for one in said)


def test_sources_that_stand_alike_share_a_line(engine, tmp_path):
    """Six sources that were never asked are one line of status, not six."""
    source = declared("https://a.example/feed", SourceKind.RSS)
    world = world_of(engine, tmp_path, source)
    world.captures.declare([replace(source, id=f"s{n}") for n in range(6)], NOW)
    said = [sign.what for sign in health.signs(engine, NOW) if "source" in sign.what]
    assert said == ["6 sources are late: never asked (s0, s1, s2 and 3 more)", "0 of 6 sources are as they should be"]


def test_a_gap_and_too_few_stories_are_seen_in_status(engine, look):
    """What the overlap and the volume say stands where the operator looks."""
    with open_site(list=feed(1, 2)) as site:
        look(site, max_items=1)
        assert any("2 stories named, 1 at most expected" in sign.what for sign in health.signs(engine, NOW))
        look(site, 1, min_items=5)
        with engine.begin() as connection:
            connection.execute(text("update ledger.source set max_items = 9"))
        said = [sign.what for sign in health.signs(engine, NOW + timedelta(hours=1))]
        assert any("source tried is empty: 2 stories named, 5 expected" in one for one in said)
