"""The language of a text is told by its script, then by its commonest words."""

import pytest

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.reader.language import detect

TONGUES = load_lexicon().tongues


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ship was seen off the coast of the island, and it has not been heard of since.", "en"),
        ("북한이 러시아에 포탄을 보냈다고 밝혔다.", "ko"),
        ("КНДР поставила в Россию снаряды, и это не первый раз, как сообщает источник.", "ru"),
        ("Akkor a hajó elindult észak felé, mondta tegnap este az egyik matróz.", "und"),
        ("1234", "und"),
    ],
)
def test_the_language_is_told(text, language):
    """A language that no lexicon holds stays undetermined."""
    assert detect(text, TONGUES) == language
