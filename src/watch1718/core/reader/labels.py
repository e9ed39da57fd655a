"""What a name or a thing is in its sentence, by the preposition, particle or case that it stands with."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from watch1718.core.reader.lexicon import Language
from watch1718.core.reader.mentions import FIRST, FURTHEST, Mention
from watch1718.core.reader.tokens import Tokens

_INHERITED = {"to", "for", "by"}  # "to North Korean soldiers" goes to the DPRK
_WAYS = {"to", "from"}
_NEAREST = 4  # words between a preposition and its noun
_LONGEST_PARTICLE = 4
_LONGEST_PREPOSITION = 4
_LONGEST_WORD = 8
_LONGEST_PHRASE = 16
_WORDS_TO_PARTICLE = 4
_LONGEST_WALK = 1 + _LONGEST_PHRASE + _WORDS_TO_PARTICLE * (1 + _LONGEST_WORD)
_OPENING = {"(", "（"}
_CLOSING = {")", "）"}
_KANA = re.compile("[\u3041-\u3096]")


def label(mention: Mention, tokens: Tokens, mentions: list[Mention], language: Language) -> Mention:
    """Give a party or a thing the label that its preposition, particle or case gives it."""
    label = (
        _clitic(mention, language)
        or _origin(mention, tokens, mentions, language)
        or _after(mention, tokens, mentions, language)
        or _before(mention, tokens, mentions, language)
        or _case(mention, mentions, language)
    )
    if label == "to" and mention.kind == "goods" and language.script == "ko":
        label = "by"  # 미사일로: with what, not where to
    return mention._replace(label=label)


def _clitic(mention: Mention, language: Language) -> str:
    """Read the preposition that is written together with an Arabic word (لروسيا): nearer than any other."""
    return language.cases.get(mention.aspect, "") if language.script == "arabic" else ""


def _origin(mention: Mention, tokens: Tokens, mentions: list[Mention], language: Language) -> str:
    """Say where a thing is from by the name right behind it ("obús norcoreano"), or what the thing's preposition makes of it."""
    if language.adjectives != "after" or mention.kind != "party":
        return ""
    noun = next((m for m in mentions if m.kind == "goods" and m.last + 1 == mention.first), None)
    if noun is None:
        return ""
    way = _clitic(noun, language) or _before(noun, tokens, mentions, language)
    return way if way in _INHERITED else "origin"


def _after(mention: Mention, tokens: Tokens, mentions: list[Mention], language: Language) -> str:
    """Read the particle behind a name: at the end of its word in Korean (북한군에), right behind it elsewhere."""
    if not language.after or (language.script == "zh" and mention.kind == "goods"):
        return ""
    if language.script == "ja":
        return _through_phrase(mention, tokens, mentions, language)
    if language.script == "ko":
        return _through_words(mention, tokens, mentions, language)
    rest = rest_of_word(mention.last, mention.end, tokens)
    sizes = range(min(len(rest), _LONGEST_PARTICLE), 0, -1)
    return next((language.after[rest[:size]] for size in sizes if rest[:size] in language.after), "")


def _through_words(mention: Mention, tokens: Tokens, mentions: list[Mention], language: Language) -> str:
    """Walk over bare nouns to the word whose end carries the particle (러시아 국영 기업에)."""
    ends = {"trigger", "say", "break"}
    behind = _just_behind(mention, mentions)
    stops = {m.first for m in behind if m.kind in ends or (m.kind == "party" and m.value != mention.value)}
    found = ""
    last, end = _past_brackets(mention.last, mention.end, tokens)
    for _ in range(_WORDS_TO_PARTICLE):
        rest = rest_of_word(last, end, tokens)
        place = last + 1 + len(_pieces(last, end, tokens))
        if any(last < stop < place for stop in stops):
            return found
        label = _ending(rest, language)
        if label not in {"", "of"}:
            return label
        found = found or label
        if place >= len(tokens) or place in stops or not tokens.words[place][0].isalnum():
            return found
        last, end = place, tokens.ends[place]
    return found


