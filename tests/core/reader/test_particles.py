"""A Japanese noun phrase takes its part in the sentence from the particle that closes it."""

import pytest

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.reader.mentions import scan

JAPANESE = load_lexicon().languages["ja"]


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
