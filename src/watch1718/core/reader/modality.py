"""How far along and how firmly: cues with reach decide stage, stance, enforcement; sayers make the chain."""

from __future__ import annotations

from dataclasses import dataclass, replace

from watch1718.core.claim import Cue, Sayer, Stage, Stance
from watch1718.core.document import Span
from watch1718.core.reader.frames import Event
from watch1718.core.reader.lexicon import CueRule, Language
from watch1718.core.reader.mentions import Mention, Scanned
from watch1718.core.reader.taxonomy import DPRK

_BY_ASPECT = {
    "base": Stage.UNDER_WAY,
    "done": Stage.DELIVERED,
    "ongoing": Stage.UNDER_WAY,
    "noun": Stage.UNDER_WAY,
    "": Stage.UNDER_WAY,
}

# Acts of speech: a hedge inside what was offered or agreed does not make the offer itself doubtful.
_TITLE = 10
_AUXILIARY = 2
_APPOSITION = 4
_TITLED = 2
_ACTS = {"offer", "agreement", "talks"}


@dataclass(frozen=True, slots=True)
class Modality:
    """What the cues around one event say. ``applied`` names the cue groups, for the trace."""

    stage: Stage
    stage_cue: Cue
    stance: Stance
    stance_cue: Cue
    enforcement: str
    flags: frozenset[str]
    applied: tuple[str, ...]


def judge_modality(event: Event, scanned: Scanned, language: Language, fixed: str) -> Modality:
    """Weigh the cues that reach the event; ``fixed`` is a stage that the taxonomy's row sets."""
    reaching = [(cue, language.cues[cue.value]) for cue in scanned.outer_cues()]
    reaching = [
        (c, rule) for c, rule in reaching if _reaches(c, event, rule) and not _is_stopped(c, event, rule, scanned)
    ]
    aspect = aspect_of(event.trigger, scanned, language)
    event = replace(event, trigger=event.trigger._replace(aspect=aspect))
    stage, stage_cue = _stage(event, [(c, r.value) for c, r in reaching if r.sets == "stage"], fixed)
    hedged = event.trigger.aspect != "done" and any(rule.value == Stage.SPECULATION.label for _, rule in reaching)
    stance, stance_cue = _stance([(c, r.value) for c, r in reaching if r.sets == "stance"], stage, hedged=hedged)
    return Modality(
        stage,
        stage_cue,
        stance,
        stance_cue,
        _enforcement([rule.value for _, rule in reaching if rule.sets == "enforcement"]),
        frozenset(rule.value for _, rule in reaching if rule.sets == "flag"),
        tuple(sorted({rule.name for _, rule in reaching})),
    )


def aspect_of(trigger: Mention, scanned: Scanned, language: Language) -> str:
    """The trigger's form, corrected by the word before it: "are shipped" goes on, "to be shipped" is still to come."""
    if trigger.aspect != "done":
        return trigger.aspect
    before = [scanned.tokens.words[i] for i in range(trigger.first - 1, max(-1, trigger.first - 1 - _AUXILIARY), -1)]
    return next((language.tense[word] for word in before if word in language.tense), "done")


def _reaches(cue: Mention, event: Event, rule: CueRule) -> bool:
    if rule.reach in {"sentence", "document"}:
        return True
    inside = event.first <= cue.first <= event.last
    ahead = 0 < event.trigger.first - cue.last <= rule.near
    behind = 0 < cue.first - event.trigger.last <= rule.near
    same = cue.first <= event.trigger.first <= cue.last
    if rule.reach == "forward":
        return inside and (ahead or same)
    if rule.reach == "backward":
        return inside and (behind or same)
    return inside and (ahead or behind or same)


def speak_for_itself(mode: Modality, sayers: tuple[Sayer, ...]) -> Modality:
    """What the DPRK alone claims of its own tests it asserts: "Pyongyang claimed to have tested"."""
    own = mode.stage is Stage.OWN_CONDUCT and mode.stance is Stance.ALLEGED
    if not own or {sayer.country for sayer in sayers} != {DPRK}:
        return mode
    return replace(mode, stance=Stance.ASSERTED, stance_cue=Cue(Stance.ASSERTED.value))


