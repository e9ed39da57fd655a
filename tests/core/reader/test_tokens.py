"""Tokens are the same however they are cut, and each keeps its place."""

from hypothesis import given
from hypothesis import strategies as st

from watch1718.core.reader.tokens import fold, tokenize


@given(st.text(st.characters(codec="ascii") | st.sampled_from("北朝鲜조선КНДРأَرسلةİßé«»"), max_size=60))
def test_every_token_stands_at_its_place(text: str):
    """The range of a token cuts from the text what folds to its word."""
    assert [(token.word, token.start, token.end) for token in tokenize(text, 7)] == [
        (fold(text[token.start - 7 : token.end - 7]), token.start, token.end) for token in tokenize(text, 7)
    ]


@given(st.text(st.characters(codec="ascii"), max_size=60))
def test_plain_letters_are_cut_as_in_any_text(text: str):
    """The shorter pattern for plain letters finds what the whole one finds."""
    assert list(tokenize(text)) == list(tokenize(f"{text} é"))[:-1]


def test_tokens_are_a_sequence():
    """A place gives a token, a range a list, counting from behind too."""
    tokens = tokenize("Coal to Russia")
    assert (tokens[0].word, tokens[-1].word, [token.word for token in tokens[1:]]) == (
        "coal",
        "russia",
        ["to", "russia"],
    )
    assert (len(tokens), len(tokenize(""))) == (3, 0)
