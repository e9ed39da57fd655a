"""Declared sources: what the package brings, and files that say what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from watch1718.adapters.sources import Declaration, load_sources
from watch1718.core.source import EvidenceLevel, Interest, SourceKind
from watch1718.errors import BadFile

ON = {"un_list", "un_press", "un_news", "yonhap_north_korea", "north38", "tass"}
GOOD = """\
id: harbour_wire
title: Harbour Wire
publisher: Harbour Wire Ltd
interest: independent
reliability: B
language: en
kind: rss
url: https://wire.example/feed.xml
cadence_minutes: 60
silence_hours: 48
evidence: excerpt
licence_note: quotations with the source named
default: on
"""


@pytest.fixture
def declare(tmp_path):
    """Write a declaration and give its file."""

    def write(text: str, name: str = "own.yml"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    return write


def bad(file, **more) -> BadFile:
    """Load, and give the error that must come of it."""
    with pytest.raises(BadFile) as caught:
        load_sources(file, **more)
    return caught.value


def test_at_least_seventeen_public_sources_come_with_the_package():
    """Each is graded, has a cadence, a silence limit and a licence note, and was never probed here."""
    found = load_sources()
    assert len(found) >= 17
    assert {source.probed for source in found} == {"never"}
    assert all(source.licence_note and source.robots and source.pace_seconds >= 1 for source in found)
    assert [source.id for source in found] == sorted(source.id for source in found)


def test_which_sources_are_on():
    """Six are read without being asked for; sites of the DPRK are not among them."""
    assert {source.id for source in load_sources() if source.on} == ON
    off = {source.id for source in load_sources() if not source.on}
    assert {"kcna", "kcna_watch", "rfa"} <= off


def test_terms_that_forbid_keeping_are_kept_to():
    """Where the terms forbid keeping content, headlines are all that is kept."""
    found = {source.id: source for source in load_sources()}
    assert found["nk_news"].evidence is EvidenceLevel.HEADLINE
    assert found["tass"].interest is Interest.STATE_MEDIA
    assert found["un_list"].kind is SourceKind.UN_LIST


def test_a_declaration_of_ones_own(declare):
    """A file with the required keys is enough; the others have their defaults."""
    (source,) = load_sources(declare(GOOD))
    assert (source.id, source.on, source.robots, source.pace_seconds, source.min_items) == (
        "harbour_wire",
        True,
        True,
        1.0,
        0,
    )


@pytest.mark.parametrize(
    ("written", "on"), [("on", True), ("off", False), ('"on"', True), ("true", True), ("no", False)]
)
def test_on_and_off_in_all_spellings_of_yaml(declare, written, on):
    """YAML reads a bare ``on`` as true, which must not puzzle anybody."""
    assert load_sources(declare(GOOD.replace("default: on", f"default: {written}")))[0].on is on


def test_a_folder_of_folders(declare, tmp_path):
    """Each source stands in the folder of its name."""
    declare(GOOD, "harbour_wire/source.yml")
    declare(GOOD.replace("harbour_wire", "meridian_post"), "meridian_post/source.yml")
    assert [source.id for source in load_sources(tmp_path)] == ["harbour_wire", "meridian_post"]


def test_a_list_in_one_file_with_addresses_to_complete(declare):
    """Many sources may stand in one file, without a host if their reader knows it."""
    rows = "".join("- " + GOOD.replace("\n", "\n  ").replace("https://wire.example", "").rstrip() + "\n" for _ in (1,))
    (source,) = load_sources(declare(rows), base_url="http://127.0.0.1:8000")
    assert source.url == "http://127.0.0.1:8000/feed.xml"


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "says"),
    [
        ("reliability: B", "reliability: Z", 5, "reliability", "A, B, C, D, E, F"),
        (
            "kind: rss",
            "kind: paper",
            7,
            "kind",
            "rss, atom, rdf, json_feed, sitemap, html, json, gdelt, un_document, un_press",
        ),
        ("interest: independent", "interest: neutral", 4, "interest", "official, state_media, independent"),
        ("evidence: excerpt", "evidence: all", 11, "evidence", "bytes, excerpt, headline"),
        ("language: en", "language: English", 6, "language", "like ^[a-z]{2,3}$"),
        ("id: harbour_wire", "id: Harbour Wire", 1, "id", "like ^[a-z]"),
        ("cadence_minutes: 60", "cadence_minutes: 5", 9, "cadence_minutes", "integer from 15"),
        ("cadence_minutes: 60", "cadence_minutes: hourly", 9, "cadence_minutes", "integer"),
        ("silence_hours: 48", "silence_hours: -1", 10, "silence_hours", "integer from 1"),
        ("default: on", "default: maybe", 13, "default", "on, off"),
        ("kind: rss", "kinds: rss", 7, "kinds", "is not a key of a source; allowed: id, title"),
        ("title: Harbour Wire\n", "", 1, "title", "is missing"),
        ("url: https://wire.example/feed.xml", "url: /feed.xml", 8, "url", "http and https"),
        ("url: https://wire.example/feed.xml", "url: ftp://wire.example/", 8, "url", "http and https"),
        ("title: Harbour Wire", "title: [Harbour", 3, "yaml", "expected"),
        ("title: Harbour Wire", "id: twice", 2, "id", "stands twice, first on line 1"),
        ("title: Harbour Wire", "title: !!python/object/apply:os.getcwd []", 2, "title", "write plain values"),
        ("title: Harbour Wire", "title: ''", 2, "title", "length from 1"),
    ],
)
def test_a_wrong_file_says_where_and_what_is_allowed(declare, old, new, line, key, says):  # noqa: PLR0917 - a row
    """File, line, key and the allowed values stand in one line."""
    file = declare(GOOD.replace(old, new, 1))
    error = bad(file)
    assert (error.path, error.line, error.key) == (str(file), line, key)
    assert says in error.problem
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("text", "key"),
    [("", "source"), ("- a\n- b\n", "source"), ("hello", "source"), (b"\xff\xfe\xff", "encoding"), ("a: b: c", "yaml")],
)
def test_a_file_that_is_no_declaration(declare, text, key):
    """Empty, a list of words, another encoding: each is told."""
    assert bad(declare(text)).key == key


def test_one_id_once(declare, tmp_path):
    """Two folders cannot declare one source, and a folder is named for what it holds."""
    declare(GOOD, "harbour_wire/source.yml")
    declare(GOOD, "meridian_post/source.yml")
    assert "declared in" in bad(tmp_path).problem
    (tmp_path / "harbour_wire" / "source.yml").unlink()
    assert "stands in a folder named meridian_post" in bad(tmp_path).problem


def test_a_folder_without_sources(tmp_path):
    """An empty folder is a mistake, not a world without news."""
    assert "no source is declared here" in bad(tmp_path).problem


def test_every_key_is_documented():
    """The page for newcomers names every key of a declaration."""
    page = (Path(__file__).parents[2] / "docs" / "add_a_source.md").read_text("utf-8")
    assert [key for key in Declaration.model_fields if f"`{key}`" not in page] == []
