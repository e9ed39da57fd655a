"""A reading can be followed step by step by somebody who reads no code."""

import pytest

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.document import Document
from watch1718.core.reader.explain import Explanation, explain
from watch1718.core.reader.read import read
from watch1718.core.reader.reasons import reason

LEXICON = load_lexicon()
ORDER = ["frame", "roles", "modality", "judge"]


def document(text: str, language: str = "en") -> Document:
    """A text with a title of its own."""
    return Document("one", "own", "What the ministry said", text, language)


def told(text: str) -> Explanation:
    """The explanation of an English text."""
    return explain(document(text), LEXICON, "en")


def test_a_claim_is_told_from_its_words_to_its_score():
    """Frame, roles, modality and judge follow each other, and each span cuts the words that it names."""
    text = document("North Korea shipped artillery shells to Russia in May.")
    (made,) = (one for one in explain(text, LEXICON, "en").considered if one.made)
    assert made.what == "arms and related materiel, the DPRK → Russia"
    assert list(dict.fromkeys(step.part for step in made.steps)) == ORDER
    words = {step.said: text.full_text[step.span.start : step.span.end] for step in made.steps if step.span}
    assert words["who gives: the DPRK"] == "North Korea"
    assert words["who takes: Russia"] == "Russia"
    assert not made.missing


def test_the_whole_text_is_told_first():
    """Sections and mentions say what was found at all."""
    found = told("North Korea shipped artillery shells to Russia in May.").found
    assert found[0].part == "sections"
    assert any("the DPRK 1 × (“North Korea”)" in step.said for step in found)


def test_a_claim_that_was_not_made_says_what_was_missing():
    """The heaviest reason against it comes first, in words."""
    near = [one for one in told("North Korea must refrain from missile launches.").considered if not one.made]
    assert all(one.missing for one in near)
    every = told("The resolution bars States from shipping artillery shells to North Korea.").considered
    assert not [one for one in every if one.made]


def test_what_was_read_and_what_is_explained_agree():
    """Each claim of the reading is among those told as made."""
    text = document("North Korea shipped artillery shells to Russia. China sold diesel to North Korea, Seoul said.")
    made = {one.what.split(",")[0].replace(" ", "_") for one in explain(text, LEXICON, "en").considered if one.made}
    assert {claim.category for claim in read(text, LEXICON).claims} <= made


def test_a_language_without_words_says_so():
    """Silence on an unread language is no finding, and the reason says it."""
    text = document("Nordkorea hat Granaten nach Russland geliefert.", "xx")
    assert "No lexicon reads the language 'xx'" in read(text, LEXICON).reason
    assert explain(text, LEXICON, "xx") == Explanation((), ())


@pytest.mark.parametrize("feature", sorted(set(LEXICON.weights) - {"bias"}))
def test_every_weight_has_words(feature: str):
    """No feature of the judge shows as a bare key."""
    assert "_" not in reason(feature)
    assert reason(feature) != feature
