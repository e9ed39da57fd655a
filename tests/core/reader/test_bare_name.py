"""A bare "Korean" takes the side of the text."""

from datetime import UTC, datetime

import pytest

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.document import Document
from watch1718.core.reader.read import read_through

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("language", "text", "named"),
    [
        ("fr", "Des ouvriers coréens travaillent au Bénin. Ils sont venus de Pyongyang.", ["KP", "BJ", "KP"]),
        ("fr", "Des ouvriers coréens travaillent au Bénin. Séoul l'a dit à Pyongyang.", ["KR", "BJ", "KR", "KP"]),
        ("es", "Obreros coreanos trabajan en Namibia. Los envió Pyongyang.", ["KP", "NA", "KP"]),
    ],
)
def test_a_bare_korean_is_of_the_north_where_the_south_is_not_named(language: str, text: str, named: list[str]):
    """Where Seoul stands in the text too, it is of the South."""
    document = Document("x", "x", "", text, language, datetime(2026, 3, 1, tzinfo=UTC))
    read = read_through(document, text, LEXICON.languages[language], LEXICON).sentences
    assert [party.value for _, scanned in read for party in scanned.of("party")] == named
