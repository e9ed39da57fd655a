"""What drafting must know of the document around a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from watch1718.core.reader.discourse import Scene
from watch1718.core.reader.lexicon import Language, Lexicon


@dataclass(frozen=True, slots=True)
class Place:
    """The text, its scene and language, the year of publication, and the States that the sentence before names."""

    text: str
    scene: Scene
    language: Language
    lexicon: Lexicon
    year: int | None
    previous: frozenset[str]
