"""What one text says: direction, stage, stance, enforcement, silence."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.claim import Stage, Stance
from watch1718.core.document import Document
from watch1718.core.projection import project
from watch1718.core.reader import read
from watch1718.core.reading import Verdict

LEXICON = load_lexicon()


def reading(text: str, title: str = "", published: datetime | None = datetime(2025, 5, 1, tzinfo=UTC)):
    """Read an English text."""
    return read(Document("x", "x", title, text, "en", published), LEXICON)


def keys(text: str, title: str = ""):
    """Category and sides of every claim."""
    return sorted(claim.key for claim in reading(text, title).claims)


def test_the_direction_follows_the_words():
    """The same goods and parties, turned round."""
    assert keys("North Korea shipped artillery shells to Russia.") == [("arms_and_related_materiel", "KP", "RU")]
    assert keys("Russia shipped artillery shells to North Korea.") == [("arms_and_related_materiel", "RU", "KP")]
    assert keys("Artillery shells were shipped to North Korea by Russia.") == [
        ("arms_and_related_materiel", "RU", "KP")
    ]


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("North Korea may ship artillery shells to Russia.", Stage.SPECULATION),
        ("North Korea promised to ship artillery shells to Russia.", Stage.OFFER),
        ("North Korea agreed to ship artillery shells to Russia.", Stage.AGREEMENT),
        ("North Korea is shipping artillery shells to Russia.", Stage.UNDER_WAY),
        ("North Korea shipped artillery shells to Russia.", Stage.DELIVERED),
        ("North Korean soldiers fought alongside Russian troops in Kursk.", Stage.USED),
        ("North Korea fired two ballistic missiles into the sea.", Stage.OWN_CONDUCT),
    ],
)
def test_every_rung_of_the_ladder(sentence, stage):
    """Talk is not transfer."""
    (claim,) = reading(sentence).claims
    assert claim.stage is stage


def test_a_denial_of_what_another_says_is_disputed():
    """One side asserts, the other denies, in this text."""
    (claim,) = reading("North Korea shipped artillery shells to Russia, Seoul said. Moscow denied the report.").claims
    assert claim.stance is Stance.DISPUTED


def test_a_charge_is_alleged_and_keeps_the_stage_of_the_conduct():
    """Enforcement is a mark beside the stage; only the projection calls it a stage."""
    found = reading("A man was charged with shipping artillery shells from North Korea to Iran.")
    assert [(c["stage"], c["stance"]) for c in project(found)["claims"]] == [("enforcement", "alleged")]
    assert found.claims[0].stage is not Stage.OWN_CONDUCT


@pytest.mark.parametrize(
    "sentence",
    [
        "South Korea sold howitzers to Poland, and North Korea protested.",
        "Kim Jong Un sent greetings to Russia's president.",
        "In 1950 North Korea received tanks from the Soviet Union.",
        "North Korea must refrain from missile launches.",
        "North Korea opened a new hospital in Pyongyang.",
    ],
)
def test_what_makes_no_claim(sentence):
    """Others' trade, courtesies, history, demands and domestic news stay silent."""
    assert keys(sentence) == []


def test_permitted_conduct_is_exempt():
    """Food aid is told and nothing else."""
    text = "The World Food Programme sent food aid to North Korea. North Korea thanked it."
    assert reading(text).verdict is Verdict.EXEMPT


def test_a_text_without_the_dprk_is_irrelevant():
    """The gate answers without reading."""
    assert reading("Iran shipped drones to Russia.").verdict is Verdict.IRRELEVANT


def test_what_never_names_the_dprk_claims_nothing_of_it():
    """What opens the gate, "корейские", speaks of the South here."""
    text = "Южнокорейский концерн начал отгрузку. Корейские ракеты прошли испытания на полигоне."
    assert read(Document("x", "x", "", text, "ru"), LEXICON).verdict is Verdict.IRRELEVANT


def test_a_language_without_a_lexicon_is_said_so():
    """Silence has a reason."""
    found = read(Document("x", "x", "", "Pyongyang: ਉੱਤਰੀ ਕੋਰੀਆ ਨੇ ਰੂਸ ਨੂੰ ਹਥਿਆਰ ਭੇਜੇ", "pa"), LEXICON)
    assert (found.verdict, "No lexicon" in found.reason) == (Verdict.CONTEXT, True)


