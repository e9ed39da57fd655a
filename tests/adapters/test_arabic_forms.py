"""Arabic terms are written out with what is written together with them."""

import pytest

from watch1718.adapters.forms import arabic_noun, arabic_trigger
from watch1718.core.reader.tokens import tokenize


@pytest.mark.parametrize("form", ["قذيفة", "القذيفة", "بالقذيفة", "للقذيفة", "وقذيفة", "فالقذيفة", "كقذيفة", "قذيفتها"])
def test_a_noun_takes_article_clitics_and_owner(form: str) -> None:
    """Each form that news writes of a noun is there."""
    assert form in dict(arabic_noun("قذيفة"))


def test_a_name_takes_no_article_and_its_clitic_says_the_way() -> None:
    """A State with ل is where something goes."""
    forms = dict(arabic_noun("روسيا", name=True))
    assert forms["لروسيا"] == "l"
    assert "الروسيا" not in forms


def test_an_adjective_follows_the_article() -> None:
    """Noun and adjective become definite together."""
    assert "الصاروخ الباليستي" in dict(arabic_noun("صاروخ باليستي"))


def test_a_present_verb_takes_the_future() -> None:
    """The future is one letter before the verb."""
    assert "سيرسل" in arabic_trigger([["يرسل"], ["أرسل"], [], []])[0]


def test_vowel_marks_fold_and_spans_hold() -> None:
    """A vowelled word is one token, folded, with the range that it has in the text."""
    (token,) = tokenize("أُرْسِلَتْ")
    assert token.word == "ارسلت"
    assert (token.start, token.end) == (0, len("أُرْسِلَتْ"))
