"""The terms of a language, written out in all their forms from the notations of its files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from watch1718.adapters import forms
from watch1718.adapters.knowledge_file import read_file
from watch1718.adapters.lexicon_files import (
    LanguageFile,
    Names,
    SpellingsFile,
    Triggers,
)
from watch1718.core.reader.lexicon import ANY, Frame
from watch1718.core.reader.terms import Meaning, Term, Terms, pack
from watch1718.core.reader.tokens import tokenize
from watch1718.errors import BadFile

ASPECTS = ("base", "done", "ongoing", "noun")


def read_spellings(folder: Path) -> Mapping[str, str]:
    """Read which characters have other spellings; most languages have no such file."""
    path = folder / "spellings.yml"
    groups = read_file(path, SpellingsFile).spellings.split() if path.is_file() else []
    return {group[0]: group for group in groups}


def name_terms(folder: Path, head: LanguageFile) -> Iterator[tuple[str, Meaning]]:
    """The names of parties and goods, in every form."""
    for kind, name in (("party", "parties.yml"), ("goods", "goods.yml")):
        for value, notations in read_file(folder / name, Names).root.items():
            for notation in notations:
                yield from ((form, Meaning(kind, value, cases)) for form, cases in _noun_forms(notation, head, kind))


def _noun_forms(notation: str, head: LanguageFile, kind: str) -> Iterator[tuple[str, str]]:
    """Write out a name or noun; a leading "=" keeps it as it stands."""
    for word in forms.expand(notation.lstrip("=")):
        if head.inflect == "arabic":
            yield from forms.arabic_noun(word, name=notation.startswith("="))
        elif notation.startswith("=") or head.inflect == "none" or (head.inflect == "english" and kind == "party"):
            yield word, ""
        elif head.inflect == "english":
            yield from ((form, "") for form in forms.english_noun(word))
        else:
            yield from forms.russian_phrase(word)


def trigger_terms(folder: Path, head: LanguageFile, frames: Iterable[Frame]) -> Iterator[tuple[str, Meaning]]:
    """The words of events, in every form. Raises BadFile where a frame names a trigger that no word stands for."""
    path = folder / "triggers.yml"
    named = read_file(path, Triggers).root
    for missing in sorted({trigger for frame in frames for trigger in frame.triggers} - {*named, ANY}):
        raise BadFile(str(path), 1, missing, "a frame names this trigger, and the file does not hold it")
    for name, notations in named.items():
        for notation in notations:
            for aspect, words in zip(ASPECTS, _trigger_forms(notation, head), strict=False):
                yield from ((word, Meaning("trigger", name, aspect)) for word in words)


def _trigger_forms(notation: str, head: LanguageFile) -> list[list[str]]:
    if head.inflect == "english" and "|" not in notation:
        return forms.english_verb(notation)
    if head.inflect == "russian" and "|" not in notation:
        return forms.russian_verb(notation)
    cells = forms.columns(notation)
    if head.inflect == "english":
        cells[0] += [third for word in cells[0] for third in forms.english_verb(word)[0] if not word.endswith("s")]
    if head.inflect == "arabic":
        return forms.arabic_trigger(cells)
    if head.inflect == "russian" and len(cells) == len(ASPECTS):
        cells[3] = [form for noun in cells[3] for form, _ in forms.russian_phrase(noun)]
    return cells


def closed_forms(word: str, head: LanguageFile) -> list[str]:
    """Write out a cue or marker; in Arabic with what is written together with it."""
    expanded = forms.expand(word)
    return [form for one in expanded for form, _ in forms.arabic_noun(one)] if head.inflect == "arabic" else expanded


def closed_terms(head: LanguageFile) -> Iterator[tuple[str, Meaning]]:
    """The small words of a language: auxiliaries, breaks, masks, verbs of saying."""
    groups = {
        "passive": head.passive,
        "break": head.breaks,
        "hung": head.hung,
        "relative": head.relatives,
        "join": head.joins,
        "pair": head.pairs,
        "exempt": head.exempt,
        "mask": head.mask,
        "addressed": head.addressed,
    }
    for kind, words in groups.items():
        meaning = Meaning("break", kind) if kind == "hung" else Meaning(kind, kind)
        yield from ((form, meaning) for word in words for form in closed_forms(word, head))
    yield from ((form, Meaning("say", "say", "after")) for word in head.say for form in closed_forms(word, head))
    yield from (
        (form, Meaning("say", "say", "before")) for word in head.say_before for form in closed_forms(word, head)
    )


def index_terms(terms: list[tuple[str, Meaning]]) -> Terms:
    """Pack forms with all that each may mean."""
    merged: dict[tuple[str, ...], list[Meaning]] = defaultdict(list)
    gaps: dict[tuple[str, ...], frozenset[int]] = defaultdict(frozenset)
    for form, meaning in terms:
        cut = tokenize(form)
        tokens = tuple(cut.words)
        gaps[tokens] |= {i for i in range(1, len(cut)) if cut.starts[i] > cut.ends[i - 1]}
        if tokens and meaning not in merged[tokens]:
            merged[tokens].append(meaning)
    return pack(Term(tokens, tuple(meanings), gaps[tokens]) for tokens, meanings in merged.items())
