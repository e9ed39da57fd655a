"""Load the lexicon from the package's YAML, check every file against its schema, freeze it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from watch1718.adapters import forms
from watch1718.adapters.compiled import KEEP_NOTHING, Compiled
from watch1718.adapters.languages import Languages, code_version
from watch1718.adapters.lexicon_files import (
    CueEntry,
    Cues,
    FrameEntry,
    Frames,
    GoodsFile,
    LanguageFile,
    Matters,
    Names,
    PartiesFile,
    RowEntry,
    Rows,
    SpellingsFile,
    Triggers,
    Weights,
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
    amount_words,
    date_words,
    name_words,
    place_words,
    speaker_words,
)
from watch1718.core.reader.lexicon import ANY, CueRule, Frame, Language, Lexicon, Row, Tongue
from watch1718.core.reader.terms import Meaning, Term, Terms, pack
from watch1718.core.reader.tokens import fold, tokenize
from watch1718.errors import BadFile, Misconfigured

ASPECTS = ("base", "done", "ongoing", "noun")


Model = TypeVar("Model", bound=BaseModel)
Sentenced = tuple[str, str, str, bool, str]


class _Words(yaml.CSafeLoader):
    """YAML in which "on", "no" and "yes" are words."""


_Words.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load_lexicon(root: Path | None = None, compiled: Compiled = KEEP_NOTHING) -> Lexicon:
    """Load every language that the package (or ``root``) holds, each written out once and then kept ``compiled``."""
    base = _base(root)
    folders = sorted(path.parent for path in (base / "lexicon").glob("*/language.yml"))
    if not folders:
        raise Misconfigured(f"{base / 'lexicon'} holds no language: the lexicon would be empty")
    known = _hash(base)
    version = f"{known} {code_version()}"
    shared = compiled.get("lexicon", version, partial(_shared, base, folders, known))
    builders = {folder.name: partial(_language, folder, base) for folder in folders}
    return replace(shared, languages=Languages(builders, version, compiled))


def _shared(base: Path, folders: list[Path], known: str) -> Lexicon:
    """What all languages share, and what tells one from another."""
    heads = {folder.name: _read(folder / "language.yml", LanguageFile) for folder in folders}
    parties = _read(base / "parties.yml", PartiesFile)
    return Lexicon(
        version=known,
        languages=MappingProxyType({}),
        tongues=MappingProxyType({code: Tongue(h.script, frozenset(h.common)) for code, h in heads.items()}),
        rows=_by_event([_row(entry) for entry in _read(base / "events.yml", Rows).root]),
        parents=MappingProxyType({k: tuple(v) for k, v in _read(base / "goods.yml", GoodsFile).root.items()}),
        gate=tuple(sorted({word for head in heads.values() for word in head.gate})),
        witnesses=frozenset(parties.witnesses),
        bodies=frozenset(parties.bodies),
        fronts=MappingProxyType(dict(parties.fronts)),
        names=MappingProxyType(dict(parties.names)),
        weights=MappingProxyType(_read(base / "judge.yml", Weights).root),
        matters=frozenset(_read(base / "matters.yml", Matters).root),
    )


def load_examples(root: Path | None = None) -> tuple[Sentenced, ...]:
    """Every sentence that the data gives to prove itself: language, part, name, whether it must fire, sentence."""
    base = _base(root)
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
    for path in sorted((_base(root) / "lexicon").glob(f"*/{name}")):
        file = _read(path, model)
        language = path.parent.name
        found += [(language, one, True) for one in file.yes] + [(language, one, False) for one in file.no]
    return tuple(found)


def _base(root: Path | None) -> Path:
    return root or Path(str(files("watch1718") / "knowledge"))


def _read(path: Path, model: type[Model]) -> Model:
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    try:
        return model.model_validate(yaml.load(text, Loader=_Words))  # noqa: S506  a safe loader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BadFile(str(path), mark.line + 1 if mark else 1, "yaml", str(error).splitlines()[0]) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "file"
        raise BadFile(str(path), _line(text, first["loc"]), where, first["msg"]) from error


def _line(text: str, loc: tuple[int | str, ...]) -> int:
    """Find the line of the deepest node that the error names."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    line = 1
    for part in loc:
        found = _child(node, part)
        if found is None:
            break
        node = found
        line = node.start_mark.line + 1
    return line


