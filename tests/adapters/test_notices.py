"""Notices over real channels on loopback, each told once."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from threading import Thread

import pytest
from adapters.press import Press, at, pass_gate
from core.episodes import claim
from faults.server import reply, serving

from watch1718.adapters import database
from watch1718.adapters.edition_store import EditionStore
from watch1718.adapters.notices import FileChannel, MailChannel, NoticeStore, WebhookChannel, channels
from watch1718.core.notice import Notice
from watch1718.errors import FetchFailed, Misconfigured

NOTICE = Notice("edition:2026-03-02/1", "watch1718 live 2026-03-02/1: 1 new", "COMPLETE. All read.\n", urgent=True)


@pytest.fixture
def press(engine, monkeypatch):
    """A press whose list was accepted, and a gate that passes at once."""
    pass_gate(monkeypatch)
    database.stamp(engine, "live", at(1))
    return Press(engine)


def release(engine, press, day):
    """Publish a day's edition once it has closed."""
    press.capture_all(at(day))
    press.prints("harbour_wire", f"story-{day}", at(day), claim())
    press.ledger.fold(at(day))
    editions = EditionStore(engine, press.ledger, time(5))
    edition = editions.build(date(2026, 3, day), at(day, minutes=15))
    editions.check(edition)
    editions.publish(edition, at(day, minutes=15))


def store(engine, *ways):
    """Notices on these channels, an hour after the cut-off."""
    return NoticeStore(engine, ways, time(5), timedelta(hours=1))


def tell_all(notices, now):
    """Tell what waits; the keys told."""
    waiting = notices.waiting(now)
    for channel, notice in waiting:
        notices.tell(channel, notice, now)
    return [notice.key for _, notice in waiting]


def test_an_edition_is_told_once(engine, press, tmp_path):
    """One digest an edition, in one file; the second run has nothing to tell."""
    release(engine, press, 2)
    notices = store(engine, FileChannel(tmp_path))
    assert tell_all(notices, at(2, minutes=20)) == ["edition:2026-03-02/1"]
    assert tell_all(notices, at(2, minutes=25)) == []
    (path,) = tmp_path.iterdir()
    assert "1 new" in path.read_text("utf-8")


def test_a_day_without_an_edition_is_told_at_its_hour(engine, press, tmp_path):
    """Not before the hour, once after it, and not for days before the first edition."""
    release(engine, press, 2)
    notices = store(engine, FileChannel(tmp_path))
    tell_all(notices, at(2, minutes=20))
    assert tell_all(notices, at(3, minutes=30)) == []
    assert tell_all(notices, at(3, minutes=80)) == ["missing:2026-03-03"]
    assert tell_all(notices, at(3, minutes=95)) == []


def test_a_channel_that_fails_is_tried_again(engine, press, tmp_path):
    """What a webhook did not take waits for it alone; the file is not written twice."""
    release(engine, press, 2)
    with serving(lambda talk, *_: talk.sendall(reply(b"", status="503 Service Unavailable"))) as (url, _):
        notices = store(engine, FileChannel(tmp_path), WebhookChannel(url))
        for channel, notice in notices.waiting(at(2, minutes=20)):
            if channel == "file":
                notices.tell(channel, notice, at(2, minutes=20))
            else:
                with pytest.raises(FetchFailed, match="webhook"):
                    notices.tell(channel, notice, at(2, minutes=20))
    assert [channel for channel, _ in notices.waiting(at(2, minutes=25))] == ["webhook"]


def test_a_webhook_gets_json_with_a_key(tmp_path):
    """A chat server shows ``text``; the key lets it drop a second copy; a redirect is not followed."""
    with serving(lambda talk, *_: talk.sendall(reply(b"ok"))) as (url, server):
        WebhookChannel(url).tell(NOTICE)
    assert b"Idempotency-Key: edition:2026-03-02/1" in server.heard[0]
    with (
        serving(lambda talk, *_: talk.sendall(reply(b"", "Location: /other", status="302 Found"))) as (url, _),
        pytest.raises(FetchFailed, match="302"),
    ):
        WebhookChannel(url).tell(NOTICE)


@contextmanager
def mail_server(heard: list[str], refuse: bool = False) -> Iterator[str]:
    """A mail server of a few lines on loopback."""

    def talk(listener: socket.socket) -> None:
        peer, _ = listener.accept()
        with peer, peer.makefile("rw", newline="\r\n", encoding="utf-8") as line:

            def say(words: str) -> None:
                line.write(f"{words}\r\n")
                line.flush()

            say("220 ready")
            for said in line:
                word = said[:4].upper()
                if word == "DATA":
                    say("354 go on")
                    for part in line:
                        if part.strip() == ".":
                            break
                        heard.append(part.rstrip("\r\n"))
                    say("250 kept")
                elif word == "QUIT":
                    say("221 bye")
                    return
                else:
                    say("550 no such box" if refuse and word == "RCPT" else "250 good")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        Thread(target=talk, args=(listener,), daemon=True).start()
        yield f"smtp://127.0.0.1:{listener.getsockname()[1]}"


def test_mail_is_sent_to_all_addresses():
    """One message, urgent where it is, to everybody named."""
    heard: list[str] = []
    with mail_server(heard) as server:
        MailChannel(server, "watch@example.org", ("a@example.org", "b@example.org")).tell(NOTICE)
    head = "\n".join(heard)
    assert "To: a@example.org, b@example.org" in head
    assert "Importance: high" in head
    assert "Subject: watch1718 live 2026-03-02/1: 1 new" in head


def test_mail_that_is_refused_is_said():
    """A box that does not exist, or no server at all, is an error that waits for the next time."""
    with mail_server([], refuse=True) as server, pytest.raises(FetchFailed, match="no such box"):
        MailChannel(server, "watch@example.org", ("a@example.org",)).tell(NOTICE)
    with pytest.raises(FetchFailed, match="mail"):
        MailChannel("smtp://127.0.0.1:1", "watch@example.org", ("a@example.org",)).tell(NOTICE)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"mail": "smtp://host", "to": ""}, "needs both"),
        ({"mail": "", "to": "a@example.org"}, "needs both"),
        ({"mail": "host:25", "to": "a@example.org"}, "begins with"),
        ({"webhook": "ftp://host"}, "http or https"),
    ],
)
def test_a_wrong_setting_is_refused(tmp_path, given, wrong):
    """Half a mail setting or an address of another kind is said before anything is told."""
    whole = {"mail": "", "to": "", "webhook": "", "sender": "w@example.org", "offline": False} | given
    with pytest.raises(Misconfigured, match=wrong):
        channels(tmp_path, **whole)


def test_offline_tells_a_file_alone(tmp_path):
    """Nothing goes out where nothing may."""
    ways = channels(tmp_path, mail="smtp://h", sender="w@e.org", to="a@e.org", webhook="https://h/x", offline=True)
    assert [way.name for way in ways] == ["file"]
