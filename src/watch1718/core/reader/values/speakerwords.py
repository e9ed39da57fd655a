"""The words by which a language tells who says so, as its speakers.yml gives them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpeakerWords:
    """Words for those who speak, and the words around them.

    Where spaces part words, ``verbs`` follow a speaker beyond those of language.yml, ``before`` stand before one, and
    ``drops`` belong to no name at either end. Elsewhere a speaker ends in one of the ``nouns``, one of the ``marks``
    follows it, and the sentence holds one of ``tells``.
    """

    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    spaced: bool = True


NO_SPEAKERS = SpeakerWords()
