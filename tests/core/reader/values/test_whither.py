"""A route names places and no States."""

from datetime import UTC, datetime

import pytest

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.document import Document
from watch1718.core.reader import read

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("language", "text", "route"),
    [
        ("en", "North Korea shipped shells from Rajin to Vladivostok in Russia.", "Rajin → Vladivostok"),
        ("en", "North Korea shipped coal to China via the port of Seonhang.", "Seonhang"),
        ("en", "North Korea shipped coal to China.", ""),
        ("en", "North Korea fired a ballistic missile from the Sohae site.", "Sohae"),
        ("ko", "북한이 석탄을 남포에서 다롄으로 보냈다.", "남포 → 다롄"),
        ("ja", "北朝鮮は石炭を南浦から大連へ輸出した。", "南浦 → 大連"),
        ("ru", "КНДР поставила России снаряды из порта Раджин во Владивосток.", "Раджин → Владивосток"),
    ],
)
def test_a_route_is_of_places(language, text, route):
    """From where and to where, in the words of the text."""
    document = Document("own", "own", "", text, language, datetime(2025, 8, 7, tzinfo=UTC))
    assert str(read(document, LEXICON).claims[0].route) == route