def _past_brackets(last: int, end: int, tokens: Tokens) -> tuple[int, int]:
    """Step over what stands in brackets right behind a name: its particle follows (조선무역은행(FTB)이)."""
    rest = tokens[last + 1 : last + 2 + _LONGEST_PHRASE]
    if not rest or rest[0].word not in _OPENING or rest[0].start != end:
        return last, end
    closing = next((i for i, token in enumerate(rest) if token.word in _CLOSING), None)
    return (last, end) if closing is None else (last + 1 + closing, rest[closing].end)


def _ending(rest: str, language: Language) -> str:
    sizes = range(min(len(rest), _LONGEST_PARTICLE), 0, -1)
    return next((language.after[rest[-size:]] for size in sizes if rest[-size:] in language.after), "")


def _through_phrase(mention: Mention, tokens: Tokens, mentions: list[Mention], language: Language) -> str:
    """Walk forward through の and bare nouns to the particle that closes the noun phrase (瀋陽の商社が)."""
    behind = _just_behind(mention, mentions)
    stops = {
        m.first for m in behind if m.kind in {"trigger", "say"} or (m.kind == "party" and m.value != mention.value)
    }
    found = ""
    start = _past_brackets(mention.last, mention.end, tokens)[0] + 1
    place = start
    end = min(len(tokens), place + _LONGEST_PHRASE)
    while place < end and place not in stops and tokens.words[place][0].isalnum():
        piece = "" if _KANA.match(tokens.words[place - 1]) else _particle(place, tokens, language)
        near = place == start or _KANA.match(piece)  # 産 and 製 only right behind the name
        label = language.after.get(piece, "") if near else ""
        if label not in {"", "of"}:
            return label
        found = found or label
        place += max(1, len(piece))
    return found


def _particle(place: int, tokens: Tokens, language: Language) -> str:
    """The longest particle that starts at a token."""
    words = tokens.words[place : place + _LONGEST_PARTICLE]
    pieces = ("".join(words[:size]) for size in range(len(words), 0, -1))
    return next((piece for piece in pieces if piece in language.after), "")


def rest_of_word(last: int, end: int, tokens: Tokens) -> str:
    """What is written together with the token at ``last``, which ends at ``end``."""
    return "".join(_pieces(last, end, tokens))


def _pieces(last: int, end: int, tokens: Tokens) -> list[str]:
    """The words that are written together with the one at ``last``."""
    place = last + 1
    while place < min(len(tokens), last + 1 + _LONGEST_WORD):
        if tokens.starts[place] != end or not tokens.words[place][0].isalnum():
            break
        end = tokens.ends[place]
        place += 1
    return tokens.words[last + 1 : place]


def _just_behind(mention: Mention, mentions: list[Mention]) -> list[Mention]:
    """The mentions that start behind this one, as far as any walk to a particle goes."""
    start = bisect_right(mentions, mention.last, key=FIRST)
    return mentions[start : bisect_right(mentions, mention.last + _LONGEST_WALK, lo=start, key=FIRST)]


def _just_before(mention: Mention, mentions: list[Mention]) -> list[Mention]:
    """The mentions that end right before this one: in a sentence of a thousand the others do not matter."""
    end = bisect_left(mentions, mention.first, key=FIRST)
    start = bisect_left(mentions, mention.first - FURTHEST, hi=end, key=FIRST)
    return [m for m in mentions[start:end] if mention.first - _NEAREST <= m.last < mention.first]


