"""A Japanese or Korean noun phrase takes its part in the sentence from the particle that closes it."""

import pytest

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.reader.scan import scan

LANGUAGES = load_lexicon().languages
JAPANESE = LANGUAGES["ja"]


@pytest.mark.parametrize(
    ("sentence", "code", "label"),
    [
        ("瀋陽の商社が売った。", "CN", "subject"),
        ("北朝鮮の平安北道亀城の機械工場に納入した。", "KP", "to"),
        ("ロシアから送られた。", "RU", "from"),
        ("北朝鮮による輸出", "KP", "by"),
        ("ロシアの支援", "RU", "of"),
    ],
)
def test_the_closing_particle_gives_the_label(sentence: str, code: str, label: str):
    """The walk passes の and bare nouns; another State or a verb ends it."""
    party = next(m for m in scan(sentence, 0, JAPANESE).of("party") if m.value == code)
    assert party.label == label


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("조선무역은행(FTB)이 열었다.", "subject"),
        ("북한 무산광산의 철광석을 샀다.", "object"),
        ("김정은(金正恩)에게 넘겼다.", "to"),
    ],
)
def test_brackets_and_further_names_of_one_state_do_not_end_a_korean_phrase(sentence: str, label: str):
    """The walk steps over what stands in brackets and over a second name of the same State."""
    party = next(m for m in scan(sentence, 0, LANGUAGES["ko"]).of("party") if m.value == "KP")
    assert party.label == label


def test_a_korean_mask_does_not_reach_over_a_space():
    """북한강 is a river, 북한 강제노동 is not."""
    assert scan("북한 강제노동", 0, LANGUAGES["ko"]).of("party")
    assert not scan("북한강 유람", 0, LANGUAGES["ko"]).of("party")


@pytest.mark.parametrize(
    ("language", "sentence", "aspect"),
    [
        ("fr", "Pyongyang prépare un essai, estime le ministre russe.", "before"),
        ("fr", "La Russie, qui estime le risque faible, attend.", "after"),
        ("es", "Corea del Norte envió obuses, dijo el ministro ruso.", "before"),
        ("en", "North Korea sent shells, said the Russian minister.", "after"),
    ],
)
def test_a_speaker_may_stand_behind_the_verb_of_a_romance_sentence(language: str, sentence: str, aspect: str):
    """Only where a comma closes what is told, and a name without a preposition follows."""
    assert next(iter(scan(sentence, 0, LANGUAGES[language]).of("say"))).aspect == aspect
