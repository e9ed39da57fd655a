"""The report and the table: whole, safe, and telling quiet days from blind ones."""

from __future__ import annotations

import os
import re
from datetime import date, time
from io import StringIO
from pathlib import Path

import pytest
from adapters.press import Press, at, pass_gate
from core.episodes import claim, on
from rich.cells import cell_len
from rich.console import Console
from sqlalchemy import select

from watch1718.adapters import tables as t
from watch1718.adapters.edition_store import EditionStore
from watch1718.adapters.report import is_link, render
from watch1718.adapters.shown import passage
from watch1718.adapters.table import print_edition
from watch1718.core.alert import Decision
from watch1718.core.claim import NO_GOODS, Goods, Quantity, Route, Sayer, Stage, Stance
from watch1718.core.document import Span
from watch1718.core.party import NOBODY, state
from watch1718.core.reading import ListedMention, Verdict
from watch1718.core.snapshot import Outcome
from watch1718.errors import Misconfigured

DAY = date(2026, 3, 4)


@pytest.fixture
def press(engine):
    """Three publishers and a list."""
    return Press(engine, "harbour_wire", "meridian_post", "quayside_ledger")


@pytest.fixture
def editions(engine, press):
    """Editions with the cut-off at 05:00 UTC."""
    return EditionStore(engine, press.ledger, time(5))


@pytest.fixture
def quick(monkeypatch):
    """A gate that passes at once, for tests that are about something else."""
    pass_gate(monkeypatch)


def publish(editions, day):
    """Build, check and publish a day of March 2026."""
    closing = at(day, minutes=10)
    edition = editions.build(date(2026, 3, day), closing)
    editions.check(edition)
    editions.publish(edition, closing)
    return edition


def arms_deal(press, editions):
    """Talks, ships, a denial and another voice; a test; things that are no alerts; a source that fails."""
    shells = Goods("shell", "152 mm shells", "artillery_ammunition", "9306")
    officials = (Sayer("South Korean officials"),)
    press.capture_all(at(2))
    press.prints("harbour_wire", "talks-on-shells", at(2), claim(quote="held talks about shells", goods=shells))
    press.ledger.fold(at(2))
    publish(editions, 2)
    ships = claim(
        Stage.UNDER_WAY,
        Stance.ALLEGED,
        quote="three ships left Rajin for Vostochny",
        goods=shells,
        quantity=Quantity(300, "containers"),
        route=Route("Rajin", "", "Vostochny"),
        attribution=officials,
    )
    press.capture_all(at(4))
    press.capture("quayside_ledger", at(4, minutes=2), Outcome.FETCH_ERROR, reason="status", status=500, items=0)
    text = (
        "The port was quiet until Sunday. Witnesses counted cranes at work all night, "
        "and three ships left Rajin for Vostochny on Monday. Nobody at the quay would say what they carried. The end."
    )
    named = ListedMention("KPi.901", "An Invented Man", Span(0, 3))
    press.prints("harbour_wire", "ships-leave-rajin", at(4), ships, text=text, listed=(named,))
    denial = claim(Stage.UNDER_WAY, Stance.DENIED, quote="there were no such ships", goods=shells, denied_by="Moscow")
    press.prints("meridian_post", "moscow-denies", at(4), denial)
    launch = claim(
        Stage.OWN_CONDUCT,
        recipient=NOBODY,
        goods=NO_GOODS,
        category="ballistic_missile",
        event=on(date(2026, 3, 3)),
        quote="fired a missile into the sea",
    )
    press.prints("quayside_ledger", "missile-fired", at(4), launch)
    coal = claim(
        Stage.DELIVERED,
        Stance.ALLEGED,
        category="coal",
        recipient=state("CN"),
        quote="coal was unloaded",
        goods=Goods("coal", "anthracite", "coal", "2701"),
    )
    press.prints("meridian_post", "coal-unloaded", at(4), coal)
    press.prints("harbour_wire", "food-aid", at(4), verdict=Verdict.EXEMPT)
    press.prints("harbour_wire", "tourists", at(4), verdict=Verdict.EXEMPT)
    press.prints("meridian_post", "an-anniversary", at(4), verdict=Verdict.CONTEXT)
    press.fail_page("meridian_post", "sedans-in-crates", at(4), "truncated")
    press.ledger.fold(at(4))
    publish(editions, 3)
    publish(editions, 4)


