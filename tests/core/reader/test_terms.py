"""Packed terms are found as they were before packing, the longest first."""

from watch1718.core.reader.terms import Meaning, Term, pack

PARTY, CUE, MASK = Meaning("party", "KP", "nomn,gent"), Meaning("cue", "denial"), Meaning("mask", "mask")
TERMS = (
    Term(("north",), (MASK,)),
    Term(("north", "korea"), (PARTY,), frozenset({1})),
    Term(("north", "korea", "denied"), (CUE, MASK), frozenset({1, 2})),
    Term(("denied", "entry"), (CUE,), only_cue=True),
)


def test_terms_come_back_whole():
    """Tokens, meanings and gaps survive; the longest stands first, the one word last."""
    words = ("north", "korea", "denied", "entry")
    assert pack(TERMS).at(words, 0) == [TERMS[2], TERMS[1], TERMS[0]]
    assert pack(TERMS).at(words, 2) == [TERMS[3]]


def test_a_beginning_is_no_term():
    """A word that only opens a longer term starts none without the next, also at the end of the words."""
    terms = pack(TERMS)
    assert terms.places(("korea", "north", "korea", "denied", "it", "denied")) == [1]
    assert terms.at(("denied",), 0) == []
    assert terms.at(("denied", "it"), 0) == []


def test_only_a_cue_is_told_apart():
    """A term that is a cue and nothing else says so."""
    assert [term.only_cue for term in pack(TERMS).at(("denied", "entry"), 0)] == [True]
