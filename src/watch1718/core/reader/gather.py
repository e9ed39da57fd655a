"""Many drafts, one claim: the furthest stage for each category and pair of parties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from watch1718.core.claim import Stage, Stance
from watch1718.core.reader.denial import Denial
from watch1718.core.reader.draft import Draft

_UNSAID = "XX"
_STANDING = {"work", "employ"}


@dataclass(frozen=True, slots=True)
class Gathered:
    """The draft that speaks for a claim, with what its fellows add."""

    lead: Draft
    stage: Stage
    stance: Stance
    enforcement: str
    denied_by: tuple[str, ...]
    drafts: tuple[Draft, ...]


def gather(drafts: Iterable[Draft], denials: Sequence[Denial], headline: str = "") -> list[Gathered]:
    """Group drafts by what they claim, absorb the vaguer into the clearer, settle stage and stance."""
    groups: dict[tuple[str, str, str], list[Draft]] = {}
    for draft in drafts:
        groups.setdefault((draft.row.category, draft.supplier, draft.recipient), []).append(draft)
    kept = {key: group for key, group in groups.items() if not _vaguer(key, group, groups)}
    return [_settle(group, denials, headline) for group in kept.values()]


def _vaguer(key: tuple[str, str, str], group: list[Draft], groups: dict[tuple[str, str, str], list[Draft]]) -> bool:
    """Say whether a clearer group of the same category stands beside this one."""
    category, supplier, recipient = key
    for other, fellows in groups.items():
        if other == key or other[0] != category:
            continue
        if _UNSAID in (supplier, recipient) and _covers(other, key):
            return True
        if _turned(other, key) and not _named(group) and _named(fellows):
            return True
        undirected = not any(draft.directed for draft in group)
        if undirected and any(draft.directed for draft in fellows):
            return True
    return False


def _turned(one: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    return one[1:] == (other[2], other[1])


def _named(group: list[Draft]) -> bool:
    """Say whether some draft's own words give both sides."""
    return any(draft.event.giver is not None and draft.event.taker is not None for draft in group)


def _covers(clear: tuple[str, str, str], vague: tuple[str, str, str]) -> bool:
    pairs = list(zip(clear[1:], vague[1:], strict=True))
    return all(two in {one, _UNSAID} for one, two in pairs) and _UNSAID not in clear[1:]


def _settle(group: list[Draft], denials: Sequence[Denial], headline: str) -> Gathered:
    """Let the furthest draft speak; an enforcement step in the headline covers the conduct that the text tells."""
    lead = max(group, key=_rank)
    stances = {draft.stance for draft in group}
    stance = lead.stance
    denied = Stance.DENIED in stances or any(denial.meets(draft) for draft in group for denial in denials)
    if stance is not Stance.DENIED and denied and lead.stage is not Stage.OWN_CONDUCT:
        stance = Stance.DISPUTED
    steps = {draft.modality.enforcement for draft in group} - {""} or {headline} - {""}
    step = Stance.ASSERTED.value if Stance.ASSERTED.value in steps else next(iter(steps), "")
    if step and lead.stage is not Stage.OWN_CONDUCT and stance in {Stance.ASSERTED, Stance.ALLEGED}:
        stance = Stance(step)
    denied_by = _deniers(group, denials) if stance in {Stance.DENIED, Stance.DISPUTED} else ()
    return Gathered(lead, lead.stage, stance, step, denied_by, tuple(group))


def _rank(draft: Draft) -> tuple[bool, bool, Stage, bool, float, int]:
    """People at work before people sent, the furthest stage first; of the DPRK's own tests the done before the feared."""
    done = draft.stage is Stage.OWN_CONDUCT and draft.stance is Stance.ASSERTED
    standing = draft.event.kind in _STANDING and draft.stage is not Stage.SPECULATION
    return draft.stance is not Stance.DENIED, standing, draft.stage, done, draft.score, -draft.sentence.order


def _deniers(group: Sequence[Draft], denials: Sequence[Denial]) -> tuple[str, ...]:
    """Name the States that deny: those who speak in a denying sentence, else the sides that a denial names."""
    speaking = {s.country for draft in group if draft.stance is Stance.DENIED for s in draft.sayers if s.country}
    sides = {group[0].supplier, group[0].recipient}
    named = {code for denial in denials if any(map(denial.meets, group)) for code in denial.parties & sides}
    return tuple(sorted((speaking or named) - {"", _UNSAID}))
