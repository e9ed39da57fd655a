"""The languages of a lexicon, each written out when a text first needs it, and kept for the runs that follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from watch1718.adapters import forms, lexicon_files, value_files
from watch1718.adapters.compiled import Compiled, version_of
from watch1718.core.reader import lexicon, terms, tokens
from watch1718.core.reader.lexicon import Language
from watch1718.core.reader.values import amountwords, datewords, namewords, placewords, speakerwords

_WRITERS = (
    forms,
    lexicon_files,
    value_files,
    lexicon,
    terms,
    tokens,
    amountwords,
    datewords,
    namewords,
    placewords,
    speakerwords,
)


class Languages(Mapping[str, Language]):
    """The languages by code, each built when a text first needs it: most runs read one or two."""

    def __init__(self, builders: Mapping[str, Callable[[], Language]], version: str, compiled: Compiled) -> None:
        self._builders = builders
        self._version = version
        self._compiled = compiled
        self._built: dict[str, Language] = {}

    def __getitem__(self, code: str) -> Language:
        """Build the language once, or take it as an earlier run built it."""
        if code not in self._built:
            self._built[code] = self._compiled.get(f"lexicon-{code}", self._version, self._builders[code])
        return self._built[code]

    def __contains__(self, code: object) -> bool:
        """Say whether a language is there, without building it."""
        return code in self._builders

    def __iter__(self) -> Iterator[str]:
        """The codes, in order."""
        return iter(self._builders)

    def __len__(self) -> int:
        """How many languages there are."""
        return len(self._builders)


@cache
def code_version() -> str:
    """What writes the forms: our own modules, and the analyser and its dictionary for Russian."""
    here = Path(__file__)
    beside = (here.with_name(f"{name}.py") for name in ("lexicon", "lexicon_terms"))
    ours = version_of(here, *beside, *(Path(str(module.__file__)) for module in _WRITERS))
    return f"{ours} {version('pymorphy3')} {version('pymorphy3-dicts-ru')}"
