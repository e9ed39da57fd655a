"""Every sentence that the knowledge gives to prove itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from watch1718.adapters.knowledge_file import knowledge_folder, read_file
from watch1718.adapters.lexicon import read_frames
from watch1718.adapters.lexicon_files import (
    Cues,
)
from watch1718.adapters.value_files import (
    AmountsFile,
    DateExample,
    DatesFile,
    Example,
    NamesFile,
    PlacesFile,
    Proved,
    Shown,
    SpeakersFile,
)

Sentenced = tuple[str, str, str, bool, str]


def load_examples(root: Path | None = None) -> tuple[Sentenced, ...]:
    """Every sentence that the data gives to prove itself: language, part, name, whether it must fire, sentence."""
    base = knowledge_folder(root)
    folders = sorted(path.parent for path in (base / "lexicon").glob("*/language.yml"))
    return tuple(example for folder in folders for example in _examples(folder, base))


def load_date_examples(root: Path | None = None) -> tuple[tuple[str, DateExample, bool], ...]:
    """Every sentence that a language's dates are proved on: language, example, whether it tells a date."""
    return _proofs(root, "dates.yml", DatesFile)


def load_amount_examples(root: Path | None = None) -> tuple[tuple[str, Example, bool], ...]:
    """Every sentence that a language's amounts are proved on: language, example, whether it tells an amount."""
    return _proofs(root, "amounts.yml", AmountsFile)


def load_name_examples(root: Path | None = None) -> tuple[tuple[str, Example, bool], ...]:
    """Every sentence that a language's names are proved on: language, example, whether it names a ship or firm."""
    return _proofs(root, "names.yml", NamesFile)


def load_speaker_examples(root: Path | None = None) -> tuple[tuple[str, Example, bool], ...]:
    """Every sentence that a language's speakers are proved on: language, example, whether somebody speaks in it."""
    return _proofs(root, "speakers.yml", SpeakersFile)


def load_place_examples(root: Path | None = None) -> tuple[tuple[str, Example, bool], ...]:
    """Every sentence that a language's places are proved on: language, example, whether it tells a way."""
    return _proofs(root, "places.yml", PlacesFile)


def _proofs(root: Path | None, name: str, model: type[Proved[Shown]]) -> tuple[tuple[str, Shown, bool], ...]:
    found: list[tuple[str, Shown, bool]] = []
    for path in sorted((knowledge_folder(root) / "lexicon").glob(f"*/{name}")):
        file = read_file(path, model)
        language = path.parent.name
        found += [(language, one, True) for one in file.yes] + [(language, one, False) for one in file.no]
    return tuple(found)


def _examples(folder: Path, base: Path) -> Iterator[Sentenced]:
    """Yield language, part, name, whether it must fire, and the sentence."""
    for cue in read_file(folder / "cues.yml", Cues).root:
        yield from ((folder.name, "cue", cue.cue, True, one) for one in cue.yes)
        yield from ((folder.name, "cue", cue.cue, False, one) for one in cue.no)
    for frame in read_frames(folder.name, base):
        yield from ((folder.name, "frame", frame.frame, True, one) for one in frame.yes)
        yield from ((folder.name, "frame", frame.frame, False, one) for one in frame.no)
