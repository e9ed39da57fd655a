"""What a reading changes in an alert, told as events with the difference in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from watch1718.core.alert import Alert, AlertEvent, EventKind
from watch1718.core.claim import Goods, Stage, Stance
from watch1718.core.counts import counted
from watch1718.core.party import NOBODY, Party
from watch1718.core.stated_claim import StatedClaim, StatedReading

QUOTE = 140
MARKS = ' “”"„«»'
RUNGS = frozenset({EventKind.OPENED, EventKind.CLIMBED, EventKind.WEAKENED})
Told = tuple[EventKind, str, str, str]


def happenings(old: Alert | None, new: Alert, reading: StatedReading) -> Iterator[AlertEvent]:
    """Tell what a reading did to an alert, in the order in which an analyst wants to hear it."""
    claim = next((stated for stated in reversed(new.claims) if stated.reading == reading.id), None)
    told = [_opened(new)] if old is None else list(_changes(old, new, claim, reading))
    for number, (kind, before, after, what) in enumerate(told, start=len(new.events) + 1):
        yield AlertEvent(new.id, number, kind, reading.paper.known_at, claim.id if claim else None, before, after, what)


def _changes(old: Alert, new: Alert, claim: StatedClaim | None, reading: StatedReading) -> Iterator[Told]:
    told = [*_climbed(old, new), *_corroborated(old, claim), *_contradicted(old, new, claim)]
    told += _weakened(old, new, reading)
    yield from told
    if (reason := _news(old, new, claim)) and old.disposition is not None:
        decided = old.disposition
        what = (
            f"open again after {decided.decision.words} of {shown_day(decided.at.date())} by {decided.actor}: {reason}"
        )
        yield EventKind.REOPENED, decided.decision.words, "open", what


def _opened(new: Alert) -> Told:
    stated = new.founding
    sides = who(stated.claim.supplier, stated.claim.recipient)
    goods = goods_words(stated.claim.goods, stated.paper.language)
    said = f"{sides}{f', {goods}' if goods else ''}: {stage_words(stated.claim.stage)}, {stated.claim.stance.value}, {quoted(stated)}"
    return EventKind.OPENED, "", stage_words(stated.claim.stage), said


def _climbed(old: Alert, new: Alert) -> Iterator[Told]:
    if not _rose(old, new):
        return
    before, after = stage_words(old.stage), stage_words(new.stage)
    yield EventKind.CLIMBED, before, after, f"{_was(old)}; now: {after}, {quoted(new.lead)}"


def _rose(old: Alert, new: Alert) -> bool:
    return new.stage > old.stage and bool(old.affirming)


def _corroborated(old: Alert, claim: StatedClaim | None) -> Iterator[Told]:
    if claim is None or claim.denies or not old.publishers or not _is_new_voice(claim, old.counted):
        return
    count = len(old.publishers)
    what = f"{claim.paper.publisher} also says so: {stage_words(claim.claim.stage)}, {quoted(claim)}"
    yield EventKind.CORROBORATED, _publishers(count), _publishers(count + 1), what


def _contradicted(old: Alert, new: Alert, claim: StatedClaim | None) -> Iterator[Told]:
    if claim is None:
        return
    if claim.denier and new.affirming and claim.denier not in old.deniers:
        what = f"denied by {claim.denier}, {shown_day(claim.paper.said_on)}: {quoted(claim)}"
        yield EventKind.CONTRADICTED, old.stance.value, new.stance.value, what
    elif old.stance is Stance.DENIED and not claim.denies:
        what = f"{claim.paper.publisher} says so, against the denial by {', '.join(old.deniers)}: {quoted(claim)}"
        yield EventKind.CONTRADICTED, old.stance.value, new.stance.value, what


def _weakened(old: Alert, new: Alert, reading: StatedReading) -> Iterator[Told]:
    by = "a newer reading of" if reading.again else "the corrected text of"
    day = shown_day(reading.paper.known_at.date())
    if old.counted and not new.counted:
        if not reading.again:
            what = f"{reading.paper.publisher} no longer says so: {by} {day} makes no such claim"
            yield EventKind.WEAKENED, stage_words(old.stage), "withdrawn", what
    elif old.affirming and (not new.affirming or new.stage < old.stage):
        after = stage_words(new.stage) if new.affirming else "only denied"
        yield EventKind.WEAKENED, stage_words(old.stage), after, f"{_was(old)}; now: {after}, by {by} {day}"


def _news(old: Alert, new: Alert, claim: StatedClaim | None) -> str:
    """Name what an analyst who decided on the old alert has not seen; "" where that is nothing."""
    if claim is None:
        return ""
    if _rose(old, new):
        return f"a new rung, {stage_words(new.stage)}"
    if _is_new_voice(claim, old.claims):
        return f"a new publisher, {claim.paper.publisher}"
    if new.goods_class != old.goods_class:
        return f"new goods, {goods_words(claim.claim.goods, claim.paper.language)}"
    fresh = parties(claim) - {party for stated in old.claims for party in parties(stated)}
    return f"a new party, {min(fresh, key=lambda one: one.id).name}" if fresh else ""


def _is_new_voice(claim: StatedClaim, heard: Iterable[StatedClaim]) -> bool:
    """Say whether a publisher speaks who was not heard before, with words that are not another's."""
    before = [stated.paper for stated in heard if not stated.denies or claim.denies]
    copied = claim.paper.origin and claim.paper.origin in {paper.origin for paper in before}
    return not copied and claim.paper.publisher not in {paper.publisher for paper in before}


