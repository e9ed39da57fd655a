"""Tell step by step, in words, how a document was read: what each possible claim came from and what spoke against it.

sections ─▶ mentions ─▶ for each possible claim: frame ─▶ roles ─▶ modality ─▶ judge
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from watch1718.core.claim import Cue
from watch1718.core.document import Document, Span
from watch1718.core.reader import normal
from watch1718.core.reader.draft import Draft, role_mentions
from watch1718.core.reader.lexicon import Lexicon
from watch1718.core.reader.mentions import Mention
from watch1718.core.reader.read import THRESHOLD, Through, read_through
from watch1718.core.reader.reasons import reason
from watch1718.core.reading import TraceStep

_NEAR = 0.2
_STRONGEST = 4
_SHOWN_NAMES = 8
_HEARD = {"party": "parties", "goods": "goods", "trigger": "words of events", "cue": "words of doubt, stage and step"}


@dataclass(frozen=True, slots=True)
class Considered:
    """A claim that the text could make: what it would say, whether it was made, how it came about, what was missing."""

    what: str
    made: bool
    steps: tuple[TraceStep, ...]
    missing: tuple[str, ...]
    also: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was found in the text as a whole, and every claim that was near."""

    found: tuple[TraceStep, ...]
    considered: tuple[Considered, ...]


def explain(document: Document, lexicon: Lexicon, code: str) -> Explanation:
    """Read once more and tell each step; ``code`` is the language that the reading was made in."""
    text, origin = normal.shadow(document.full_text)
    language = lexicon.languages.get(code)
    if language is None:
        return Explanation((), ())
    through = read_through(document, text, language, lexicon)
    telling = _Telling(lexicon, text, origin)
    return Explanation(tuple(telling.whole(through)), tuple(telling.claims(through.drafts)))


@dataclass(frozen=True, slots=True)
class _Telling:
    lexicon: Lexicon
    text: str
    origin: list[int] | None

    def whole(self, through: Through) -> Iterator[TraceStep]:
        """Tell sections and mentions of the whole text."""
        sections = Counter(sentence.section.value for sentence, _ in through.sentences)
        yield TraceStep("sections", ", ".join(f"{count} × {name}" for name, count in sections.items()))
        for kind, name in _HEARD.items():
            found = [mention for _, scanned in through.sentences for mention in scanned.of(kind)]
            if found:
                yield TraceStep("mentions", f"{name}: {self._listed(found)}")

    def _listed(self, found: Sequence[Mention]) -> str:
        counts = Counter(mention.value for mention in found)
        first = {mention.value: mention for mention in reversed(found)}
        shown = [
            f"{self._name(one)} {n} × (“{self._words(first[one])}”)" for one, n in counts.most_common(_SHOWN_NAMES)
        ]
        more = len(counts) - _SHOWN_NAMES
        return ", ".join(shown) + (f", {more} more" if more > 0 else "")

    def claims(self, drafts: Sequence[Draft]) -> Iterator[Considered]:
        """Tell each possible claim once, by its strongest sentence, those that were made first."""
        groups: dict[tuple[str, str, str], list[Draft]] = {}
        for draft in sorted(drafts, key=lambda one: -one.score):
            groups.setdefault((draft.row.category, draft.supplier, draft.recipient), []).append(draft)
        for group in groups.values():
            lead = group[0]
            if lead.score >= _NEAR:
                made = lead.score >= THRESHOLD
                missing = () if made else tuple(self._weighed(lead, against=True))
                yield Considered(self._what(lead), made, tuple(self._steps(lead)), missing, len(group) - 1)

    def _what(self, draft: Draft) -> str:
        taker = self._name(draft.recipient) if draft.recipient else "nobody"
        return f"{draft.row.category.replace('_', ' ')}, {self._name(draft.supplier)} → {taker}"

    def _steps(self, draft: Draft) -> Iterator[TraceStep]:
        event, mode = draft.event, draft.modality
        parts = role_mentions(event)
        span = self._span(parts[0].start, max(part.end for part in parts))
        yield TraceStep(
            "frame",
            f"“{_plain(event.frame)}” in the {draft.sentence.section.value}, by its word",
            self._of(event.trigger),
        )
        yield TraceStep("roles", self._role("who gives", event.giver, draft.supplier), self._of(event.giver))
        yield TraceStep("roles", self._role("who takes", event.taker, draft.recipient), self._of(event.taker))
        what = f"what: {_plain(event.goods) or 'not named'}, which with this event and direction is {_plain(draft.row.category)}"
        yield TraceStep("roles", what, self._of(event.thing))
        yield TraceStep(
            "modality", f"stage: {_plain(draft.stage.label)}{_because(mode.stage_cue)}", self._cue(mode.stage_cue)
        )
        yield TraceStep(
            "modality", f"stance: {draft.stance.value}{_because(mode.stance_cue)}", self._cue(mode.stance_cue)
        )
        if mode.enforcement:
            yield TraceStep("modality", f"a step was taken against it: {_plain(mode.enforcement)}")
        for sayer in draft.sayers:
            yield TraceStep("modality", f"said by {sayer.name}", self._moved(sayer.span))
        holds = "a claim" if draft.score >= THRESHOLD else "no claim"
        start = self.lexicon.weights["bias"]
        said = (
            f"{draft.score:.2f}, {holds}: it starts at {start:+.1f}, and a sum above 0 is a score above {THRESHOLD:.2f}"
        )
        yield TraceStep("judge", said, span)
        for sign in (False, True):
            told = list(self._weighed(draft, against=sign))
            if told:
                yield TraceStep("judge", f"{'against' if sign else 'for'} it: {'; '.join(told)}")

    def _role(self, role: str, mention: Mention | None, code: str) -> str:
        name = self._name(code)
        if mention is None and not code:
            return f"{role}: nobody, since it needs no other side"
        if mention is None:
            return f"{role}: {name}, {'not said here' if code == 'XX' else 'taken from the rest of the text'}"
        turned = "" if mention.value == code else f"; for this kind of event that side is {name}"
        return f"{role}: {self._name(mention.value)}{turned}"

    def _weighed(self, draft: Draft, *, against: bool) -> Iterator[str]:
        weights: Mapping[str, float] = self.lexicon.weights
        held = [(weights.get(one, 0.0), one) for one in draft.features]
        strongest = sorted((one for one in held if (one[0] < 0) == against and one[0]), key=lambda one: -abs(one[0]))
        for weight, feature in strongest[:_STRONGEST]:
            yield f"{reason(feature)} ({weight:+.1f})"

    def _name(self, code: str) -> str:
        return "a party not named" if code == "XX" else self.lexicon.names.get(code, _plain(code))

    def _words(self, mention: Mention) -> str:
        return self.text[mention.start : mention.end].replace("\n", " ")

    def _of(self, mention: Mention | None) -> Span | None:
        return None if mention is None else self._span(mention.start, mention.end)

    def _cue(self, cue: Cue) -> Span | None:
        return self._moved(cue.span)

    def _moved(self, span: Span | None) -> Span | None:
        return None if span is None else self._span(span.start, span.end)

    def _span(self, start: int, end: int) -> Span:
        return Span(*normal.restore(start, end, self.origin))


def _because(cue: Cue) -> str:
    return ", by" if cue.span else ", since no word says otherwise"


def _plain(key: str) -> str:
    return key.replace("_", " ")