def deny(mode: Modality, sayers: tuple[Sayer, ...]) -> Modality:
    """What somebody says did not happen is a denial; what the text itself negates is no claim."""
    if not sayers or "negated" not in mode.flags or mode.stage is Stage.OWN_CONDUCT:
        return mode
    denied = Stance.DENIED
    return replace(mode, stance=denied, stance_cue=Cue(denied.value), flags=mode.flags - {"negated"})


def _is_stopped(cue: Mention, event: Event, rule: CueRule, scanned: Scanned) -> bool:
    """Say whether a word between cue and trigger ends the reach ("missiles that officials believe" doubts no missile)."""
    if rule.reach in {"sentence", "document"}:
        return False
    ahead = scanned.tokens.words[cue.last + 1 : event.trigger.first]
    behind = scanned.tokens.words[event.trigger.last + 1 : cue.first]
    return not (rule.stops_ahead.isdisjoint(ahead) and rule.stops_behind.isdisjoint(behind))


def _stage(event: Event, cues: list[tuple[Mention, str]], fixed: str) -> tuple[Stage, Cue]:
    """Let an outer hedge win, else the nearest cue; without a cue the row's stage or the trigger's form decides."""
    if fixed == Stage.OWN_CONDUCT.label:
        return Stage.OWN_CONDUCT, _cue(Stage.OWN_CONDUCT.label, event.trigger)
    floor = Stage[fixed.upper()] if fixed else None
    usable = [cue for cue in cues if _may_move(Stage[cue[1].upper()], floor)]
    done = event.trigger.aspect == "done"
    acts = [c for c in usable if c[1] != Stage.SPECULATION.label and (not done or _outlasts(c, event.trigger))]
    hedges = [
        c
        for c in usable
        if c[1] == Stage.SPECULATION.label and not any(a[0].first < c[0].first for a in acts if a[1] in _ACTS)
    ]
    chosen = min(hedges or acts, key=lambda c: abs(c[0].first - event.trigger.first), default=None)
    outer = next((a for a in acts if a[1] == Stage.AGREEMENT.label and chosen and a[0].first < chosen[0].first), None)
    if chosen is not None and chosen[1] == Stage.OFFER.label:  # "agreed that they will": the agreement is the step
        chosen = outer or chosen
    if chosen is not None:
        return Stage[chosen[1].upper()], _cue(chosen[1], chosen[0])
    stage = floor or _BY_ASPECT[event.trigger.aspect]
    return stage, _cue(stage.label, event.trigger)


def _outlasts(cue: tuple[Mention, str], trigger: Mention) -> bool:
    """A finished verb keeps its stage against lesser cues, unless it is the cue itself: "signed", "asked"."""
    return Stage[cue[1].upper()] >= Stage.DELIVERED or cue[0].first <= trigger.first <= cue[0].last


def _may_move(stage: Stage, floor: Stage | None) -> bool:
    """A row's own stage yields to a hedge and to a higher rung, but talks never become a delivery by a stray verb."""
    if floor is None or stage is Stage.SPECULATION:
        return True
    return floor < stage < Stage.DELIVERED if floor is Stage.TALKS else stage > floor


def _enforcement(values: list[str]) -> str:
    """A conviction or seizure outweighs the charge that came before it."""
    return Stance.ASSERTED.value if Stance.ASSERTED.value in values else next(iter(values), "")


def _stance(cues: list[tuple[Mention, str]], stage: Stage, *, hedged: bool) -> tuple[Stance, Cue]:
    values = {value for _, value in cues}
    for stance in (Stance.DENIED, Stance.ALLEGED):
        if stance.value in values:
            return stance, _cue(stance.value, next(cue for cue, value in cues if value == stance.value))
    if stage is Stage.SPECULATION or (stage is Stage.OWN_CONDUCT and hedged):
        return Stance.ALLEGED, Cue(Stance.ALLEGED.value)
    return Stance.ASSERTED, Cue(Stance.ASSERTED.value)


def _cue(value: str, mention: Mention) -> Cue:
    return Cue(value, Span(mention.start, mention.end))