def ladder(alert: Alert) -> str:
    """Read an alert's rungs with the days on which they were reached: "talks (2 March 2026) → under way (4 March 2026)"."""
    rungs = (event for event in alert.events if event.kind in RUNGS or _regrouped(event))
    return " → ".join(f"{event.after} ({shown_day(event.known_at.date())})" for event in rungs)


def _regrouped(event: AlertEvent) -> bool:
    """Say whether joining or parting moved the alert to another rung."""
    return event.kind in {EventKind.JOINED, EventKind.PARTED} and event.before != event.after


def parties(stated: StatedClaim) -> frozenset[Party]:
    """Name the parties with an identity of their own that a claim gives."""
    return frozenset(role.party for role in stated.claim.roles if role.party.id.startswith(("un:", "imo:", "name:")))


def _was(old: Alert) -> str:
    return f"was: {stage_words(old.stage)}, {shown_day(old.lead.paper.said_on)}"


def quoted(stated: StatedClaim) -> str:
    """Quote a claim's words on one line, cut at a word where they are long."""
    text = " ".join(stated.claim.evidence.quote.split()).strip(MARKS)
    return f"“{text}”" if len(text) <= QUOTE else f"“{text[:QUOTE].rsplit(' ', 1)[0]} …”"


def goods_words(goods: Goods, language: str = "en") -> str:
    """Name goods in English: the words of an English text, else their class beside the text's own words."""
    if not goods.text or not goods.goods_class or (goods.text.isascii() and language in {"en", "und"}):
        return goods.text
    return f"{goods.goods_class.replace('_', ' ')} ({goods.text})"


def goods_of(alert: Alert) -> str:
    """Name an alert's goods in English."""
    language = next((s.paper.language for s in (alert.lead, *alert.voices) if s.claim.goods.text), "en")
    return goods_words(alert.goods, language)


def who(supplier: Party, recipient: Party) -> str:
    """Read two parties as "KP → RU"; own conduct names the one."""
    left = supplier.country or supplier.name
    return left if recipient == NOBODY else f"{left} → {recipient.country or recipient.name}".replace("XX", "?")


def stage_words(stage: Stage) -> str:
    """Read a stage as "under way"."""
    return stage.label.replace("_", " ")


def shown_day(day: date) -> str:
    """Read a day as "2 March 2026"."""
    return f"{day.day} {day:%B %Y}"


def _publishers(count: int) -> str:
    return counted(count, "publishers")
