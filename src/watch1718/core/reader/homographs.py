"""Words that are a finished verb and its noun alike where no vowels are written: شحن is "he shipped" and "shipping"."""

from __future__ import annotations

from watch1718.core.reader.lexicon import Language
from watch1718.core.reader.mentions import Mention
from watch1718.core.reader.tokens import Tokens

_VERB, _NOUN = "done", "noun"
_GOVERNING = {"trigger", "cue", "goods"}


def settle_homographs(mentions: tuple[Mention, ...], tokens: Tokens, language: Language) -> tuple[Mention, ...]:
    """Behind a preposition or a verb a word is the noun: drop its reading as a verb there."""
    if language.order != "verb":
        return mentions
    nouns = {(m.value, m.first) for m in mentions if m.kind == "trigger" and m.aspect == _NOUN}
    if not nouns:
        return mentions
    governing = {m.last for m in mentions if m.kind in _GOVERNING}
    return tuple(
        m
        for m in mentions
        if m.kind != "trigger"
        or m.aspect != _VERB
        or (m.value, m.first) not in nouns
        or not _is_governed(m.first, governing, tokens, language)
    )


def _is_governed(place: int, governing: set[int], tokens: Tokens, language: Language) -> bool:
    return place > 0 and (place - 1 in governing or tokens[place - 1].word in language.before)
