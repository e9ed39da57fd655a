"""Find who says so: the name or office at a verb of telling, whole as the text writes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from watch1718.core.reader.values.speakerwords import SpeakerWords

_LONGEST = 9  # words of a speaker
_STEM = 4
_ENDING = 3
_LEAD = ',،»”"’—– \n'
_OWNED = re.compile(r"\b(?:its|their|his|her|an?) $", re.IGNORECASE)
_MARKS = re.compile(r"[,،;:«»“”\"—–\n]|(?<=\w\w\w)\.\s")
_WORD = re.compile(r"[^\W_][\w’'.&-]*")
_CJK = r"[\u3400-\u9fff\u30a0-\u30ffA-Za-z]"
_ARTICLES = {
    "the",
    "a",
    "an",
    "le",
    "la",
    "les",
    "l",
    "el",
    "los",
    "las",
    "o",
    "os",
    "as",
    "der",
    "die",
    "das",
    "dem",
    "den",
}

Range = tuple[int, int]


def find_speakers(text: str, words: SpeakerWords, says: Iterable[Range] = (), stops: Sequence[int] = ()) -> list[Range]:
    """The ranges of who speaks, nearest to the verb first; ``says`` are verbs of telling, ``stops`` where other verbs end."""
    if not words.nouns:
        return []
    if not words.spaced:
        return _joined(text, words)
    patterns = _patterns(words)
    found = [_behind(text, m.end(), words) for m in patterns[1].finditer(text)]
    verbs = sorted({*says, *(m.span() for m in patterns[0].finditer(text))})
    for start, end in verbs:
        first = start + len(text[start:end]) - len(text[start:end].lstrip(_LEAD))
        if not _is_done(text, first, end):
            found += [_ahead(text, first, words, stops), _turned(text, first, end, words)]
    return [one for one in found if one is not None]


def _is_done(text: str, start: int, end: int) -> bool:
    """Say whether a verb is done to somebody or describes a thing: "sanctioned by", "its alleged role"."""
    return text[end : end + 4] == " by " or bool(_OWNED.search(text[:start]))


def _ahead(text: str, start: int, words: SpeakerWords, stops: Sequence[int]) -> Range | None:
    """The noun phrase right before a verb: behind the mark, verb or dropped word before it."""
    before = re.sub(r"\([^()]*\)\s*$", lambda m: " " * len(m.group()), text[:start])
    if not words.verbs or before.rstrip()[-1:] in _LEAD:  # the verb opens its clause
        return None
    marks = [m.end() for m in _MARKS.finditer(before)]
    first = max([0, *marks, *(stop for stop in stops if stop < start)])
    return _phrase(text, first, start, words, last_first=True)


def _turned(text: str, start: int, end: int, words: SpeakerWords) -> Range | None:
    """The noun phrase behind a verb that itself stands behind a mark: "…, said two officials"."""
    if not re.search(r"[,»”\"’—–]\s*$", text[:start]):
        return None
    return _behind(text, end, words)


def _behind(text: str, end: int, words: SpeakerWords) -> Range | None:
    mark = re.compile(r"[,،;:(«»“”\"—–\n]|(?<=\w\w\w)\.(?:\s|$)").search(text, end)
    return _phrase(text, end, mark.start() if mark else len(text), words, last_first=False)


def _phrase(text: str, first: int, last: int, words: SpeakerWords, *, last_first: bool) -> Range | None:
    """Trim a stretch of text to a speaker; None where nobody is named in it."""
    found = [(m.start(), m.end()) for m in _WORD.finditer(text, first, last)]
    drops = {*words.drops, *_ARTICLES}
    if last_first:
        while found and text[slice(*found[-1])].casefold() in drops:
            found.pop()
        cut = next((i for i in range(len(found) - 1, -1, -1) if _parts(text[slice(*found[i])], words)), -1)
        found = found[cut + 1 :][-_LONGEST:]
    else:
        cut = next((i for i, one in enumerate(found) if i and _parts(text[slice(*one)], words)), len(found))
        found = found[: min(cut, _LONGEST)]
    while found and (text[slice(*found[0])].casefold() in drops or text[found[0][0]].isdigit()):
        found.pop(0)
    if not any(
        _is_office(text[slice(*one)], words) for one in found
    ):  # a verb is no part of a bare name: "fled Russia"
        while found and not text[found[0][0]].isupper() and text[found[0][0]].lower() != text[found[0][0]].upper():
            found.pop(0)
    named = [_names(text[slice(*one)], words) for one in found]
    if not any(named) or (last_first and not any(named[-2:])):
        return None
    return found[0][0], found[-1][1]


def _parts(word: str, words: SpeakerWords) -> bool:
    """Say whether a word ends a speaker's name on the way."""
    return word.casefold() in set(words.drops) - _ARTICLES


def _names(word: str, words: SpeakerWords) -> bool:
    return word[0].isupper() or _is_office(word, words)


def _is_office(word: str, words: SpeakerWords) -> bool:
    """Say whether a word is one for those who speak, whatever its ending."""
    folded = word.casefold().removeprefix("ال")
    return any(folded == noun or _is_form(folded, noun) for noun in words.nouns)


def _is_form(word: str, noun: str) -> bool:
    """Say whether a word is a noun with another ending: разведки, разведка."""
    stem = noun[:-1]
    return len(stem) > _STEM and word.startswith(stem) and len(word) - len(noun) <= _ENDING


def _joined(text: str, words: SpeakerWords) -> list[Range]:
    """A run that ends in a word for a speaker with its mark, in a sentence that tells: 某研究机构称, 외교 소식통이."""
    if not any(tell in text for tell in words.tells):
        return []
    return [
        (_begins(text, *match.span("name"), words), match.end("name")) for match in _patterns(words)[0].finditer(text)
    ]


def _begins(text: str, start: int, end: int, words: SpeakerWords) -> int:
    """Behind the small words that the run opens with: 据, 某."""
    cuts = [text.rfind(one, start, end) + len(one) for one in words.drops if text.find(one, start, end) >= 0]
    return max([start, *(cut for cut in cuts if cut < end - 1)])


@lru_cache(maxsize=16)
def _patterns(words: SpeakerWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    if words.spaced:
        edges = (r"(?<!\w)(?:", r")(?!\w)")
        return tuple(  # type: ignore[return-value]
            re.compile(f"{edges[0]}{_either(group)}{edges[1]}", re.IGNORECASE) for group in (words.verbs, words.before)
        )
    run = (
        r"(?:[가-힣A-Z]+(?<![고다며는을를이가은로한된할]) )?[가-힣A-Z]*?" if "은" in words.marks else f"{_CJK}{{0,12}}?"
    )
    gap = r"(?: ?[가-힣]{1,9}?)?" if "은" in words.marks else r"(?:(?:[今昨]|\d{1,2})[日天]\S{0,3}?|\S{0,4}?)"
    body = rf"(?P<name>{run}(?:{_either(words.nouns)})+)(?={gap}(?:\([^)]*\))?(?:{_either(words.marks)}))"
    return re.compile(body), re.compile("(?!)")


def _either(group: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in group), key=len, reverse=True)) or "(?!)"
