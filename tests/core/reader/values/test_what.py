"""A claim's goods are things in the text's words."""

from datetime import UTC, datetime

import pytest

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.document import Document
from watch1718.core.reader import read

LEXICON = load_lexicon()


def _goods(text):
    """The goods of the first claim of a text."""
    return read(Document("own", "own", "", text, "en", datetime(2025, 8, 7, tzinfo=UTC)), LEXICON).claims[0].goods


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("North Korea shipped artillery shells to Russia.", "artillery shells"),
        ("Russia sent trucks, excavators and cranes to North Korea.", "trucks"),
        ("North Korea sent troops to Russia to help its fight in Ukraine.", "troops"),
    ],
)
def test_the_thing_that_moves_is_named(text, goods):
    """The first of a list, and never what it is for."""
    assert _goods(text).text == goods


def test_a_matter_is_no_thing():
    """It tells the category and stays unnamed."""
    goods = _goods("Russia and North Korea signed a pact on military cooperation in Pyongyang.")
    assert (goods.text, bool(goods.goods_class)) == ("", True)
