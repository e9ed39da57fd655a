"""The gate opens for every name of the DPRK in every case, and says no of all else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.reader.gate import opens

WORDS = load_lexicon().gate


@pytest.mark.parametrize("word", WORDS)
def test_every_word_opens_in_every_case(word: str):
    """As written, in small letters and in capitals, within other words too."""
    assert all(opens(f"x{form}y", WORDS) for form in (word, word.lower(), word.upper()))


@given(st.text(st.sampled_from("korean D.p.r.k-'’КндР북한\n"), max_size=40))
def test_the_gate_is_a_search_for_each_word(text: str):
    """One expression says what asking for one word after the other says."""
    assert opens(text, WORDS) == any(word.lower() in text.lower() for word in WORDS)


def test_a_broken_character_keeps_nothing_shut():
    """Half a surrogate pair cannot be matched by an expression; the words around it still count."""
    assert opens("\ud800 North Korea", WORDS)
    assert not opens("\ud800 South America", WORDS)


def test_marks_are_only_marks():
    """A point in a word is a point."""
    assert opens("the D.P.R.K.", ("D.P.R.K", "a+b"))
    assert not opens("the DXPXRXK aab", ("D.P.R.K", "a+b"))