def stamp(engine, origin="rehearsal"):
    """Say which world the database is."""
    with engine.begin() as connection:
        connection.execute(t.world.insert().values(origin=origin, stamped_at=at(1)))


def printed(engine, origin, day=None, width=100):
    """The table as it is printed."""
    console = Console(width=width, record=True, file=StringIO())
    print_edition(console, engine, origin, day)
    return console.export_text()


def test_the_report_says_all_of_it(engine, press, editions, tmp_path):
    """World, proof, changes, words in context, both sides, law, history, what is no alert, sources, checks, versions."""
    stamp(engine)
    arms_deal(press, editions)
    path = editions.write_report("2026-03-04/1", tmp_path)
    assert path.name == "watch1718_rehearsal_2026-03-04.html"
    page = path.read_text(encoding="utf-8")
    if keep := os.environ.get("WATCH1718_KEEP_REPORT"):
        Path(keep).write_text(page, encoding="utf-8")
    for words in (
        "Rehearsal · invented news of invented publishers",
        '<span class="badge PARTIAL">PARTIAL</span>',
        "was: talks, 2 March 2026; now: under way, “three ships left Rajin for Vostochny”",
        "Witnesses counted cranes at work all night, and <mark>three ships left Rajin for Vostochny</mark> on Monday.",
        "Nobody at the quay would say what they carried.",
        "<h4>Says so</h4>",
        "<h4>Denies it</h4>",
        "S/RES/1718 (2006) ¶8(b)",
        "An Invented Man",
        "The DPRK’s own tests and launches",
        "cut off: fetch error: truncated",
        "all hold.",
    ):
        assert words in page, words


def test_the_report_asks_nothing_of_any_host(engine, press, editions, quick):
    """No script, no picture, no style sheet, no font from elsewhere; only links that a reader may click."""
    arms_deal(press, editions)
    page = render(engine, "live", DAY)
    assert "default-src 'none'" in page
    assert not re.findall(r"<(?:script|img|link|iframe|object|embed|form)\b", page)
    assert not re.findall(r"url\(|@import|\bsrc=", page)
    assert set(re.findall(r'rel="([^"]*)"', page)) == {"noopener noreferrer"}


