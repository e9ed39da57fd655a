"""A resolution's paragraphs by their labels."""

from __future__ import annotations

import pytest
from core.laws import make_parts, make_resolution

from watch1718.core.resolution import Paragraph, hash_text, split_label


def test_a_part_has_the_opening_and_its_own_words():
    """A lettered part reads with the verb that opens the paragraph."""
    resolution = make_resolution(make_parts())
    assert resolution.text_of("8(b)") == "Decides that gongs"
    assert resolution.text_of("8(a)(ii)") == "Decides that large bells"
    assert resolution.text_of("8(a)") == "Decides that  small bells large bells"


def test_letters_inside_running_text():
    """A letter that is no part of its own gives the whole paragraph; a missing one gives nothing."""
    text = "Decides that ships (a) lose their flag and (b) stay out"
    resolution = make_resolution(Paragraph(1, text, text))
    assert resolution.text_of("1(b)") == text
    assert resolution.text_of("1(c)") is None
    assert resolution.text_of("2") is None


def test_labels():
    """Labels split into number and letters; anything else is refused."""
    assert split_label("8(a)(i)") == (8, "(a)(i)")
    assert split_label("29") == (29, "")
    with pytest.raises(ValueError, match="no paragraph label"):
        split_label("8a")


def test_hashes_tell_texts_apart():
    """The same words give the same hash."""
    assert hash_text("a") == hash_text("a") != hash_text("b")
