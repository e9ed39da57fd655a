"""Screening: which listed parties a document names, by which form, and why that form was believed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from rapidfuzz.fuzz import ratio

from watch1718.core.document import Document, Span
from watch1718.core.folding import BREAK, Folded, fold, sounds
from watch1718.core.names import Form, Names, index
from watch1718.core.reading import ListedMention

__all__ = ["Names", "find_listed", "index"]

NEAR = 160
BESIDE = 40
TOUCHING = 2
ALIKE = 80.0
IMO = re.compile(r"\bIMO\b[^\d\n]{0,12}(\d{7})(?!\d)")
_HANGUL = re.compile(r"[가-힣]")
_AFTER_PERSON = frozenset("은는이가을를의와과도에께로만동등씨및")


def find_listed(document: Document, names: Names) -> tuple[ListedMention, ...]:
    """Find the listed parties that a document names: the first and surest mention of each."""
    if not _may_name(document, names):
        return ()
    text = _Text(document, names)
    best: dict[str, ListedMention] = {}
    for mention in (*_by_number(text), *_exact(text), *_alike(text)):
        held = best.get(mention.reference)
        if held is None or mention.score > held.score:
            best[mention.reference] = mention
    return tuple(sorted(best.values(), key=lambda mention: (mention.span, mention.reference)))


def _may_name(document: Document, names: Names) -> bool:
    """A quick look that spares documents without any trace of the DPRK: no form is believed without one."""
    raw = document.full_text
    lowered = raw.lower()
    return any(trace in lowered for trace in names.traces) or (bool(names.vessels) and "IMO" in raw)


class _Text:
    """One document while it is screened: folded once, its context words looked up when asked for."""

    def __init__(self, document: Document, names: Names) -> None:
        self.raw, self.names = document.full_text, names
        self.folded: Folded = fold(f"{document.title}|{document.text}")  # no name runs from title to text
        self._found: dict[str, tuple[tuple[str, int, int], ...]] = {}

    def mention(self, reference: str, start: int, end: int, score: float, why: str) -> ListedMention:
        """A mention with the words as the document writes them."""
        span = self.folded.span(start, end)
        return ListedMention(reference, self.raw[span.start : span.end], span, score, why)

    def words(self, group: str) -> tuple[tuple[str, int, int], ...]:
        """Where a group's words stand in the folded text."""
        if group not in self._found:
            scanner = self.names.groups.get(group)
            self._found[group] = tuple(scanner.scan(self.folded.text)) if scanner else ()
        return self._found[group]

    @cached_property
    def dprk(self) -> str:
        """The first word of the DPRK in the document, or nothing."""
        scanner = self.names.groups.get("dprk")
        return next((word for word, _, _ in scanner.scan(self.folded.text)), "") if scanner else ""

    def near(self, group: str, start: int, end: int, reach: int) -> str:
        """The word of a group that stands nearest, within ``reach`` characters; "" where none does."""
        found = [(gap, word) for gap, word, _ in self._around(group, start, end) if gap <= reach]
        return min(found)[1] if found else ""

    def is_foreign(self, start: int, end: int) -> bool:
        """Say whether another State stands closer to a name, in the same breath, than the DPRK does."""
        closed = (gap for gap, _, broken in self._around("foreign", start, end) if gap <= TOUCHING or not broken)
        foreign = min(closed, default=BESIDE + 1)
        own = min((gap for gap, _, _ in self._around("korean_army", start, end)), default=BESIDE + 1)
        return foreign <= BESIDE and foreign < own

    def _around(self, group: str, start: int, end: int) -> Iterator[tuple[int, str, bool]]:
        for word, first, last in self.words(group):
            between = (last, start) if last <= start else (end, first)
            if between[0] <= between[1]:
                yield between[1] - between[0], word, BREAK in self.folded.text[slice(*between)]


def _by_number(text: _Text) -> Iterator[ListedMention]:
    for found in IMO.finditer(text.raw):
        ship = text.names.vessels.get(found[1])
        if ship is not None:
            span = Span(found.start(1), found.end(1))
            why = f"IMO number of {ship.name}, check digit right"
            yield ListedMention(f"imo:{ship.imo}", ship.imo, span, 1.0, why)


def _exact(text: _Text) -> Iterator[ListedMention]:
    for word, start, end in text.names.scanner.scan(text.folded.text):
        for form in text.names.forms[word]:
            why = _believed(form, text, start, end)
            if why:
                yield text.mention(form.reference, start, end, 1.0, f"{form.rule} {form.text!r}; {why}")


def _alike(text: _Text) -> Iterator[ListedMention]:
    if not text.dprk:
        return
    heard = sounds(text.folded)
    for word, first, last in text.names.sound_scanner.scan(heard.text):
        start, end = text.folded.range(heard.word_at(first), heard.word_at(last - 1))
        written = text.folded.text[start:end]
        if written in text.names.forms:
            continue
        score, form = max(
            ((ratio(written, form.name), form) for form in text.names.by_sound[word]), key=lambda pair: pair[0]
        )
        why = _believed(form, text, start, end)
        if score >= ALIKE and why:
            said = f"sounds like {form.name!r}, {score:.0f} of 100 letters alike; {why}"
            yield text.mention(form.reference, start, end, round(score / 100, 3), said)


def _believed(form: Form, text: _Text, start: int, end: int) -> str:
    """Say why a form is believed to mean its party here, or nothing."""
    if not _is_itself(form, text, start, end):
        return ""
    if not form.need:
        return "nothing else is called so"
    dprk = text.dprk
    if not dprk or form.need == "dprk":
        return f"the document says {dprk!r}" if dprk else ""
    word = text.near(form.need, start, end, text.names.reach.get(form.need, NEAR))
    if not word or (not form.person and text.is_foreign(start, end)):
        return ""
    return f"{word!r} stands near"


def _is_itself(form: Form, text: _Text, start: int, end: int) -> bool:
    if form.capitals:
        span = text.folded.span(start, end)
        return text.raw[span.start : span.end].isupper()
    if form.person:
        beside = _beside(text, start, end, text.names.before_namesake, text.names.after_namesake)
        return _stands_alone(text.folded.text, start, end) and not beside
    return not _beside(text, start, end, text.names.before_office, text.names.after_office)


def _stands_alone(folded: str, start: int, end: int) -> bool:
    if not _HANGUL.match(folded[start]):
        return True
    before, after = folded[start - 1 : start], folded[end : end + 1]
    return not _HANGUL.match(before) and (not _HANGUL.match(after) or after in _AFTER_PERSON)


def _beside(text: _Text, start: int, end: int, before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    head = f" {text.folded.text[max(0, start - BESIDE) : start]}".replace(BREAK, " ")
    tail = text.folded.text[end : end + BESIDE].replace(BREAK, " ")
    return head.endswith(before) or tail.startswith(after)