def test_captured_text_stays_text(engine, press, editions, quick):
    """Markup, template marks and odd addresses in what was captured are shown, not obeyed."""
    evil = "<script>alert(1)</script> {{ 7*7 }} {% raw %}"
    press.capture_all(at(4))
    press.prints("harbour_wire", "evil", at(4), claim(quote=evil), title=f"Title {evil}")
    press.ledger.fold(at(4))
    with engine.begin() as connection:
        connection.execute(t.document_version.update().values(url="javascript:alert(1)"))
    publish(editions, 4)
    page = render(engine, "live", DAY)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }} {% raw %}" in page
    assert 'href="javascript' not in page
    assert "(javascript:alert(1))" in page


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("https://example.org/a", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https://", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_which_addresses_become_links(address, may):
    """Only http and https with a host."""
    assert is_link(address) is may


def test_a_quiet_day_and_a_blind_one_never_look_alike(engine, press, editions, quick):
    """Nothing changed in what was read, or nothing was read: two different sentences."""
    press.capture_all(at(3))
    publish(editions, 3)
    quiet = render(engine, "live", date(2026, 3, 3))
    assert "Nothing changed this day" in quiet
    publish(editions, 9)
    blind = render(engine, "live", date(2026, 3, 9))
    assert "no proof that there was none" in blind
    assert "Nothing changed this day" not in blind


def test_a_day_without_an_edition(engine):
    """Asking for a day that has none says what to type."""
    with pytest.raises(Misconfigured, match="watch1718 run --day 2026-03-04"):
        render(engine, "live", DAY)


def test_the_table_at_a_hundred_columns(engine, press, editions, quick):
    """Facts on one line, words and difference on the next, and what is no alert last; no line is wider."""
    arms_deal(press, editions)
    text = printed(engine, "rehearsal", DAY)
    lines = text.splitlines()
    assert max(map(len, lines)) <= 100
    assert lines[0] == ("REHEARSAL · invented news · edition 2026-03-04/1 · PARTIAL: 3 of 4 sources read, 1 cut off")
    assert lines[1].split() == ["sev", "cred", "change", "who", "→", "whom", "what", "said", "law", "source"]
    climbed = next(line for line in lines if "climbed" in line)
    assert "KP → RU" in climbed
    assert "under way · disputed" in climbed
    assert "1718 ¶8(b)" in climbed
    words = lines[lines.index(climbed) + 1]
    assert "was: talks, 2 Mar · denied by Moscow (4 Mar)" in words
    assert lines[-1].startswith(" not alerts: 2 exempt · 1 context · 1 not read   why: watch1718 explain A-")


def test_the_table_in_other_scripts_keeps_its_columns(engine, press, editions, quick):
    """Wide characters take two columns and are counted so."""
    press.capture_all(at(4))
    press.prints("harbour_wire", "zh", at(4), claim(goods=Goods("煤", "一百五十二毫米炮弹和其他弹药若干", "coal")))
    press.ledger.fold(at(4))
    publish(editions, 4)
    head, line = printed(engine, "live", DAY).splitlines()[1:3]
    assert "coal (一百五十二毫…" in line
    assert cell_len(line[: line.index("talks")]) == cell_len(head[: head.index("said")])


def test_a_terminal_obeys_nothing_that_was_captured(engine, press, editions, quick):
    """Escape sequences and marks that turn the direction of text are blanks in the table."""
    press.capture_all(at(4))
    press.prints("harbour_wire", "evil", at(4), claim(quote="\x1b[31mred\u202e and more"))
    press.ledger.fold(at(4))
    publish(editions, 4)
    text = printed(engine, "live", DAY)
    assert "[31mred  and more" in text
    assert not {"\x1b", "\u202e"} & set(text)


def test_the_table_of_a_day_without_edition(engine):
    """No edition is said in one line."""
    assert printed(engine, "live").strip() == "LIVE · no edition yet"


def test_a_decision_is_in_the_report(engine, press, editions, quick):
    """What an analyst decided stands with the alert and in its history."""
    arms_deal(press, editions)
    with engine.connect() as connection:
        key = connection.scalar(select(t.alert.c.id).where(t.alert.c.category == "coal"))
    press.ledger.dispose(key, Decision.ESCALATED, "to legal", "R. Tester", at(5))
    publish(editions, 5)
    page = render(engine, "live", date(2026, 3, 5))
    assert "decided: <b>escalated</b>" in page
    assert "escalated, decided by R. Tester: to legal" in page


@pytest.mark.parametrize(
    ("text", "quote", "before", "after"),
    [
        ("One. Two three. Four. Five.", "three", "One. Two ", ". Four."),
        ("三艘船。离开了罗津港。去了东方港。完", "罗津", "三艘船。离开了", "港。去了东方港"),
        ("only words", "words", "only ", ""),
    ],
)
def test_a_quote_in_its_context(text, quote, before, after):
    """The quote's own sentence with its neighbours, in scripts with and without spaces."""
    start = text.index(quote)
    found = passage(text, start, start + len(quote))
    assert (found.before, found.quote) == (before, quote)
    assert found.after.startswith(after.rstrip("。."))
