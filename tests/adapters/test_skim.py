"""Skimming an archive: no page that names the DPRK is left out, whatever its letters; the others are not parsed."""

from pathlib import Path

import pytest

from watch1718.adapters.skim import may_name, skimmed
from watch1718.adapters.text_file import documents_from
from watch1718.knowledge_reader import lexicon

PAGE = "<!doctype html><html><head><meta charset='utf-8'><title>t</title></head><body><p>{}</p></body></html>"
GATE = lexicon().gate


@pytest.mark.parametrize(
    "words",
    [
        "NORTH KOREA shipped shells",
        "North\n  Korea shipped shells",
        "North&nbsp;Korea shipped shells",
        "North Ko\u00adrea shipped shells",
        "North Ko&shy;rea shipped shells",
        "Ｎｏｒｔｈ Ｋｏｒｅａ shipped shells",
        "СЕВЕРНАЯ КОРЕЯ и КНДР",
        "북한이 포탄을 보냈다",
        "&#48513;&#54620;이 포탄을",
        "&#xbd81;&#xd55c;이 포탄을",
        "朝鲜向俄罗斯",
    ],
)
def test_no_page_that_names_it_is_left_out(words):
    """Capitals, line breaks, hard spaces, hidden characters, wide letters, character references."""
    assert may_name([PAGE.format(words).encode()], GATE) == [True]


@pytest.mark.parametrize(("words", "encoding"), [("북한이 보냈다", "cp949"), ("КНДР", "cp1251"), ("朝鲜", "gb18030")])
def test_other_encodings_go_on_to_the_parser(words, encoding):
    """Declared or not, what is not UTF-8 is not judged by its bytes."""
    page = PAGE.format(words).replace("utf-8", encoding).encode(encoding)
    assert may_name([page, page.replace(b"charset", b"x")], GATE) == [True, True]


def test_the_rest_is_left_out_and_counted(tmp_path: Path):
    """Pages without the name are not parsed; other files are read as ever, in order."""
    (tmp_path / "a.html").write_text(PAGE.format("The harvest was good this year, the farmers said. " * 20))
    (tmp_path / "b.html").write_text(PAGE.format("North Korea had a good harvest this year, the farmers said. " * 20))
    (tmp_path / "c.txt").write_text("Weather\n\nIt rained.")
    passed = []
    found = documents_from(tmp_path, skim=lambda bodies: skimmed(bodies, GATE, passed.append))
    assert [one.id for one in found] == ["file:b.html", "file:c.txt"]
    assert passed == [1]