def test_containers_hold_what_stands_behind_them():
    """Another good further on in the text does not hide what a cargo is said to hold."""
    text = "North Korea shipped 300 containers of artillery shells to Russia. The harbour master counted lorries."
    assert [one.goods.goods_class for one in reading(text).claims] == ["ammunition"]


def test_details_stand_beside_the_claim():
    """Quantity, date and a cited paragraph are read from the text."""
    text = "North Korea shipped about 300 containers of artillery shells to Russia on March 3, in breach of paragraph 8 (b) of resolution 1718."
    (claim,) = reading(text).claims
    assert (claim.quantity.value, claim.quantity.unit) == (300.0, "containers")
    assert (claim.event.start.isoformat(), claim.event.basis) == ("2025-03-03", "text")
    assert claim.cited_paragraphs == ("S/RES/1718-8b",)


def test_an_undated_text_dates_nothing():
    """A missing date stays unknown, never now."""
    (claim,) = reading("North Korea shipped artillery shells to Russia.", published=None).claims
    assert claim.event.basis == "unknown"


def test_the_claim_that_was_not_made_is_kept():
    """Near misses and the trace say why."""
    found = reading("North Korea must refrain from missile launches.")
    assert found.trace
    assert "test" in found.trace[0].said


@given(st.text(max_size=200))
def test_any_text_is_read_and_every_quote_is_verbatim(noise):
    """No text breaks the reader, and evidence is what the document says at its span."""
    document = Document("x", "x", noise, f"{noise} North Korea shipped artillery shells to Russia. {noise}", "en")
    for claim in read(document, LEXICON).claims:
        span = claim.evidence.span
        assert document.full_text[span.start : span.end] == claim.evidence.quote


@pytest.mark.parametrize(
    "sentence",
    [
        "Obama spoke of North Korea, which has tested a nuclear device and fired ballistic missiles in recent months.",
        "The allies move against the North which conducted its fourth nuclear test this year and launched a rocket.",
        "Their talks will include the international response to North Korea's recent nuclear test and rocket launch.",
        "EU countries cannot export arms or metals to North Korea.",
        "Kim Jong Un and a guest made bows at the statues of the great leaders in Pyongyang, North Korea.",
    ],
)
def test_what_is_told_in_passing_is_no_claim(sentence):
    """A relative clause, a noun behind "response to", a rule of law."""
    assert not reading(f"Leaders met in Brussels. They spoke for two hours. Nothing was signed. {sentence}").claims


def test_the_main_clause_beside_a_relative_one_counts():
    """The comma ends the relative clause."""
    text = "North Korea, which is under sanctions, fired two ballistic missiles into the sea."
    assert [claim.key[0] for claim in reading(text).claims] == ["ballistic_missile"]


def test_what_the_dprk_develops_is_its_own():
    """A design from elsewhere and a place at the sentence's head make no partner."""
    text = "Seoul said North Korea is developing intercontinental ballistic missiles from Soviet designs."
    assert keys(text) == [("ballistic_missile", "KP", "")]


def test_a_belief_about_the_missiles_does_not_doubt_the_test():
    """The cue stands behind "that" and belongs to another clause; the DPRK's own word for its test is no suspicion."""
    doubted = "Pyongyang tested ballistic missiles that officials in Washington believe can carry a warhead."
    claimed = "North Korea claimed that it had tested a nuclear warhead."
    assert [claim.stance for text in (doubted, claimed) for claim in reading(text).claims] == [Stance.ASSERTED] * 2


@pytest.mark.parametrize(
    ("text", "said_by"),
    [
        ("North Korea shipped artillery shells to Russia, officials said.", "officials"),
        ("North Korea shipped shells to Russia, two officials in Seoul said.", "two officials in Seoul"),
        ("North Korea sold coal to China last year, the U.S. Treasury said.", "the U.S. Treasury"),
        ("South Korea's military said North Korea had shipped shells to Russia.", "South Korea's military"),
    ],
)
def test_who_speaks_is_the_whole_of_the_words(text, said_by):
    """A State inside what is told does not speak, and a speaker is more than the place that he sits in."""
    (claim,) = read(Document("d", "s", "", text, "en"), LEXICON).claims
    assert (claim.said_by, claim.supplier.country) == (said_by, "KP")


def test_not_only_is_no_denial():
    """What was "not only shipped" was shipped."""
    text = "North Korea did not only ship artillery shells to Russia, it sent troops, officials in Seoul said."
    assert "RU" in {claim.recipient.country for claim in read(Document("d", "s", "", text, "en"), LEXICON).claims}
