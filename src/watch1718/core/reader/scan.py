"""One scan of a sentence: every known name, good, trigger and cue with its span, the longest at each place."""

from __future__ import annotations

from watch1718.core.reader.homographs import settle_homographs
from watch1718.core.reader.inversion import turn_sayings
from watch1718.core.reader.labels import label, rest_of_word
from watch1718.core.reader.lexicon import Language
from watch1718.core.reader.mentions import Mention, Scanned
from watch1718.core.reader.terms import Term
from watch1718.core.reader.tokens import Tokens, tokenize

_LABELLED = {"party", "goods"}
_WIDEST_GAP = 3
_STEMMED = {"ko", "ja", "zh"}


def scan(text: str, offset: int, language: Language) -> Scanned:
    """Find every term of the language in one sentence, the longest at each place."""
    tokens = tokenize(text, offset)
    words = tuple(tokens.words)
    starts, ends = tokens.starts, tokens.ends
    mentions: list[Mention] = []
    free = 0
    for place in language.index.places(words):
        if place < free:
            continue
        terms = _terms_at(tokens, words, place, language)
        for term in terms:
            last = place + len(term.tokens) - 1
            mentions += [
                Mention(kind, value, aspect, starts[place], ends[last], place, last)
                for kind, value, aspect in term.meanings
            ]
        # A cue may hold a verb that is a trigger too ("in exchange for sending"); a name or a mask swallows its parts.
        if terms and not terms[-1].only_cue:
            free = place + len(terms[-1].tokens)
    labelled = tuple(m if m.kind not in _LABELLED else label(m, tokens, mentions, language) for m in mentions)
    settled = settle_homographs(labelled, tokens, language)
    return Scanned(tokens, turn_sayings(settled, tokens, language))


def _terms_at(tokens: Tokens, words: tuple[str, ...], place: int, language: Language) -> list[Term]:
    """The longest term at a place; behind a cue alone also the longest of another kind ("froze the assets", "froze")."""
    known = language.index.at(words, place)
    if len(known) == 1 and len(known[0].tokens) == 1:  # what most words are
        return known if _is_word(tokens, place, language) else []
    found: list[Term] = []
    for term in known:
        if not (_unbroken(tokens, place, term) if len(term.tokens) > 1 else _is_word(tokens, place, language)):
            continue
        if not found or not term.only_cue:
            found.append(term)
        if not found[-1].only_cue:
            return _stem_cues(found, known, language)
    return found


def _stem_cues(found: list[Term], known: list[Term], language: Language) -> list[Term]:
    """Put the cue that a verb's stem is before the verb where no space parts them: 논의 in 논의했다, 押収 in 押収した."""
    if language.script not in _STEMMED or any(meaning.kind != "trigger" for meaning in found[-1].meanings):
        return found
    for term in known:
        cues = tuple(meaning for meaning in term.meanings if meaning.kind == "cue")
        if cues and 1 < len(term.tokens) < len(found[-1].tokens):
            return [Term(term.tokens, cues, only_cue=True), *found]
    return found


def _is_hangul(word: str) -> bool:
    return "\uac00" <= word[:1] <= "\ud7a3"


def _is_word(tokens: Tokens, place: int, language: Language) -> bool:
    return not _is_hangul(tokens.words[place]) or _stands_alone(tokens, place, language)


def _stands_alone(tokens: Tokens, place: int, language: Language) -> bool:
    """Say whether a syllable is a word: nothing written together before it, nothing but a particle behind it."""
    if _is_joined(tokens, place):
        return False
    rest = rest_of_word(place, tokens.ends[place], tokens)
    return not rest or rest in language.after


def _unbroken(tokens: Tokens, place: int, term: Term) -> bool:
    """Say whether the tokens stand close.

    From within a Korean word no term reaches into the next (북한이 미, no 이미), nor does a mask (북한 강제, no 북한강).
    """
    gaps = {i for i in range(1, len(term.tokens)) if tokens.starts[place + i] > tokens.ends[place + i - 1]}
    if gaps - term.gaps and _is_hangul(term.tokens[0]) and (_is_joined(tokens, place) or _is_mask(term)):
        return False
    return all(tokens.starts[place + i] - tokens.ends[place + i - 1] <= _WIDEST_GAP for i in gaps)


def _is_mask(term: Term) -> bool:
    return term.meanings[0].kind == "mask"


def _is_joined(tokens: Tokens, place: int) -> bool:
    return place > 0 and tokens.ends[place - 1] == tokens.starts[place] and tokens.words[place - 1][0].isalnum()
