"""What must hold for any text: properties, for sentences made of templates in several languages."""

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.claim import Stance
from watch1718.core.document import Document
from watch1718.core.reader import read
from watch1718.core.reading import Reading

LEXICON = load_lexicon()
FEW = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Tongue:
    """Sentences of one language: what is said, the same with the parties swapped, the same negated, the weather."""

    code: str
    said: str
    swapped: str
    negated: str
    goods: tuple[str, ...]
    weather: tuple[str, ...]


TONGUES = (
    Tongue(
        "en",
        "North Korea shipped {} to Russia.",
        "Russia shipped {} to North Korea.",
        "North Korea did not ship {} to Russia.",
        ("artillery shells", "ballistic missiles", "rifles", "coal"),
        ("It rained all night.", "Tomorrow will be sunny and warm.", "Snow fell on the hills."),
    ),
    Tongue(
        "ru",
        "КНДР поставила {} в Россию.",
        "Россия поставила {} в КНДР.",
        "КНДР не поставила {} в Россию.",
        ("снаряды", "ракеты", "уголь"),
        ("Всю ночь шёл дождь.", "Завтра будет солнечно."),
    ),
    Tongue(
        "ko",
        "북한이 러시아에 {}을 수출했다.",
        "러시아가 북한에 {}을 수출했다.",
        "북한이 러시아에 {}을 수출하지 않았다.",
        ("미사일", "포탄", "석탄"),
        ("밤새 비가 왔다.", "내일은 맑겠다."),
    ),
)
CASES = st.sampled_from(TONGUES).flatmap(
    lambda tongue: st.tuples(st.just(tongue), st.sampled_from(tongue.goods), st.sampled_from(tongue.weather))
)


def reading(text: str, code: str) -> Reading:
    """What a text of one language says."""
    return read(Document("d", "s", "", text, code), LEXICON)


def claims(text: str, code: str) -> set[tuple[str, str, str, str]]:
    """Category, sides and stance of each claim."""
    found = reading(text, code).claims
    return {(one.category, one.supplier.country, one.recipient.country, str(one.stance)) for one in found}


@FEW
@given(CASES)
def test_a_sentence_about_the_weather_changes_no_claim(case):
    """What is said of the weather before or behind tells nothing of arms."""
    tongue, goods, weather = case
    said = tongue.said.format(goods)
    alone = claims(said, tongue.code)
    assert alone
    assert claims(f"{weather} {said}", tongue.code) == alone
    assert claims(f"{said} {weather}", tongue.code) == alone


@FEW
@given(CASES)
def test_swapping_the_parties_swaps_the_direction(case):
    """Who gave takes, and who took gives."""
    tongue, goods, _ = case
    one = {(left, right) for _, left, right, _ in claims(tongue.said.format(goods), tongue.code)}
    other = {(right, left) for _, left, right, _ in claims(tongue.swapped.format(goods), tongue.code)}
    assert one == {("KP", "RU")}
    assert other <= one


@FEW
@given(CASES)
def test_negating_the_verb_changes_the_stance_or_drops_the_claim(case):
    """What did not happen is not asserted."""
    tongue, goods, _ = case
    assert str(Stance.ASSERTED) not in {stance for *_, stance in claims(tongue.negated.format(goods), tongue.code)}


@FEW
@given(CASES, st.text(max_size=80))
def test_any_text_reads_the_same_twice_and_cuts_its_quotes(case, noise):
    """A reading depends on the text alone, and every span cuts the words that it quotes."""
    tongue, goods, _ = case
    document = Document("d", "s", noise, f"{tongue.said.format(goods)} {noise}", tongue.code)
    first = read(document, LEXICON)
    assert read(document, LEXICON) == first
    for claim in first.claims:
        span = claim.evidence.span
        assert document.full_text[span.start : span.end] == claim.evidence.quote
        for cited in (claim.stage_cue.span, claim.stance_cue.span, *(role.span for role in claim.roles)):
            assert cited is None or 0 <= cited.start < cited.end <= len(document.full_text)


@pytest.mark.parametrize("tongue", TONGUES, ids=lambda one: one.code)
def test_each_template_is_read(tongue: Tongue):
    """The templates say what the properties are about."""
    for goods in tongue.goods:
        assert claims(tongue.said.format(goods), tongue.code), goods
