"""Documents that a user already has: rows, pages and text, told apart by what is in them."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime

import pytest

from watch1718.adapters.text_file import documents_from
from watch1718.core.document import Document
from watch1718.errors import NotADocument, Quarantine

ROW = {
    "id": "a-1",
    "source": "wire",
    "language": "en",
    "title": "Ships  leave",
    "published": "2026-03-02",
    "url": "https://wire.example/1",
    "text": "Three of them.\n\nTwo came back.\n",
}
DAY = datetime(2026, 3, 2, tzinfo=UTC)
WORDS = "<p>On Monday the harbour master of Wonsan counted eleven lorries at the northern gate, three more.</p>" * 8


def lines(*rows: dict[str, object]) -> bytes:
    """Rows, one a line."""
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def one(given, **more) -> Document:
    """The single document of something."""
    (document,) = documents_from(given, **more)
    return document


def fails(given) -> Quarantine:
    """Read, and give the error that must come of it."""
    with pytest.raises(Quarantine) as caught:
        list(documents_from(given))
    return caught.value


def test_a_row_is_kept_as_it_is():
    """Title and text are not touched: spans and quotes point into them."""
    assert one(lines(ROW)) == Document("a-1", "own:wire", ROW["title"], ROW["text"], "en", DAY, ROW["url"])


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("shape", ["lines", "list", "one object over lines", "blank lines between"])
def test_rows_in_every_shape(pack, shape):
    """JSON lines, one list, one spread-out object, packed or not."""
    body = {
        "lines": lines(ROW),
        "list": json.dumps([ROW], indent=1).encode(),
        "one object over lines": json.dumps(ROW, indent=1).encode(),
        "blank lines between": b"\n\n" + lines(ROW) + b"\n\n",
    }[shape]
    assert one(pack(body)).title == ROW["title"]


def test_rows_with_the_keys_of_known_collections():
    """Headline and story_text, a link, a date in parts, or a number of milliseconds: recognised without being told."""
    kcna = {
        "headline": "H",
        "link": "http://k.example/1",
        "date": 1703376000000,
        "date_str": "2023-12-24",
        "story_text": "T",
    }
    news = {"file": "a.md", "title": "H", "date": "2020-09-18-21-57-49", "description": "", "text": "T"}
    assert one(lines(kcna)) == Document(
        "http://k.example/1",
        "own:standard_input",
        "H",
        "T",
        "und",
        datetime(2023, 12, 24, tzinfo=UTC),
        "http://k.example/1",
    )
    assert one(lines(news)).published == datetime(2020, 9, 18, 21, 57, 49, tzinfo=UTC)
    del kcna["date_str"]
    assert one(lines(kcna)).published == datetime(2023, 12, 24, tzinfo=UTC)


def test_rows_with_keys_that_must_be_told():
    """A mapping names keys that nobody would guess."""
    row = {"Überschrift": "H", "Inhalt": "T", "title": "not this"}
    document = one(lines(row), keys={"title": "Überschrift", "text": "Inhalt"})
    assert (document.title, document.text) == ("H", "T")


@pytest.mark.parametrize(
    ("written", "day"),
    [("2026-03", datetime(2026, 3, 1, tzinfo=UTC)), ("2026-03-02T05:00:00+09:00", datetime(2026, 3, 1, 20, tzinfo=UTC))]
    + [(odd, None) for odd in ("", None, "soon", "03/04/2026", 12, "1969-01-01", "0000-00-00")],
)
def test_dates_of_rows(written, day):
    """D27, D28: a month is its first day; what is no date is None."""
    assert one(lines({**ROW, "published": written})).published == day


def test_a_row_without_an_id_is_named_by_its_words():
    """The same words give the same id, whatever file they came in."""
    row = {"title": "H", "text": "T"}
    assert one(lines(row)).id == one(b"[" + lines(row) + b"]").id != one(lines({**row, "text": "U"})).id


def test_lone_surrogates_and_nul_are_dropped():
    """D11, D13: what no database keeps does not get that far."""
    assert one(b'{"title": "a\\u0000b\\ud800c", "text": "d\\u0007e"}').full_text == "abc\nde"


def test_a_page(tmp_path):
    """HTML is read as a page, whatever the file is called; its own address names it."""
    head = '<title>Eleven lorries</title><link rel="canonical" href="https://news.test/1">'
    file = tmp_path / "story.txt"
    file.write_text(f'<!doctype html><html lang="en-GB"><head>{head}</head><body>{WORDS}</body></html>')
    document = one(file)
    assert (document.id, document.title, document.language) == ("https://news.test/1", "Eleven lorries", "en")
    assert document.text.startswith("On Monday the harbour master")


def test_a_page_without_an_address_is_named_by_its_file(tmp_path):
    """A saved page that does not say where it stood is known by its file."""
    file = tmp_path / "story.html"
    file.write_text(f"<html><head><title>Eleven lorries</title></head><body>{WORDS}</body></html>")
    assert (one(file).id, one(file).url) == ("file:story.html", "")


def test_plain_text():
    """A first line that stands alone is the title; one paragraph has none."""
    assert (one(b"Ships leave\n\nThree of them.\n").title, one(b"Ships leave.").title) == ("Ships leave", "")
    assert one(b"Ships leave\n\nThree of them.\n\n\nAll.").text == "Three of them.\nAll."


@pytest.mark.parametrize("head", ["[1보] 북한", "[Analysis] North", "[1] Seoul"])
def test_plain_text_that_begins_with_a_bracket(head):
    """Agencies mark their copy in brackets; that makes no JSON of it."""
    assert one(f"{head}\n\nThree ships left Wonsan.".encode()).title.startswith(head)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r"])
def test_plain_text_in_other_encodings(encoding):
    """Text that is not UTF-8 is recognised by its letters."""
    words = "Корабли ушли\nТри корабля вышли из порта Раджин и направились во Владивосток, сообщил начальник порта."
    assert one(words.encode(encoding)).full_text == words


def test_a_folder_is_read_whole_and_in_order(tmp_path):
    """Everything inside, folders in folders, by name; hidden files are left alone."""
    for name in ("b/2.txt", "a.txt", "b/1.txt", ".git/x.txt", "b/.hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Title {name}\nText.")
    assert [document.id for document in documents_from(tmp_path)] == ["file:a.txt", "file:1.txt", "file:2.txt"]


@pytest.mark.parametrize(
    ("body", "reason", "says"),
    [
        (b"", "empty", "standard input"),
        (b"\n\n", "empty", "standard input"),
        (b"%PDF-1.7", "damaged", "standard input"),
        (b"\x00\x01\x02\x03" * 999, "binary", "standard input"),
        (b"\x00\x01\x02", "binary", "standard input"),
        ("\u200b\u200b".encode() * 9, "no_text", "standard input"),
        (b"<?xml version='1.0'?><rss/>", "content_type", "declared as a source"),
        (lines(ROW, ROW)[:-20], "bad_json", "standard input:2: "),
        (lines(ROW) + b"\nhello", "bad_json", "standard input:2: "),
        (b"[1, 2]", "bad_row", "standard input:1: "),
        (b"{}", "no_text", "standard input:1: "),
        (lines({"id": "x", "verdict": "alert"}), "no_text", "its keys are id, verdict"),
        (gzip.compress(lines(ROW))[:-9], "truncated_gzip", "standard input"),
        (b"<html><body></body></html>", "no_text", "standard input"),
        (b"[" * 100_000, "bad_json", "standard input:1: "),
    ],
)
def test_what_cannot_be_read_says_where_and_why(body, reason, says):
    """Empty, binary, cut off, of another kind: the reason, the place and what was seen."""
    error = fails(body)
    assert (error.reason, says in str(error)) == (reason, True)


def test_one_bad_row_does_not_cost_the_others():
    """With somewhere to put it, what cannot be read is set aside and the rest is read."""
    bad: list[Quarantine] = []
    body = lines(ROW) + b'\n{"id": \n' + lines({**ROW, "id": "a-2"}, {"id": "empty"})
    assert [document.id for document in documents_from(body, on_bad=bad.append)] == ["a-1", "a-2"]
    assert [error.reason for error in bad] == ["bad_json", "no_text"]
    assert all(isinstance(error, NotADocument) for error in bad)


def test_a_missing_file_is_told(tmp_path):
    """A path that leads nowhere is an error with the path in it."""
    assert str(tmp_path / "none.txt") in str(fails(tmp_path / "none.txt"))


@pytest.mark.shared
def test_real_collections(shared):
    """All rows of the labelled documents and of a real collection are read, none changed."""
    rows = [json.loads(line) for line in (shared / "gold" / "documents.jsonl").read_text("utf-8").splitlines()]
    found = list(documents_from(shared / "gold" / "documents.jsonl"))
    assert [(row["id"], row["text"]) for row in rows] == [(document.id, document.text) for document in found]
    kcna = list(documents_from(shared / "data" / "corpora" / "kcna_2024.jsonl.gz"))
    assert (len(kcna), all(document.published for document in kcna)) == (1845, True)
