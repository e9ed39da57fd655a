"""Copies: two texts that are one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watch1718.core.copy import likeness, shingles, voices

REPORT = (
    "A freighter left the eastern port on Monday with forty containers, two harbour officials said. "
    "The cargo was loaded at night under guard and the ship turned off its transponder an hour later. "
    "Neither the owner nor the ministry answered questions. The harbour had seen three such calls since spring."
)
OTHER = (
    "The ministry of fisheries opened a new hatchery in the north, where engineers hope to raise salmon fry "
    "by the million. Villagers were promised work in the cannery, and a road will follow before the winter sets in."
)
KOREAN = "북한 화물선이 월요일 밤 동쪽 항구에서 컨테이너 마흔 개를 싣고 떠났다고 항만 관계자 두 명이 전했다. 배는 한 시간 뒤 위치 발신기를 껐다."


@pytest.mark.parametrize(
    "edited",
    [
        pytest.param(f"(Harbour Wire) – {REPORT}", id="an agency's line before it"),
        pytest.param(" ".join(REPORT.split()[:34]), id="cut short"),
        pytest.param(f"{REPORT} {OTHER}", id="another report printed below it"),
        pytest.param(REPORT.replace("Monday", "Sunday").replace("forty", "40"), id="two words changed"),
        pytest.param(REPORT.upper(), id="in capitals"),
    ],
)
def test_an_edited_print_is_a_copy(edited):
    """What editors do to an agency's report leaves it a copy."""
    assert likeness(shingles(REPORT), shingles(edited)) > 0.6


def test_two_reports_are_not_one():
    """Texts of different words are no copies."""
    assert likeness(shingles(REPORT), shingles(OTHER)) == 0


def test_scripts_without_spaces_are_cut_by_characters():
    """A Korean report with another ending is a copy of the one it was taken from."""
    assert likeness(shingles(KOREAN), shingles(KOREAN[:-20] + "선주는 답하지 않았다.")) > 0.6


def test_a_headline_is_too_short_to_tell():
    """A few words are alike by chance, so that nothing is said of them."""
    assert likeness(shingles("Ship leaves port"), shingles("Ship leaves port")) == 0


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ([], 0),
        ([("A", "")], 1),
        ([("A", ""), ("B", "")], 1),
        ([("A", "x"), ("B", "y")], 2),
        ([("A", "x"), ("B", "x"), ("C", "x")], 1),
        ([("A", "x"), ("A", "y")], 1),
        ([("A", "x"), ("B", "x"), ("B", "y"), ("C", "y")], 1),
        ([("A", "x"), ("B", "y"), ("C", "")], 2),
    ],
)
def test_voices(said, count):
    """Publishers joined by a common text are one voice; one whose origin is not known adds none."""
    assert voices(said) == count


@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from(["", "x", "y", "z"]))))
def test_voices_in_any_order(said):
    """The count does not depend on the order in which publishers are heard, nor on hearing one twice."""
    assert voices(said) == voices([*reversed(said), *said])
