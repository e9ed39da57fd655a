"""A text is cut into sentences, and what never ends is cut as well."""

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.reader.text import LONGEST, cut_sentences

ENGLISH = load_lexicon().languages["en"]


def test_what_never_ends_is_cut_between_words():
    """A page without one full stop costs no more than its length; no word is cut and nothing is left out."""
    text = "North Korea ships shells to Russia " * 500
    sentences = list(cut_sentences(text, 0, ENGLISH))
    assert max(one.end - one.start for one in sentences) <= LONGEST
    assert "".join(text[one.start : one.end] for one in sentences) == text
    assert all(text[one.end - 1] == " " for one in sentences)


def test_what_has_no_space_is_cut_too():
    """Letters without a gap, as in a broken page, end as well."""
    assert len(list(cut_sentences("x" * (LONGEST * 3), 0, ENGLISH))) == 3
