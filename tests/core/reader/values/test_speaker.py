"""Who says so is named as each language's own examples say."""

import pytest
from examples import load_speaker_examples

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.reader.scan import scan
from watch1718.core.reader.values.speaker import find_speakers

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("language", "example", "speaks"),
    [pytest.param(*one, id=f"{one[0]}-{one[1].text[:40]}") for one in load_speaker_examples()],
)
def test_who_speaks_is_named_whole(language, example, speaks):
    """The first speaker found is the example's; where nobody speaks nobody is found."""
    says = [(m.start, m.end) for m in scan(example.text, 0, LEXICON.languages[language]).of("say")]
    found = find_speakers(example.text, LEXICON.languages[language].speakers, says)
    named = [example.text[start:end] for start, end in found]
    assert (example.means in named) if speaks else named == []
