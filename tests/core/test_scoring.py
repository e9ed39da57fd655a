"""Scoring counts what the labelling guide counts."""

import pytest

from watch1718.core.scoring import quotes_overlap, score

CLAIM = {
    "category": "coal",
    "supplier": "KP",
    "recipient": "CN",
    "stage": "delivered",
    "stance": "asserted",
    "quote": "coal was unloaded at the pier",
    "paragraphs": ["S/RES/2371-8"],
}


def label(identity="a-1", verdict="alert", claims=(CLAIM,), listed=()):
    """A label row."""
    return {"id": identity, "language": "en", "verdict": verdict, "claims": list(claims), "listed": list(listed)}


def values(card):
    """Figures by name."""
    return {name: figure.value for name, figure in card.figures.items()}


def test_a_row_equal_to_its_label_scores_one_everywhere():
    """Saying what the label says is perfect in every figure that has a count."""
    card = score([label(listed=["KPe.001"])], [label(listed=["KPe.001"])])
    assert {value for value in values(card).values() if value is not None} == {1.0}


def test_a_missing_row_counts_as_silence():
    """A document without a row costs recall and adds nothing to precision."""
    found = values(score([label(), label("a-2")], [label()]))
    assert (found["alert_precision"], found["alert_recall"]) == (1.0, 0.5)


def test_a_neighbouring_rung_is_near_but_not_exact():
    """Under way for delivered is one rung off; enforcement stands apart from the ladder."""
    found = values(score([label()], [label(claims=[CLAIM | {"stage": "under_way"}])]))
    assert (found["stage"], found["stage_within_one"]) == (0.0, 1.0)
    assert values(score([label()], [label(claims=[CLAIM | {"stage": "enforcement"}])]))["stage_within_one"] == 0.0


def test_denied_for_disputed_is_doubt_recognised():
    """Either word of doubt finds a doubted claim; the stance itself must still be exact."""
    gold = [label(claims=[CLAIM | {"stance": "disputed"}])]
    found = values(score(gold, [label(claims=[CLAIM | {"stance": "denied"}])]))
    assert (found["doubt_recall"], found["stance"]) == (1.0, 0.0)


def test_the_claim_with_the_right_parties_is_compared():
    """Of two claims of one category the one that names the label's parties is held against it."""
    rows = [label(claims=[CLAIM | {"recipient": "RU"}, CLAIM])]
    assert values(score([label()], rows))["parties"] == 1.0


def test_groups_by_source_and_by_language():
    """Every card holds the same figures for each source and language."""
    card = score([label("wire-1"), label("seed-1")], [])
    assert set(card.groups) == {"source:wire", "source:seed", "language:en"}


def test_intervals_are_the_same_in_every_run():
    """The resampling is seeded."""
    gold = [label(f"a-{i}") for i in range(9)]
    assert score(gold, gold[:5]).to_dict() == score(gold, gold[:5]).to_dict()


def test_macro_f1_weighs_each_category_once():
    """One category found and one missed give one half, however many documents hold each."""
    gold = [label("a-1"), label("a-2"), label("a-3", claims=[CLAIM | {"category": "statues"}])]
    assert values(score(gold, gold[:2]))["category_macro_f1"] == pytest.approx(0.5)


def test_quotes_overlap_whatever_their_white_space():
    """A line break inside a quote does not matter; other words do."""
    assert quotes_overlap("coal was\nunloaded at the pier", "the coal was unloaded")
    assert not quotes_overlap("coal was unloaded", "troops were sent")
