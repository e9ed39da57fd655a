"""``watch1718 quarantine``: what could not be read is listed, shown without harm, and decided about."""

import pytest
import typer
from adapters.samples import NOON, snapshot, source
from sqlalchemy import text
from typer.testing import CliRunner
from worlds import prepared, rehearsal

from watch1718 import bootstrap
from watch1718.adapters.bodies import FileBodies
from watch1718.cli import quarantine
from watch1718.errors import Misconfigured
from watch1718.newsroom import DAYS, NAME, Newsroom

WALL = (
    b"<html><head><title>Shells by rail \x1b[2J[bold]</title></head><body><article>"
    b"<p>North Korea shipped artillery shells to Russia by rail on Monday, the ministry said. </p>"
    b"<p>Already a subscriber? Read on.</p></article></body></html>"
)
EMPTY = b"<html><body></body></html>"


@pytest.fixture
def world(engine, tmp_path, monkeypatch):
    """A world with a wall and an empty page among its unread captures."""
    with Newsroom(DAYS[0], base_url=NAME) as room:
        made = rehearsal(prepared(engine), tmp_path, room, DAYS[0].now)

        class Opened:
            def __enter__(self):
                return made

            def __exit__(self, *_):
                pass

        monkeypatch.setattr(bootstrap, "world", lambda _origin: Opened())
        monkeypatch.setattr(bootstrap, "ready", lambda _origin: engine)
        monkeypatch.setattr(bootstrap, "bodies", lambda: made.bodies)
        for number, body in enumerate((WALL, EMPTY)):
            shot = snapshot(
                f"https://harbour_wire.example/{number}",
                blob=made.bodies.put(body),
                headers={"content-type": "text/html"},
            )
            made.captures.add(shot)
        from watch1718 import steps  # noqa: PLC0415 - after the world stands

        assert steps.read(made)["quarantined"] == 2
        yield made


def said(*words, code=0):
    """Type a command; gives what was said."""
    app = typer.Typer()
    app.add_typer(quarantine.app, name="quarantine")
    answer = CliRunner().invoke(app, ["quarantine", *words], catch_exceptions=False)
    assert answer.exit_code == code, answer.output
    return answer.output


def key(engine, reason):
    """The id of the record with this reason."""
    with engine.connect() as connection:
        return connection.scalar(text("select id from ledger.quarantine where reason = :reason"), {"reason": reason})


def test_what_waits_is_listed(world, engine):
    """Both records stand in the queue with their reasons, and can be chosen by them."""
    assert {"paywall", "no_text"} <= set(said("list").split())
    assert "no_text" not in said("list", "--reason", "paywall")
    assert "nothing waits" in said("list", "--state", "discarded")


def test_showing_a_record_is_harmless(world, engine):
    """X14: neither markup nor control characters of a captured page reach the terminal."""
    shown = said("show", key(engine, "paywall")[:10])
    assert "\\x1b[2J[bold]" in shown
    assert "\x1b" not in shown


def test_a_wall_that_is_a_story_is_released(world, engine):
    """What a person saw to be a story is read, called incomplete, and who said so is kept."""
    said("release", key(engine, "paywall")[:10], "--reason", "the whole report stands above the line")
    with engine.connect() as connection:
        found = connection.execute(text("select text, partial from ledger.document_version")).all()
    assert [(row.text.startswith("North Korea shipped"), row.partial) for row in found] == [(True, True)]
    assert "released by" in said("show", key(engine, "paywall"))
    assert "released" in said("list", "--state", "all")


def test_an_empty_page_cannot_be_released(world, engine):
    """Where the reason is no judgement about words, release is refused with the way out."""
    with pytest.raises(Misconfigured, match="Retry or discard"):
        said("release", key(engine, "no_text"), "--reason", "please")


def test_a_retry_that_fails_again_is_open_again(world, engine):
    """Nothing is lost by trying: the record waits as before, with both decisions in its history."""
    assert "still cannot be read" in said("retry", key(engine, "no_text"), code=1)
    said("discard", key(engine, "no_text"), "--reason", "an empty page")
    shown = said("show", key(engine, "no_text"))
    assert shown.count("decided") == 2
    with pytest.raises(Misconfigured, match="only what is open"):
        said("discard", key(engine, "no_text"), "--reason", "again")


def test_a_decision_needs_a_reason(world, engine):
    """No reason, no decision."""
    with pytest.raises(Misconfigured, match="a reason"):
        said("discard", key(engine, "no_text"), "--reason", " ")


def test_an_id_that_fits_nothing_or_much_is_refused(world):
    """One record must be meant."""
    for given in ("zz", ""):
        with pytest.raises(Misconfigured, match="quarantine list"):
            said("show", given)


def test_two_bad_bodies_of_one_address_are_two_records(world, engine, tmp_path):
    """The second bad capture of a page does not hide behind the first."""
    from watch1718 import steps  # noqa: PLC0415

    later = NOON.replace(hour=13)
    body = FileBodies(tmp_path / "evidence").put(EMPTY + b" ")
    world.captures.add(
        snapshot("https://harbour_wire.example/1", later, blob=body, headers={"content-type": "text/html"})
    )
    steps.read(world)
    assert source().id in said("list")
    with engine.connect() as connection:
        assert connection.scalar(text("select count(*) from ledger.quarantine where reason = 'no_text'")) == 2
