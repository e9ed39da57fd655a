"""Verbs of saying that stand before their speaker: ", estime le ministre russe"."""

from __future__ import annotations

from watch1718.core.reader.lexicon import Language
from watch1718.core.reader.mentions import Mention
from watch1718.core.reader.tokens import Tokens

_AUXILIARIES = 1  # ", a indiqué l'état-major"
_SPEAKER = 4


def turn_sayings(mentions: tuple[Mention, ...], tokens: Tokens, language: Language) -> tuple[Mention, ...]:
    """Let a verb of saying behind a comma take the bare name behind it for the speaker."""
    if language.adjectives != "after" or not any(m.kind == "say" for m in mentions):
        return mentions
    names = [m.first for m in mentions if m.kind == "party"]
    return tuple(
        m._replace(aspect="before") if m.kind == "say" and _speaks_behind(m, names, tokens, language) else m
        for m in mentions
    )


def _speaks_behind(say: Mention, names: list[int], tokens: Tokens, language: Language) -> bool:
    ahead = tokens[max(0, say.first - _AUXILIARIES - 1) : say.first]
    behind = tokens[say.last + 1 : say.last + 2 + _SPEAKER]
    length = next((i for i, token in enumerate(behind) if not token.word[0].isalnum()), len(behind))
    named = any(0 < name - say.last <= length for name in names)
    quoted = any(not token.word[0].isalnum() for token in ahead)
    return named and quoted and behind[0].word not in language.before
