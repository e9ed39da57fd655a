"""Load the lexicon from the package's YAML, check every file against its schema, freeze it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from watch1718.adapters import forms
from watch1718.adapters.compiled import KEEP_NOTHING, Compiled
from watch1718.adapters.knowledge_file import knowledge_folder, read_file, read_if_there
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
    Weights,
)
from watch1718.adapters.lexicon_terms import (
    closed_forms,
    closed_terms,
    index_terms,
    name_terms,
    read_spellings,
    trigger_terms,
)
from watch1718.adapters.value_files import (
    AmountsFile,
    DatesFile,
    NamesFile,
    PlacesFile,
    SpeakersFile,
    amount_words,
    date_words,
    name_words,
    place_words,
    speaker_words,
)
from watch1718.core.reader.lexicon import CueRule, Frame, Language, Lexicon, Row, Tongue
from watch1718.core.reader.terms import Meaning
from watch1718.core.reader.tokens import fold
from watch1718.errors import Misconfigured


def load_lexicon(root: Path | None = None, compiled: Compiled = KEEP_NOTHING) -> Lexicon:
    """Load every language that the package (or ``root``) holds, each written out once and then kept ``compiled``."""
    base = knowledge_folder(root)
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
    heads = {folder.name: read_file(folder / "language.yml", LanguageFile) for folder in folders}
    parties = read_file(base / "parties.yml", PartiesFile)
    return Lexicon(
        version=known,
        languages=MappingProxyType({}),
        tongues=MappingProxyType({code: Tongue(h.script, frozenset(h.common)) for code, h in heads.items()}),
        rows=_by_event([_row(entry) for entry in read_file(base / "events.yml", Rows).root]),
        parents=MappingProxyType({k: tuple(v) for k, v in read_file(base / "goods.yml", GoodsFile).root.items()}),
        gate=tuple(sorted({word for head in heads.values() for word in head.gate})),
        witnesses=frozenset(parties.witnesses),
        bodies=frozenset(parties.bodies),
        fronts=MappingProxyType(dict(parties.fronts)),
        names=MappingProxyType(dict(parties.names)),
        weights=MappingProxyType(read_file(base / "judge.yml", Weights).root),
        matters=frozenset(read_file(base / "matters.yml", Matters).root),
    )


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
    head = read_file(folder / "language.yml", LanguageFile)
    cues = read_file(folder / "cues.yml", Cues).root
    frames = [_frame(entry) for entry in read_frames(folder.name, base)]
    terms = [*name_terms(folder, head), *trigger_terms(folder, head, frames), *closed_terms(head)]
    terms += [
        (form, Meaning("cue", cue.cue)) for cue in cues for word in cue.words for form in closed_forms(word, head)
    ]
    spelt = read_spellings(folder)
    return Language(
        code=head.language,
        script=head.script,
        common=frozenset(head.common),
        abbreviations=frozenset(head.abbreviations),
        index=index_terms([(form, meaning) for term, meaning in terms for form in forms.spell(term, spelt)]),
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
        dates=date_words(read_if_there(folder / "dates.yml", DatesFile)),
        amounts=amount_words(read_if_there(folder / "amounts.yml", AmountsFile)),
        named=name_words(read_if_there(folder / "names.yml", NamesFile)),
        speakers=speaker_words(read_if_there(folder / "speakers.yml", SpeakersFile)),
        places=place_words(
            read_if_there(folder / "places.yml", PlacesFile),
            read_file(base / "places.yml", Names).root.values(),
            head.script,
        ),
    )


def read_frames(language: str, base: Path) -> list[FrameEntry]:
    """The frames of a language as its files hold them."""
    return [e for path in sorted((base / "frames" / language).glob("*.yml")) for e in read_file(path, Frames).root]


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


def _by_event(rows: Sequence[Row]) -> Mapping[str, tuple[Row, ...]]:
    events = {event for row in rows for event in row.events}
    return MappingProxyType({event: tuple(row for row in rows if event in row.events) for event in events})


def _by_trigger(frames: Iterable[Frame]) -> Mapping[str, tuple[Frame, ...]]:
    groups: dict[str, list[Frame]] = defaultdict(list)
    for frame in frames:
        for trigger in frame.triggers:
            groups[trigger].append(frame)
    return MappingProxyType({name: tuple(group) for name, group in groups.items()})


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
