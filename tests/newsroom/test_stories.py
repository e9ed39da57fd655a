"""The stories are prose of a fair length, honestly labelled, and name nobody who exists."""

import gzip
import re
from collections import Counter

import pytest
import yaml
from lxml import etree

from watch1718.core.claim import Stage
from watch1718.core.reading import Verdict
from watch1718.newsroom import DAYS, on_show, stories

TAXONOMY = """
    arms_and_related_materiel small_arms military_training_and_advice military_dual_use_and_catch_all nuclear
    ballistic_missile wmd_and_dual_use_items space_and_satellite_cooperation scientific_technical_cooperation coal
    iron_and_minerals seafood textiles statues food_agri_exports earth_stone_wood machinery_electrical_exports
    luxury_goods crude_oil refined_petroleum condensates_ngl aviation_fuel industrial_machinery_metals
    transport_vehicles helicopters_vessels asset_freeze_travel_ban banking financial_transactions_bulk_cash
    trade_financial_support joint_ventures real_estate overseas_workers cargo_inspection_seizure
    ship_to_ship_transfer vessel_flag_insurance_services port_entry air diplomatic_limits
"""
CATEGORIES = frozenset(TAXONOMY.split())
STAGES = {stage.label for stage in Stage} | {"enforcement"}
# A few real firms, listed parties, leaders and publishers: none may appear in an invented act.
DENYLIST = (
    "KOMID",
    "Green Pine",
    "Ocean Maritime Management",
    "Foreign Trade Bank",
    "Tanchon",
    "Namchongang",
    "Mansudae",
    "Reconnaissance General Bureau",
    "Lazarus",
    "Kim Jong",
    "Kim Yo",
    "Putin",
    "Lavrov",
    "Xi Jinping",
    "Путин",
    "Лавров",
    "Песков",
    "김정은",
    "김여정",
    "金正恩",
    "Yonhap",
    "KCNA",
    "TASS",
    "ТАСС",
    "Reuters",
    "연합뉴스",
    "조선중앙통신",
    "新华社",
    "Hanwha",
    "Hyundai",
    "Samsung",
    "Kalashnikov",
    "Angara",
    "Maersk",
)
LENGTH = {"en": (700, 2400), "ru": (700, 2600), "ko": (330, 1300), "zh": (240, 900)}
every_story = pytest.mark.parametrize("story", stories(), ids=lambda story: f"{story.visible_from:%m%d}{story.address}")


@every_story
def test_a_story_is_prose_of_a_fair_length(story):
    """Long enough to be read, short enough to be checked by hand; no paragraph is empty."""
    low, high = LENGTH[story.language]
    assert low <= len(story.document.text) <= high
    assert 4 <= len(story.paragraphs) <= 9


@every_story
def test_quotes_stand_in_the_text(story):
    """Each expected quote is found word for word."""
    assert [claim.quote for claim in story.expect.claims if claim.quote not in story.document.full_text] == []


@every_story
def test_labels_use_the_words_of_the_guide(story):
    """Categories, stages and parties are those that labels may use; only an alert has claims."""
    claims = story.expect.claims
    assert {claim.category for claim in claims} <= CATEGORIES
    assert {claim.stage for claim in claims} <= STAGES
    assert all(claim.recipient is None or len(claim.recipient) == 2 for claim in claims)
    assert all(1 <= len(claim.paragraphs) <= 3 for claim in claims)
    assert bool(claims) == (story.expect.verdict is Verdict.ALERT)


@every_story
def test_nobody_who_exists_is_named(story):
    """No real listed party, firm, leader or publisher stands in an invented story."""
    assert [name for name in DENYLIST if name in story.document.full_text] == []


@pytest.mark.shared
def test_categories_and_paragraphs_are_those_of_the_measure_table(shared):
    """Each expected category counts as a violation there, and each paragraph is a row."""
    table = yaml.load((shared / "domain/un_measures.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    rows = {row["id"] for row in table["measures"]}
    cited = {paragraph for story in stories() for claim in story.expect.claims for paragraph in claim.paragraphs}
    assert cited <= rows
    violations = {row["category"] for row in table["meta"]["taxonomy"] if row["counts_as_violation"]}
    assert violations == CATEGORIES


def test_the_shells_climb_from_talks_to_shipment_and_are_denied():
    """The three days tell of talks, then a denial, then agreement and shipment."""
    seen, told = set(), []
    for day in DAYS:
        new = [story for path, story in on_show(day.now).items() if story.document.version not in seen]
        seen |= {story.document.version for story in new}
        told.append(
            {
                (claim.stage, claim.stance.value)
                for story in new
                for claim in story.expect.claims
                if (claim.category, claim.recipient) == ("arms_and_related_materiel", "RU")
            }
        )
    assert told[0] == {("talks", "alleged")}
    assert told[1] == {("talks", "denied")}
    assert told[2] == {("agreement", "alleged"), ("under_way", "alleged")}


def test_the_newsroom_has_what_a_rehearsal_needs():
    """Twenty to thirty pages in four languages, every verdict, a copy and a correction."""
    shown = on_show(DAYS[-1].now)
    assert 20 <= len(shown) <= 30
    assert set(Counter(story.language for story in shown.values())) == {"en", "ru", "ko", "zh"}
    assert {story.expect.verdict for story in shown.values()} == set(Verdict)
    assert any(story.correction for story in shown.values())
    for copy in (story for story in shown.values() if story.copy_of):
        assert shown[copy.copy_of].expect.claims[0].category == copy.expect.claims[0].category
        assert shown[copy.copy_of].source != copy.source


@pytest.mark.shared
def test_no_real_listed_name_stands_in_a_story(shared):
    """None of the names on the real list, in any category, is written in an invented story."""
    packed = (shared / "data/un_list/moov-io_2026-02-27_612b217.xml.gz").read_bytes()
    texts = [f" {' '.join(re.findall(r'[a-z0-9]+', story.document.full_text.lower()))} " for story in stories()]
    names = {" ".join(re.findall(r"[a-z0-9]+", name.lower())) for name in _real_names(packed)}
    long_enough = {name for name in names if " " in name and len(name) > 6}
    assert len(long_enough) > 2000
    assert [name for name in long_enough if any(f" {name} " in text for text in texts)] == []


def _real_names(packed):
    for record in etree.fromstring(gzip.decompress(packed)).iter("INDIVIDUAL", "ENTITY"):
        yield " ".join(record.findtext(part) or "" for part in ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME"))
        yield from (alias.text for alias in record.iter("ALIAS_NAME") if alias.text)
