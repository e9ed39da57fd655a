"""Puts the reader together from its knowledge: lexicon, catalogue, listed names. No database, and nothing that needs one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from watch1718.adapters import catalogue as catalogue_files
from watch1718.adapters import law_files
from watch1718.adapters import listed_names as name_files
from watch1718.adapters.catalogue import load_catalogue
from watch1718.adapters.compiled import Compiled, version_of
from watch1718.adapters.lexicon import load_lexicon
from watch1718.adapters.limited_parser import LimitedParser
from watch1718.adapters.list_replay import read_body
from watch1718.adapters.un_list import parse_list
from watch1718.adapters.vessels import designated_vessels
from watch1718.core import measure, names
from watch1718.core.assess import apply_law, assess
from watch1718.core.citation import cite_claims
from watch1718.core.document import Document, digest
from watch1718.core.finding import Finding
from watch1718.core.listing import ListVersion
from watch1718.core.measure import Catalogue
from watch1718.core.names import KnownNames, Names, index
from watch1718.core.reader import Lexicon, read
from watch1718.core.reader.explain import Explanation, explain
from watch1718.core.reading import ListedMention, Reading
from watch1718.core.screening import find_listed
from watch1718.settings import settings

_Value = TypeVar("_Value")
_KNOWLEDGE = Path(str(files("watch1718") / "knowledge"))
_INDEXES: dict[str, Names] = {}  # of the list last asked for, by its hash
NO_LIST = ListVersion(datetime(2006, 10, 14, tzinfo=UTC), ())


@cache
def lexicon() -> Lexicon:
    """The lexicon that comes with this version."""
    return load_lexicon(compiled=Compiled(settings().home / "cache"))


@cache
def catalogue() -> Catalogue:
    """The catalogue of measures that comes with this version."""
    files_of = [*(_KNOWLEDGE / "measures").glob("*.yml"), _KNOWLEDGE / "categories.yml", _KNOWLEDGE / "paragraphs.yml"]
    return _kept("catalogue", files_of, (catalogue_files, law_files, measure), load_catalogue)


@cache
def known_names() -> KnownNames:
    """The reviewed names of listed parties that come with this version."""
    return _kept("listed-names", [_KNOWLEDGE / "listed_names.yml"], (name_files, names), name_files.listed_names)


def _kept(name: str, sources: Sequence[Path], builders: Sequence[ModuleType], build: Callable[[], _Value]) -> _Value:
    """A value of the core as an earlier run built it from the same files by the same code."""
    version = version_of(*sorted(sources), *(Path(str(module.__file__)) for module in builders))
    return Compiled(settings().home / "cache").get(name, version, build)


@cache
def code_version() -> str:
    """The hash of the core's own source: what a reading depends on besides its knowledge."""
    core = files("watch1718") / "core"
    sources = sorted(Path(str(core)).rglob("*.py"))
    return digest(*(path.read_text(encoding="utf-8") for path in sources))


@dataclass(frozen=True)
class KnowledgeReader:
    """The port ``Reader``: the reader with the knowledge of this version and the names of one list."""

    listed: ListVersion | None = None

    @property
    def reader_version(self) -> str:
        """Code, lexicon and catalogue, as one hash: all that a reading depends on but the list."""
        return digest(code_version(), lexicon().version, known_names().version, catalogue().version)[:16]

    @property
    def catalogue_version(self) -> str:
        """The catalogue's content hash."""
        return catalogue().version

    @property
    def list_version(self) -> str:
        """The list's content hash; "" without one."""
        return self.listed.content_hash if self.listed else ""

    @property
    def _names(self) -> Names:
        listed = self.listed or NO_LIST
        if listed.content_hash not in _INDEXES:
            _INDEXES.clear()
            _INDEXES[listed.content_hash] = index(listed, designated_vessels(), known_names())
        return _INDEXES[listed.content_hash]

    def judge(self, document: Document) -> tuple[Reading, Sequence[Sequence[Finding]]]:
        """What one document says, listed parties and cited paragraphs included, with the findings of each claim."""
        found = read(document, lexicon())
        claims = cite_claims(found.claims, document, catalogue())
        reading = replace(found, claims=claims, listed=tuple(self.find_listed(document)))
        published = document.published.date() if document.published else None
        return apply_law(reading, [assess(claim, catalogue(), published) for claim in claims])

    def explain(self, document: Document, reading: Reading) -> Explanation:
        """How that reading of the document came about, in words."""
        return explain(document, lexicon(), reading.language)

    def find_listed(self, document: Document) -> Sequence[ListedMention]:
        """The names of the list that a document writes."""
        return find_listed(document, self._names)


def reader(un_list: Path | None = None) -> KnowledgeReader:
    """A reader without a database; listed names come from this file, else from the list last accepted here."""
    if un_list:
        return KnowledgeReader(LimitedParser().un_list(read_body(un_list)))
    copy = list_copy()  # ours, and read by the child when it was accepted: no need to wait for one
    return KnowledgeReader(parse_list(copy.read_bytes()) if copy.exists() else None)


def list_copy() -> Path:
    """Where the list last accepted here is kept."""
    return settings().home / "un_list.xml"
