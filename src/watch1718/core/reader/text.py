"""Cut a text into sentences and say in which section each stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from watch1718.core.claim import Section
from watch1718.core.reader.lexicon import Language

# Korean pages often leave out the space behind the stop.
# A run of stops is tried at its first alone and never given back: a megabyte of dots must not be tried from each of them.
# All begins with one class of characters: the search leaps from one to the next.
_END = re.compile(
    r"[.!?؟。！？\n](?:(?<=[.!?؟])(?<![.!?؟]{2})[.!?؟]*+[\"”’'»)\]]*+\s+"
    r"|(?<=[가-힣]\.)[\"”’]*(?=[가-힣])|(?<=[。！？])[。！？]*[」』”’）]*|(?<=\n)\n*)"
)
_LONGEST_WORD = 40  # an abbreviation is looked for no further back
LONGEST = 1500  # characters of a sentence
LONGEST_BY_CHARACTER = 300  # where a character is a word
_BY_CHARACTER = {"zh", "ja", "ko"}
_CLAUSE_MARKS = (", ", "; ", ": ", "، ", "؛ ", "，", "；", "：", "、")
_BOILERPLATE = re.compile(
    r"^\s*(\((reporting|editing|writing|additional reporting)\b|source\s*$|sign up\b|read more|subscribe|©|follow us|view\s+comments)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's range in the shadow text, its section and its place in the document (0 is the headline)."""

    start: int
    end: int
    section: Section
    order: int


def cut_sentences(text: str, title_end: int, language: Language) -> Iterator[Sentence]:
    """Yield the sentences of headline and body in order."""
    longest = LONGEST_BY_CHARACTER if language.script in _BY_CHARACTER else LONGEST
    pieces = (piece for start, end in _ranges(text, language) for piece in _bounded(text, start, end, longest))
    for order, (start, end) in enumerate(pieces):
        yield Sentence(start, end, _section(text[start:end], end, title_end, order), order)


def _ranges(text: str, language: Language) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        stop = match.start()
        if match.group().startswith(".") and _is_abbreviation(
            text[max(start, stop - _LONGEST_WORD) : stop], text[match.end() : match.end() + 1], language
        ):
            continue
        if text[start : match.end()].strip():
            yield start, match.end()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _bounded(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """Cut what no writer would call a sentence: within one everything is held against everything, and that must end."""
    while end - start > longest:
        stop = _cut(text, start + longest // 2, start + longest)
        yield start, stop
        start = stop
    yield start, end


def _cut(text: str, low: int, high: int) -> int:
    """Choose where to cut: behind the last clause mark, else the last space, else where no more is allowed."""
    mark = max(text.rfind(one, low, high) + len(one) if one in text[low:high] else 0 for one in _CLAUSE_MARKS)
    return mark or text.rfind(" ", low, high) + 1 or high


def _is_abbreviation(left: str, following: str, language: Language) -> bool:
    last = left.rsplit(None, 1)[-1] if left.split() else ""
    word = last.strip("(\"“'").casefold()
    return word in language.abbreviations or (len(word) == 1 and word.isalpha()) or following.islower()


def _section(sentence: str, end: int, title_end: int, order: int) -> Section:
    if end <= title_end + 1:
        return Section.HEADLINE
    if _BOILERPLATE.match(sentence):
        return Section.BOILERPLATE
    if sentence.lstrip()[:1] in '“"«「『':
        return Section.QUOTED
    return Section.LEDE if order <= 2 else Section.BODY  # noqa: PLR2004  the first two sentences carry the news