def find_sayers(scanned: Scanned, text: str) -> tuple[Sayer, ...]:
    """Name who says so: the words before a verb of saying, or behind "according to", as far as a party stands in them.

    In "Russia shipped coal to North Korea, officials said" the officials speak, and no State is named for them.
    """
    chain: list[Sayer] = []
    parties = scanned.of("party")
    for say in _speaking(scanned):
        side = (
            [p for p in parties if p.first > say.last]
            if say.aspect == "before"
            else [p for p in parties if p.last < say.first]
        )
        near = min(side, key=lambda p: abs(p.first - say.first), default=None)
        if near is None or abs(near.first - say.first) > _TITLE + 2:
            continue
        verb = text[say.start : say.end]
        if say.aspect != "before" and _is_told_of(near, say, scanned):
            words = _own_words(say, scanned)
            if words is not None:
                chain.append(Sayer(text[words.start : words.end], verb, words))
        else:
            chain.append(Sayer(_phrase(near, say, scanned, text), verb, Span(near.start, near.end), country=near.value))
    return tuple(chain)


def _is_told_of(party: Mention, say: Mention, scanned: Scanned) -> bool:
    """Say whether a party before a verb of saying belongs to what is told: a comma ends its clause, whose verb it follows."""
    verbs = [t.last for t in scanned.of("trigger") if t.last < party.first]
    if not verbs or _mark_between(max(verbs), party.first, scanned):
        return False
    return _mark_between(party.last, say.first, scanned)


def _own_words(say: Mention, scanned: Scanned) -> Span | None:
    """The few words between the last mark and a verb of saying."""
    first = _after_mark(say.first, scanned)
    words = scanned.tokens[first : say.first]
    return Span(words[0].start, words[-1].end) if 0 < len(words) <= _APPOSITION else None


def _after_mark(before: int, scanned: Scanned) -> int:
    """Where the words begin that end before a token: behind the mark before them, or with the sentence."""
    marks = (i for i in range(before - 1, -1, -1) if not scanned.tokens.words[i][0].isalnum())
    return next(marks, -1) + 1


def _mark_between(first: int, last: int, scanned: Scanned) -> bool:
    return any(not word[0].isalnum() for word in scanned.tokens.words[first + 1 : last])


def _speaking(scanned: Scanned) -> list[Mention]:
    """The verbs of saying that somebody does: in "is believed to have sent" nobody named speaks."""
    passive = {m.last for m in scanned.of("passive")}
    return [say for say in scanned.of("say") if say.aspect == "before" or say.first - 1 not in passive]


def _phrase(party: Mention, say: Mention, scanned: Scanned, text: str) -> str:
    """The words of who speaks: a whole "two officials in Seoul", no more than a "Seoul" that stands alone.

    A name written small is an adjective and wants its noun ("российской стороны").
    """
    first = _after_mark(party.first, scanned)
    first = max(first, say.last + 1) if say.aspect == "before" else first
    lead = scanned.tokens[first : party.first]
    whole = _TITLED <= len(lead) <= _APPOSITION and not any(
        first <= t.first < party.first for t in scanned.of("trigger")
    )
    start = lead[0].start if whole else party.start
    if say.aspect == "before" or say.start < party.end:
        return text[start : _noun_end(party, scanned) if text[party.start].islower() else party.end]
    return text[start : say.start].split(",", maxsplit=1)[0].strip(' \n\t"“”')


def _noun_end(party: Mention, scanned: Scanned) -> int:
    behind = scanned.tokens[party.last + 1 : party.last + 2]
    return behind[0].end if behind and behind[0].word[0].isalnum() else party.end


def sayer_mentions(scanned: Scanned) -> set[Mention]:
    """The party mentions that only say or are told, and so play no part in what is told."""
    found: set[Mention] = set()
    parties = scanned.of("party")
    triggers = [t.first for t in scanned.of("trigger")]
    for say in _speaking(scanned):
        if say.aspect == "before":
            near = [p for p in parties if 0 < p.first - say.last <= _APPOSITION]
        else:
            near = [
                p
                for p in parties
                if 0 < say.first - p.last <= _TITLE
                and not any(p.last < t < say.first for t in triggers)
                and not _is_told_of(p, say, scanned)
            ]
            near = [p for p in near if p is near[-1] or not _mark_between(p.last, near[-1].first, scanned)]
        found.update(near[:1] if say.aspect == "before" else near)
    for verb in scanned.of("addressed"):
        found.update(p for p in parties if 0 < p.first - verb.last <= _APPOSITION)
    return found