def _child(node: yaml.Node | None, part: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        child: yaml.Node = node.value[part]
        return child
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(part)), None)
    return None


def _hash(base: Path) -> str:
    """Hash the names and bytes of everything that reading depends on."""
    total = hashlib.sha256()
    shared = [
        base / name for name in ("events.yml", "goods.yml", "parties.yml", "judge.yml", "places.yml", "matters.yml")
    ]
    for path in sorted([*shared, *(base / "lexicon").rglob("*.yml"), *(base / "frames").rglob("*.yml")]):
        total.update(path.relative_to(base).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def _language(folder: Path, base: Path) -> Language:
    head = _read(folder / "language.yml", LanguageFile)
    cues = _read(folder / "cues.yml", Cues).root
    frames = [_frame(entry) for entry in _frames(folder.name, base)]
    terms = [*_names(folder, head), *_triggers(folder, head, frames), *_closed(head)]
    terms += [
        (form, Meaning("cue", cue.cue)) for cue in cues for word in cue.words for form in _closed_forms(word, head)
    ]
    spelt = _spellings(folder)
    return Language(
        code=head.language,
        script=head.script,
        common=frozenset(head.common),
        abbreviations=frozenset(head.abbreviations),
        index=_index([(form, meaning) for term, meaning in terms for form in forms.spell(term, spelt)]),
        frames=_by_trigger(frame for frame in frames if not frame.loose),
        loose=_by_trigger(frame for frame in frames if frame.loose),
        cues=MappingProxyType({c.cue: _cue(c) for c in cues}),
        before=_turn(head.before),
        after=_turn(head.after),
        cases=MappingProxyType(dict(head.cases)),
        order=head.order,
        determiners=frozenset(head.determiners),
        carrying=frozenset(head.carrying),
        adjectives=head.adjectives,
        tense=MappingProxyType({word: aspect for aspect, words in head.tense.items() for word in words}),
        dates=date_words(_optional(folder / "dates.yml", DatesFile)),
        amounts=amount_words(_optional(folder / "amounts.yml", AmountsFile)),
        named=name_words(_optional(folder / "names.yml", NamesFile)),
        speakers=speaker_words(_optional(folder / "speakers.yml", SpeakersFile)),
        places=place_words(
            _optional(folder / "places.yml", PlacesFile), _read(base / "places.yml", Names).root.values(), head.script
        ),
    )


def _optional(path: Path, model: type[Model]) -> Model | None:
    """Read a file that a language need not have."""
    return _read(path, model) if path.is_file() else None


def _spellings(folder: Path) -> Mapping[str, str]:
    """Read which characters have other spellings; most languages have no such file."""
    path = folder / "spellings.yml"
    groups = _read(path, SpellingsFile).spellings.split() if path.is_file() else []
    return {group[0]: group for group in groups}


def _frames(language: str, base: Path) -> list[FrameEntry]:
    return [e for path in sorted((base / "frames" / language).glob("*.yml")) for e in _read(path, Frames).root]


def _frame(entry: FrameEntry) -> Frame:
    slots: Mapping[str, tuple[str, ...]] = {str(slot): tuple(labels) for slot, labels in entry.slots.items()}
    return Frame(
        entry.frame,
        entry.event,
        tuple(entry.triggers),
        MappingProxyType(slots),
        tuple(entry.goods),
        tuple(entry.needs),
        entry.near,
        entry.thing,
        tuple(entry.aspects),
        entry.loose,
    )


def _cue(entry: CueEntry) -> CueRule:
    ahead, behind = (frozenset(map(fold, words)) for words in (entry.stops_ahead, entry.stops_behind))
    return CueRule(entry.cue, entry.sets, entry.value, entry.reach, entry.near, ahead, behind)


def _turn(markers: Mapping[str, list[str]]) -> Mapping[str, str]:
    return MappingProxyType({fold(word): label for label, words in markers.items() for word in words})


def _names(folder: Path, head: LanguageFile) -> Iterator[tuple[str, Meaning]]:
    for kind, name in (("party", "parties.yml"), ("goods", "goods.yml")):
        for value, notations in _read(folder / name, Names).root.items():
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


def _by_event(rows: Sequence[Row]) -> Mapping[str, tuple[Row, ...]]:
    events = {event for row in rows for event in row.events}
    return MappingProxyType({event: tuple(row for row in rows if event in row.events) for event in events})


def _by_trigger(frames: Iterable[Frame]) -> Mapping[str, tuple[Frame, ...]]:
    groups: dict[str, list[Frame]] = defaultdict(list)
    for frame in frames:
        for trigger in frame.triggers:
            groups[trigger].append(frame)
    return MappingProxyType({name: tuple(group) for name, group in groups.items()})


def _triggers(folder: Path, head: LanguageFile, frames: Iterable[Frame]) -> Iterator[tuple[str, Meaning]]:
    path = folder / "triggers.yml"
    named = _read(path, Triggers).root
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


def _closed_forms(word: str, head: LanguageFile) -> list[str]:
    """Write out a cue or marker; in Arabic with what is written together with it."""
    expanded = forms.expand(word)
    return [form for one in expanded for form, _ in forms.arabic_noun(one)] if head.inflect == "arabic" else expanded


def _closed(head: LanguageFile) -> Iterator[tuple[str, Meaning]]:
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
        yield from ((form, meaning) for word in words for form in _closed_forms(word, head))
    yield from ((form, Meaning("say", "say", "after")) for word in head.say for form in _closed_forms(word, head))
    yield from (
        (form, Meaning("say", "say", "before")) for word in head.say_before for form in _closed_forms(word, head)
    )


def _index(terms: list[tuple[str, Meaning]]) -> Terms:
    merged: dict[tuple[str, ...], list[Meaning]] = defaultdict(list)
    gaps: dict[tuple[str, ...], frozenset[int]] = defaultdict(frozenset)
    for form, meaning in terms:
        cut = tokenize(form)
        tokens = tuple(cut.words)
        gaps[tokens] |= {i for i in range(1, len(cut)) if cut.starts[i] > cut.ends[i - 1]}
        if tokens and meaning not in merged[tokens]:
            merged[tokens].append(meaning)
    return pack(Term(tokens, tuple(meanings), gaps[tokens]) for tokens, meanings in merged.items())


def _row(entry: RowEntry) -> Row:
    return Row(
        tuple(entry.events),
        tuple(entry.goods),
        entry.direction,
        entry.category,
        entry.supplier,
        entry.recipient,
        entry.stage,
        entry.one_way,
    )


def _examples(folder: Path, base: Path) -> Iterator[Sentenced]:
    """Yield language, part, name, whether it must fire, and the sentence."""
    for cue in _read(folder / "cues.yml", Cues).root:
        yield from ((folder.name, "cue", cue.cue, True, one) for one in cue.yes)
        yield from ((folder.name, "cue", cue.cue, False, one) for one in cue.no)
    for frame in _frames(folder.name, base):
        yield from ((folder.name, "frame", frame.frame, True, one) for one in frame.yes)
        yield from ((folder.name, "frame", frame.frame, False, one) for one in frame.no)


__all__: list[str] = [
    "load_amount_examples",
    "load_date_examples",
    "load_examples",
    "load_lexicon",
    "load_name_examples",
    "load_place_examples",
    "load_speaker_examples",
]
