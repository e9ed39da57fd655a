"""The lexicon loads whole, and a wrong file says where it is wrong."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from watch1718.adapters.forms import english_noun, english_verb, expand, russian_phrase
from watch1718.adapters.lexicon import load_lexicon
from watch1718.errors import BadFile, Misconfigured


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A copy of the package's knowledge with English alone."""
    base = Path(str(files("watch1718") / "knowledge"))
    for path in base.glob("*.yml"):
        shutil.copy(path, tmp_path / path.name)
    for part in ("lexicon", "frames"):
        shutil.copytree(base / part / "en", tmp_path / part / "en")
    return tmp_path


def test_the_version_changes_with_any_file(knowledge: Path):
    """One more weight is another lexicon."""
    before = load_lexicon(knowledge).version
    with (knowledge / "judge.yml").open("a", encoding="utf-8") as file:
        file.write("another_feature: 1.0\n")
    assert load_lexicon(knowledge).version != before


def test_an_empty_lexicon_is_refused(tmp_path: Path):
    """A reader without words would call every text harmless."""
    with pytest.raises(Misconfigured, match="holds no language"):
        load_lexicon(tmp_path)


def test_a_frame_without_a_no_sentence_is_refused_with_its_line(knowledge: Path):
    """The schema asks for both kinds of sentences and names the place."""
    path = knowledge / "frames" / "en" / "wrong.yml"
    path.write_text(
        "- frame: x\n  event: move\n  triggers: [send]\n  yes: [North Korea sent coal.]\n  no: []\n", encoding="utf-8"
    )
    with pytest.raises(BadFile) as caught:
        load_lexicon(knowledge).languages["en"]  # a language is read when a text needs it
    assert (caught.value.path, caught.value.line, caught.value.key) == (str(path), 5, "0.no")


def test_a_frame_with_an_unknown_trigger_is_refused(knowledge: Path):
    """A trigger that no file spells out would never fire."""
    path = knowledge / "frames" / "en" / "wrong.yml"
    path.write_text("- {frame: x, event: move, triggers: [teleport], yes: [a], no: [b]}\n", encoding="utf-8")
    with pytest.raises(BadFile, match="teleport"):
        load_lexicon(knowledge).languages["en"]


def test_braces_write_out_every_choice():
    """The notation stands for the form table."""
    assert expand("send(/s) (arms/troops)") == ["send arms", "send troops", "sends arms", "sends troops"]


def test_regular_english_words_inflect():
    """Verbs in four columns, nouns in two numbers."""
    assert english_verb("supply") == [["supply", "supplies"], ["supplied"], ["supplying"], []]
    assert english_noun("gun battery") == ["gun battery", "gun batteries"]


def test_a_russian_phrase_declines_with_the_set_of_its_cases():
    """One form may stand in several cases; all are kept."""
    forms = dict(russian_phrase("Северная Корея"))
    assert forms["северной кореи"] == "gent"
    assert set(forms["северной корее"].split(",")) == {"datv", "loct"}
