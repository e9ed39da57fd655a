"""Credibility: the Admiralty code, with its reason."""

from __future__ import annotations

from core.episodes import claim, paper, reading

from watch1718.adapters.rules import episode_rules
from watch1718.core.claim import Stage, Stance
from watch1718.core.credibility import judge_credibility
from watch1718.core.ledger import Ledger, fold


def judged(*readings):
    """The credibility of the one alert that these readings make."""
    (alert,) = fold(Ledger(), readings, episode_rules()).alerts
    return judge_credibility(alert)


def test_one_publisher():
    """A single voice is possibly true."""
    found = judged(reading(paper(), claim()))
    assert (found.code, found.reason) == ("B3", "best source graded B; one publisher")


def test_texts_of_their_own_confirm():
    """Publishers with texts of their own reach 1."""
    other = paper("b", 1, publisher="Meridian Post", origin="b@1")
    found = judged(reading(paper(origin="story@1"), claim()), reading(other, claim()))
    assert (found.code, found.reason) == ("B1", "best source graded B; 2 publishers, each with a text of its own")


def test_prints_of_one_text_are_one_voice():
    """However many print an agency's report, it stays one voice and corroborates nothing."""
    copies = [paper(n, 1, publisher=n, origin="story@1") for n in ("Meridian Post", "Bay Courier")]
    readings = [reading(paper(origin="story@1"), claim()), *(reading(one, claim()) for one in copies)]
    assert judged(*readings).reason == "best source graded B; 3 publishers of one text"
    (alert,) = fold(Ledger(), readings, episode_rules()).alerts
    assert ([event.kind.value for event in alert.events], len(alert.publishers), alert.independent) == (
        ["opened"],
        3,
        1,
    )


def test_publishers_whose_texts_are_too_short_to_compare():
    """Voices whose origin is not known reach 2, never 1; the better letter counts."""
    found = judged(reading(paper(reliability="C"), claim()), reading(paper("b", 1, publisher="Meridian Post"), claim()))
    assert (found.code, found.reason) == ("B2", "best source graded B; 2 publishers, not known to be independent")


def test_two_stories_of_one_publisher_are_one_voice():
    """Repeating oneself convinces nobody."""
    assert judged(reading(paper(), claim()), reading(paper("b", 1), claim())).code == "B3"


def test_a_dispute_falls_to_four():
    """However many say so, a denial makes it disputed."""
    denial = claim(stance=Stance.DENIED, denied_by="Moscow")
    readings = [
        reading(paper(), claim()),
        reading(paper("b", 1, publisher="Meridian Post"), claim()),
        reading(paper("c", 2, publisher="Tidewater"), denial),
    ]
    assert judged(*readings).code == "B4"
    assert judged(*readings).reason.endswith("denied by Moscow")


def test_a_denier_does_not_lend_a_letter():
    """The letter is that of those who say so."""
    denial = reading(paper("b", 1, publisher="Office", reliability="A"), claim(stance=Stance.DENIED))
    assert judged(reading(paper(reliability="D"), claim()), denial).code == "D4"


def test_only_denied():
    """What is told only to be denied is improbable."""
    assert judged(reading(paper(), claim(stance=Stance.DENIED))).code == "B5"


def test_withdrawn():
    """What nobody says any more is improbable."""
    found = judged(reading(paper(), claim(Stage.USED)), reading(paper(day=1, version="story@2")))
    assert (found.code, found.reason) == ("B5", "best source graded B; nobody says so any more")


def test_a_source_that_cannot_be_judged():
    """One voice of unknown worth cannot be judged."""
    assert judged(reading(paper(reliability="F"), claim())).code == "F6"
