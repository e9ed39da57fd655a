"""What became of a page: its versions, their difference, and that it is gone."""

from dataclasses import replace
from datetime import timedelta

import pytest
import typer
from adapters.samples import source
from sqlalchemy import text
from typer.testing import CliRunner
from worlds import prepared, rehearsal

from watch1718 import bootstrap, steps
from watch1718.adapters import report
from watch1718.cli import alerts, documents
from watch1718.errors import FetchFailed, Misconfigured
from watch1718.newsroom import DAYS, NAME, Newsroom
from watch1718.ports import Answer

ADDRESS = "http://desk.example/shells"
TOLD = "North Korea shipped 300 containers of artillery shells to Russia by rail on Monday, the ministry said."
PAGE = "<html><head><title>Shells by rail</title></head><body><article>{}</article></body></html>"
MORE = "".join(
    f"<p>The harbour master counted lorries at gate {n} and wrote the numbers into his book.</p>" for n in range(9)
)
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>d</title><item><title>Shells by rail</title>'
    f"<link>{ADDRESS}</link></item></channel></rss>"
)


class Press:
    """A publisher whose page can be edited and taken down; its feed may fall silent about it."""

    def __init__(self):
        self.words, self.listed = TOLD, True

    def get(self, url, *_, **__):
        """Answer by what stands there now."""
        if url != ADDRESS:
            body = FEED if self.listed else FEED.replace(ADDRESS, "http://desk.example/other")
            return Answer(url, url, 200, {"content-type": "text/xml"}, body.encode())
        if not self.words:
            raise FetchFailed("http_404", url)
        body = PAGE.format(f"<p>{self.words}</p>{MORE}")
        return Answer(url, url, 200, {"content-type": "text/html", "content-length": str(len(body))}, body.encode())


@pytest.fixture
def told(engine, tmp_path, monkeypatch):
    """A world with one alert from one page; gives the press and a way to let a day pass."""
    press = Press()
    monkeypatch.setattr(bootstrap, "ready", lambda _origin: engine)
    desk = source("desk", url="http://desk.example/feed", min_items=0)
    days = iter(range(10))
    with Newsroom(DAYS[0], base_url=NAME) as room:
        prepared(engine)

        def day():
            made = rehearsal(engine, tmp_path, room, DAYS[0].now + timedelta(days=next(days)))
            made = replace(made, web=press, sources={**made.sources, "desk": desk})
            made.captures.declare(made.sources.values(), made.clock.now())
            steps.capture(made, "desk")
            for step in (steps.read, steps.match, steps.fold):
                step(made)

        day()
        press.world = rehearsal(engine, tmp_path, room, DAYS[0].now)
        yield press, day


def said(app_of, *words):
    """Type a command; gives what was said."""
    app = typer.Typer()
    app.add_typer(app_of.app, name="x")
    answer = CliRunner().invoke(app, ["x", *words], catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return answer.output


def alert_of(engine):
    """The one alert's id."""
    with engine.connect() as connection:
        return connection.scalars(text("select id from ledger.alert")).one()


def test_an_edit_is_a_new_version_with_a_difference(told, engine):
    """D30, D32: the old words stay stored, the new ones stand beside them, and the alert says that its words left."""
    press, day = told
    press.words = TOLD.replace("300 containers", "30 containers")
    press.listed = False
    day()
    assert len(said(documents, "list", ADDRESS).splitlines()) == 2
    assert "[-300-]{+30+}" in said(documents, "diff", ADDRESS)
    shown = said(alerts, "show", alert_of(engine))
    assert "these words left the page" in shown
    assert TOLD[:40] in shown


def test_a_page_that_is_taken_down_is_gone_since(told, engine):
    """D31: a 404 after a good capture is kept with its day, the evidence stays, and a page that returns is back."""
    press, day = told
    press.words, press.listed = "", False
    day()
    assert "gone since 2026-03-03" in said(documents, "list", ADDRESS)
    assert "the page is gone since 2026-03-03" in said(alerts, "show", alert_of(engine))
    day()
    assert "gone since 2026-03-03" in said(documents, "list", ADDRESS)
    press.words = TOLD
    day()
    assert "gone" not in said(documents, "list", ADDRESS)


def test_an_edition_says_what_became_of_its_quotes(told, engine):
    """D31: view and report say that a page was gone by the cut-off; what happened later is not foreseen."""
    press, _ = told
    editions, closes = press.world.editions, DAYS[0].cut_off
    press.world.documents.mark(ADDRESS, closes + timedelta(hours=1), gone=True)
    assert rows_of(engine, editions.build(DAYS[0].edition, closes)) == [None]
    press.world.documents.mark(ADDRESS, closes, gone=False)
    press.world.documents.mark(ADDRESS, closes - timedelta(hours=1), gone=True)
    edition = editions.build(DAYS[0].edition, closes)
    (told_of,) = rows_of(engine, edition)
    assert told_of.startswith("the page is gone since 2026-03-0")
    editions.check(edition)
    editions.publish(edition, closes)
    assert f"Since then: {told_of}." in report.render(engine, "rehearsal", DAYS[0].edition)


def rows_of(engine, edition):
    """What an edition's evidence says of its pages."""
    query = text("select withdrawn from ledger.edition_evidence where edition = :e order by captured_at")
    with engine.connect() as connection:
        return connection.scalars(query, {"e": edition}).all()


def test_a_page_that_stands_is_told_nothing_of(told, engine):
    """Where nothing changed nothing is said, and there is one version."""
    _, day = told
    day()
    assert "left the page" not in said(alerts, "show", alert_of(engine))
    assert len(said(documents, "list", ADDRESS).splitlines()) == 1


def test_an_unknown_document_is_named(told):
    """A wrong address is said to be one."""
    with pytest.raises(Misconfigured, match="no document"):
        said(documents, "list", "http://nowhere.example/")
