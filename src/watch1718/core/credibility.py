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

    The letter is the best reliability among those who say so. The digit is 1 where publishers with texts of
    their own agree, 2 where it is not known whether their texts are their own; prints of one text are one voice.
    """
    letter = min(stated.paper.reliability for stated in alert.affirming or alert.voices)
    digit, reason = _digit(alert, letter)
    return Credibility(f"{letter}{digit}", f"best source graded {letter}; {reason}")


def _digit(alert: Alert, letter: str) -> tuple[int, str]:
    if alert.stance is Stance.DENIED:
        return 5, "told only to be denied"
    if not alert.counted:
        return 5, "nobody says so any more"
    if alert.stance is Stance.DISPUTED:
        return 4, f"denied by {', '.join(alert.deniers)}"
    if len(alert.publishers) > 1:
        return _agreement(alert)
    return (6, "one publisher whose reliability cannot be judged") if letter == UNJUDGED else (3, "one publisher")


def _agreement(alert: Alert) -> tuple[int, str]:
    publishers, independent = len(alert.publishers), alert.independent
    if independent > 1:
        return 1, f"{independent} publishers, each with a text of its own"
    if all(stated.paper.origin for stated in alert.counted if not stated.denies):
        return 3, f"{publishers} publishers of one text"
    return 2, f"{publishers} publishers, not known to be independent"
