"""One name against the list: disguises seen through, namesakes kept apart, and each band explained."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_list import party, version

from watch1718.core.listing import Alias
from watch1718.core.name_match import LIMIT, NameMatcher, aligned, likeness, words
from watch1718.core.names import KnownNames, KnownParty, index

LISTED = index(
    version(
        party(1, "KPi", name="PONG DAL-SU", aliases=(Alias("Pong Tal-su", "Good"),)),
        party(2, "KPi", name="MAENG HAK-BONG", aliases=()),
        party(3, "KPi", name="SONU PYONG-NAK", aliases=()),
        party(1, "KPe", name="CHONGSOL HARBOUR TRADING CORPORATION", aliases=()),
    )
)
NAMES = NameMatcher(LISTED)


@pytest.mark.parametrize(
    "name",
    [
        "Pong Dal-su",
        "Dal-su Pong",
        "Dal-Su, Pong",
        "PONG DALSU",
        "Dr. Pong Dal-su",
        "Pong Dal-su Jr.",
        "P. Dal-su",
        "Pong Dal-soo",
        "Pоng Dаl-ѕu",
        "Po\u200bng Dal-su",
        "Ｐｏｎｇ Ｄａｌ－ｓｕ",
        "P0ng Dal-su",
        "Pong Dall-su",
        "Png Dl-su",
    ],
)
def test_a_disguise_is_seen_through(name):
    """Order, initials, titles, look-alikes, invisible letters, digits and dropped vowels do not hide a person."""
    match = NAMES.match(name)[0]
    assert match.reference == "KPi.901"
    assert match.score >= LIMIT


@pytest.mark.parametrize(
    "name", ["Pong Hak-nam", "Kim Dal-su", "Sonu Bong", "Harbour Trading", "Tea Harbour", "", "??"]
)
def test_somebody_else(name):
    """Half a name, or a name put together from two, is not a likely match."""
    assert [match for match in NAMES.match(name) if match.score >= LIMIT] == []


def test_bands_and_reasons():
    """The same words are one band, a like spelling another, and both say what they were held against."""
    same, alike = NAMES.match("Maeng Hak-bong")[0], NAMES.match("Maeng Hak-bonk")[0]
    assert (same.band, same.score) == ("same", 100)
    assert alike.band in ("very likely", "likely")
    assert "UN list name 'maeng hak bong'" in alike.why
    assert "above the floor of 80" in alike.why


def test_digits_are_never_dropped():
    """A number is part of a name; within a word a digit may stand for a letter."""
    assert words("Workshop 77") == ("workshop", "77")
    assert words("W0rkshop") == ("workshop",)
    assert likeness("Workshop 77", "Workshop 78")[0] < 100


def test_other_scripts_are_kept():
    """A name that is Cyrillic throughout is not turned into Latin letters."""
    assert words("Чхонсоль Юн") == ("чхонсоль", "юн")


def test_alignment():
    """Words left over count against a match, and words in order count more."""
    assert aligned(("pong", "dal", "su"), ("pong", "dal", "su")) == 100
    assert aligned(("pong", "dal"), ("pong", "dal", "su")) < 90
    assert aligned(("dal", "pong"), ("pong", "dal")) == 99


def test_different_syllables_are_different_names():
    """Two sound Korean syllables that differ count as other words, a slip of the pen as the same one."""
    assert aligned(("kim", "chol"), ("kim", "chun")) < aligned(("kim", "chol"), ("kim", "chpl"))


def test_a_name_too_common_for_text_is_still_held():
    """A name that is not looked for in text is held against a single name all the same."""
    known = KnownNames(parties=(KnownParty("KPi.902", "Maeng Hak-bong", never=("Maeng Hak Bong",)),))
    listed = version(party(2, "KPi", name="MAENG HAK-BONG", aliases=(Alias("MHB"),)))
    assert NameMatcher(index(listed, (), known)).match("Maeng Hak-bong")[0].band == "same"
    assert NameMatcher(index(listed, (), known)).match("MHB")[0].reference == "KPi.902"


def test_firms():
    """A firm is found without its legal form and with a slip in its name."""
    assert NAMES.match("Chongsol Harbor Trading Co")[0].reference == "KPe.901"


@given(st.data())
def test_no_match_is_left_out(data):
    """What is found by words and letters is what holding a name against every form finds."""
    pieces = st.sampled_from(
        ["pong", "dal", "su", "tal", "maeng", "hak", "bong", "p", "harbor", "chongsol", "trading", "x", "nak"]
    )
    query = " ".join(data.draw(st.lists(pieces, min_size=1, max_size=5)))
    for place in data.draw(st.lists(st.integers(0, len(query) - 1), max_size=2)):
        query = query[:place] + query[place + 1 :]
    scores = {form.reference: 0.0 for forms in LISTED.listed.values() for form in forms}
    for text, forms in LISTED.listed.items():
        for form in forms:
            scores[form.reference] = max(scores[form.reference], likeness(query, text)[0])
    wanted = {reference: round(score, 1) for reference, score in scores.items() if score >= 80}
    assert {match.reference: match.score for match in NAMES.match(query)} == wanted
