"""Who acts, and what two people agree to."""

from __future__ import annotations

import os

import pytest
from adapters.press import Press, at
from core.episodes import claim

from watch1718.adapters import people
from watch1718.core.alert import Decision
from watch1718.core.claim import Stage
from watch1718.errors import Misconfigured


@pytest.fixture
def press(engine):
    """One alert of one event."""
    made = Press(engine)
    made.prints("harbour_wire", "talks", at(2), claim())
    made.ledger.fold(at(2))
    return made


def dispose(press, who, decision=Decision.FALSE_POSITIVE, **given):
    """Decide on the one alert."""
    (alert,) = press.ledger.list()
    return press.ledger.dispose(alert.id, decision, "why", who, at(3), **given)


def test_the_environment_cannot_name_somebody_else(engine, monkeypatch):
    """The name is the system's for this account, whatever the environment says (P9)."""
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "somebody_else")
    assert people.person(engine) == people.pwd.getpwuid(os.getuid()).pw_name


def test_an_account_without_a_name(engine, monkeypatch):
    """Nobody acts without a name (P10)."""
    monkeypatch.setattr(people.os, "getuid", lambda: 4_000_000)
    with pytest.raises(Misconfigured, match="an act needs a person"):
        people.person(engine)


def test_the_second_person_decides(press):
    """Where two must decide, the first proposes and changes nothing; the second decides, both are named (P5)."""
    assert dispose(press, "anna", approvals=2).disposition is None
    assert press.ledger.list()[0].dispositions == ()
    assert dispose(press, "boris", approvals=2).disposition.actor == "anna and boris"


def test_nobody_approves_his_own_proposal(press):
    """The same person twice is refused (P5)."""
    dispose(press, "anna", approvals=2)
    with pytest.raises(Misconfigured, match="anna agreed to this already: another person must"):
        dispose(press, "anna", approvals=2)


def test_a_proposal_is_for_what_was_seen(press):
    """Another decision, or news in between, needs two people anew."""
    dispose(press, "anna", approvals=2)
    assert dispose(press, "boris", Decision.ESCALATED, approvals=2).disposition is None
    press.prints("harbour_wire", "ships", at(3), claim(Stage.UNDER_WAY))
    press.ledger.fold(at(3))
    assert dispose(press, "boris", approvals=2).disposition is None


def test_the_same_decision_twice(press):
    """What is decided so already is said, with who and why."""
    dispose(press, "anna")
    with pytest.raises(Misconfigured, match="false positive already, decided by anna: why"):
        dispose(press, "boris")


def test_the_second_is_told_what_changed(press):
    """Whoever saw one event is told of all that came after (P4)."""
    dispose(press, "anna", seen=1)
    with pytest.raises(Misconfigured, match="has changed since you looked: false positive, decided by anna: why"):
        dispose(press, "boris", Decision.ESCALATED, seen=1)
