"""Notices: what a digest says."""

from __future__ import annotations

from datetime import date

from watch1718.core.notice import Line, Told, digest, held, missing

NEW = Line("A-0123456789", "new", 5, "B2", "KP → RU, shells: under way, stated by Seoul; S/RES/1718 ¶8(b).", "")
CLIMBED = Line("A-9876543210", "climbed", 4, "B3", "KP → CN, coal: delivered.", "was: talks; now: delivered")
SAME = Line("A-0000000000", "unchanged", 2, "C3", "KP → SY: talks.", "")


def test_a_digest_leads_with_what_changed():
    """The subject counts changes, the text says each with its difference; what did not change is left out."""
    notice = digest("live", Told("2026-03-04/1", "PARTIAL", "9 of 11 sources read.", [NEW, CLIMBED, SAME], hits=1))
    assert notice.subject == "watch1718 live 2026-03-04/1: 1 new, 1 climbed"
    assert "was: talks; now: delivered" in notice.text
    assert "1 of them touches your customers" in notice.text
    assert SAME.alert not in notice.text
    assert not notice.urgent


def test_a_blind_day_is_urgent():
    """Nobody takes a blind day for a quiet one."""
    notice = digest("live", Told("2026-03-04/1", "BLIND", "0 of 6 sources read.", []))
    assert (notice.subject, notice.urgent) == ("watch1718 live 2026-03-04/1: BLIND, nothing changed", True)


def test_a_long_day_is_cut():
    """However many alerts changed, a digest stays one that is read."""
    notice = digest("live", Told("2026-03-04/1", "COMPLETE", "All read.", [NEW] * 500))
    assert "… and 480 more" in notice.text
    assert len(notice.text) < 10_000


def test_a_rehearsal_says_so():
    """Invented news is never taken for news."""
    notice = digest("rehearsal", Told("2026-03-04/1", "COMPLETE", "All read.", [NEW]), " --rehearsal")
    assert "INVENTED NEWS" in notice.text
    assert "report --day 2026-03-04 --rehearsal" in notice.text


def test_what_cannot_wait():
    """A held list and a missing edition are urgent and name what to type."""
    for notice in (held("live", "abcdef0123456789", "half of its records are gone"), missing("live", date(2026, 3, 4))):
        assert notice.urgent
        assert "watch1718 " in notice.text