def _before(mention: Mention, tokens: Tokens, mentions: list[Mention], language: Language) -> str:
    """Walk back through the noun phrase to its preposition."""
    ends = {"trigger", "say", "relative"}
    earlier = _just_before(mention, mentions)
    stops = {m.last for m in earlier if m.kind in ends or _stands_apart(m, mention, language)}
    crossed = False
    near_only = bool(language.cases) and mention.kind == "goods"  # "в декабре судно": December is no part of the ship
    described = {m.last for m in earlier if "adjf" in m.aspect}
    for back in range(1, _NEAREST + 1):
        place = mention.first - back
        word = tokens.words[place] if place >= 0 else ""
        # "производства КНДР", 运往朝鲜: what ends a noun or a verb is a preposition all the same
        marks = (
            bool(language.cases) or language.adjectives == "after" or language.script == "zh"
        ) and word in language.before
        if not word[:1].isalnum() or (place in stops and not marks):
            return ""
        label = _phrase_label(place, tokens, language) or _case_label(word, mention, language)
        if label:
            return label
        if word in language.before or crossed:  # before "the" the phrase ends, but for its own preposition
            return _word_label(place, mention, tokens, stops, language)
        crossed = word in language.determiners
        if near_only and place not in described:
            return ""
    return ""


def _phrase_label(place: int, tokens: Tokens, language: Language) -> str:
    """The label of a preposition of several words that ends at a token."""
    for size in range(_LONGEST_PREPOSITION, 1, -1):
        phrase = " ".join(tokens.words[max(0, place + 1 - size) : place + 1])
        if " " in phrase and phrase in language.before:
            return language.before[phrase]
    return ""


def _case_label(word: str, mention: Mention, language: Language) -> str:
    """The label of a preposition with the case of its noun."""
    cases = mention.aspect.split(",") if mention.aspect else []
    return next((language.before[f"{word}+{case}"] for case in cases if f"{word}+{case}" in language.before), "")


def _word_label(place: int, mention: Mention, tokens: Tokens, stops: set[int], language: Language) -> str:
    """The label of one word, that of the phrase around a place before its own."""
    label = language.before.get(tokens.words[place], "")
    if label == "in" and mention.kind == "party":
        return _around(place, tokens, stops, language) or label
    return "" if label == "of" and _opens(place, tokens, language) else label


def _around(place: int, tokens: Tokens, stops: set[int], language: Language) -> str:
    """The way of the phrase around a place: "to a depot at Tikhoretsk" leads there, "from a plant in Tianjin" away."""
    if language.order != "positional" or language.adjectives != "before":
        return ""
    for back in range(place - 1, max(-1, place - 1 - _NEAREST), -1):
        word = tokens.words[back]
        if back in stops or not word[:1].isalnum():
            return ""
        if word in language.before:
            label = language.before[word]
            return label if label in _WAYS else ""
    return ""


def _opens(place: int, tokens: Tokens, language: Language) -> bool:
    """Say whether the word for "of" opens a sentence or a part of it: there it is an article ("Des soldats …")."""
    return language.adjectives == "after" and (place == 0 or not tokens.words[place - 1][0].isalnum())


def _stands_apart(party: Mention, mention: Mention, language: Language) -> bool:
    """Say whether a State before a word is no part of its phrase: another State, or a noun ("у России | ракеты")."""
    if party.kind == "party" and language.script == "zh":  # in 来自朝鲜的煤 the coal goes nowhere
        return party.value != mention.value
    return party.kind == "party" and bool(language.cases) and "adjf" not in party.aspect


def _case(mention: Mention, mentions: list[Mention], language: Language) -> str:
    """Take the first case that fits; a genitive that could be a dative is one behind words that we do not know."""
    cases = mention.aspect.split(",")
    if mention.kind == "goods":  # a thing in the dative is taught, helped or threatened: not where something goes
        cases = [case for case in cases if case != "datv"]
    if {"gent", "datv"} <= set(cases):
        known = any(m.last == mention.first - 1 and m.kind in {"trigger", "party", "goods"} for m in mentions)
        cases.remove("gent" if known else "datv")
    return next((label for case, label in language.cases.items() if case in cases), "")
