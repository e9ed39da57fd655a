"""Credibility: the Admiralty code that analysts know, a letter for the source and a digit for the words."""

from __future__ import annotations

from dataclasses import dataclass

from watch1718.core.alert import Alert
from watch1718.core.claim import Stance

UNJUDGED = "F"


@dataclass(frozen=True, slots=True)
class Credibility:
    """A code such as "B2" with its reason."""

    code: str
    reason: str


def judge_credibility(alert: Alert) -> Credibility:
    """Judge how far to believe an alert.

    The letter is the best reliability among those who say so. Until copies are folded no two
    publishers are known to be independent, so that the digit is 2 at best, never 1.
    """
    letter = min(stated.paper.reliability for stated in alert.affirming or alert.voices)
    digit, reason = _digit(alert, letter)
    return Credibility(f"{letter}{digit}", f"best source graded {letter}; {reason}")


def _digit(alert: Alert, letter: str) -> tuple[int, str]:
    publishers = len(alert.publishers)
    if alert.stance is Stance.DENIED:
        return 5, "told only to be denied"
    if not alert.counted:
        return 5, "nobody says so any more"
    if alert.stance is Stance.DISPUTED:
        return 4, f"denied by {', '.join(alert.deniers)}"
    if publishers > 1:
        return 2, f"{publishers} publishers, not known to be independent"
    if letter == UNJUDGED:
        return 6, "one publisher whose reliability cannot be judged"
    return 3, "one publisher"
