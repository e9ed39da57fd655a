"""Disguised spellings are found, and spans still index the text as it was written."""

import pytest

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.document import Document
from watch1718.core.reader import read
from watch1718.core.reader.normal import restore, shadow

LEXICON = load_lexicon()
PLAIN = "North Korea shipped artillery shells to Russia."


@pytest.mark.parametrize(
    "disguised",
    [
        PLAIN.replace("shells", "sh\u200bells"),
        PLAIN.replace("Korea", "Ｋｏｒｅａ"),
        PLAIN.replace("North", "N\u043erth"),
        PLAIN.replace("Russia", "\U0001d411\U0001d42e\U0001d42c\U0001d42c\U0001d422\U0001d41a"),
    ],
)
def test_a_disguised_sentence_makes_the_same_claim(disguised):
    """Zero-width, full-width, look-alike and bold letters change nothing but the quote's own letters."""
    document = Document("x", "x", "", disguised, "en")
    (claim,) = read(document, LEXICON).claims
    assert claim.key == ("arms_and_related_materiel", "KP", "RU")
    assert claim.evidence.quote in document.full_text
    assert claim.evidence.quote.startswith(disguised[:2])


def test_plain_text_is_its_own_shadow():
    """Nothing is copied where nothing is disguised."""
    assert shadow(PLAIN) == (PLAIN, None)


def test_decomposed_korean_is_composed_with_its_places():
    """Letters that a file system took apart are read as syllables; the range covers all of them."""
    text, origin = shadow("\u1107\u116e\u11a8\u1112\u1161\u11ab")
    assert text == "북한"
    assert restore(0, 2, origin) == (0, 6)
