"""Every frame and every group of cues fires on its own yes sentences and stays silent on its no sentences."""

import pytest
from examples import load_examples

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.document import Document
from watch1718.core.reader import read

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("language", "part", "name", "fires", "sentence"),
    [
        pytest.param(*one, id=f"{one[0]}-{one[1]}-{one[2]}-{'yes' if one[3] else 'no'}-{i}")
        for i, one in enumerate(load_examples())
    ],
)
def test_the_data_does_what_its_own_sentences_say(language, part, name, fires, sentence):
    """A frame shows as the start of a trace step, a cue among the step's cues."""
    said = [step.said for step in read(Document("example", "example", "", sentence, language), LEXICON).trace]
    if part == "frame":
        assert any(step.startswith(f"{name}:") for step in said) is fires
    else:
        assert any(name in step.rsplit("cues [", 1)[-1].rstrip("]").split(", ") for step in said) is fires
