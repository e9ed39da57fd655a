"""Hosts in the database: one row each, and every worker waits for its turn."""

from __future__ import annotations

import subprocess
import sys

import pytest
from faults.server import saying, serving
from kinds.site import declared
from sqlalchemy import text

from watch1718.adapters.hosts import StoredHosts
from watch1718.adapters.manners import LONGEST_PAUSE, Manners, OwnHosts, backoff
from watch1718.adapters.web import RequestsWeb
from watch1718.core.source import SourceKind
from watch1718.errors import FetchFailed

HOST = "https://news.example:443"
WORKER = """
import sys
from watch1718.adapters.database import connect
from watch1718.adapters.hosts import StoredHosts
hosts = StoredHosts(connect(sys.argv[1]))
sys.stdin.readline()
print(*[hosts.turn("https://news.example:443", 2.0) for _ in range(10)])
"""


def kinds(engine):
    """Both keepers of hosts."""
    return StoredHosts(engine), OwnHosts(lambda: 1000.0)


def test_two_processes_that_ask_at_once_get_different_turns(engine, database_url):
    """N32: twenty requests from two workers fill one queue, two seconds apart, none in another's place."""
    given = [sys.executable, "-c", WORKER, database_url]
    workers = [subprocess.Popen(given, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for worker in workers:
        worker.stdin.write("\n")
        worker.stdin.flush()
    waits = [float(wait) for worker in workers for wait in worker.communicate(timeout=60)[0].split()]
    assert len(waits) == 20
    with engine.connect() as connection:
        ahead = connection.scalar(text("select extract(epoch from next_at - clock_timestamp()) from ledger.host"))
    spent = max(waits) + 2.0 - float(ahead)  # seconds between the first turn and now
    assert 20 * 2.0 - spent - 1 < float(ahead) <= 20 * 2.0
    assert sum(wait > 0 for wait in waits) >= 18


def test_turns_stand_a_pause_apart(engine):
    """The first goes at once, each later one a pause after the one before; too long a queue is refused."""
    for hosts in kinds(engine):
        waits = [hosts.turn(HOST, 50.0) for _ in range(5)]
        assert [round(wait / 50) for wait in waits[:3]] == [0, 1, 2]
        assert waits[-1] is None


def test_robots_are_read_once_for_all(engine):
    """What one worker has read, the others know; a host that could not say is told from one that nobody asked."""
    for hosts in kinds(engine):
        assert hosts.robots(HOST) is None
        hosts.keep_robots(HOST, None)
        assert hosts.robots(HOST) == (None,)
        hosts.keep_robots(HOST, "User-agent: *\nCrawl-delay: 7")
        assert Manners(hosts, lambda _: None)._crawl_delay(HOST) == 7


def test_a_host_that_keeps_refusing_is_left_alone_for_longer(engine):
    """N32: without a Retry-After a minute, then two, then four, six hours at most; an answer ends it."""
    for hosts in kinds(engine):
        found = []
        for _ in range(3):
            hosts.refused(HOST, 0.0)
            found.append(round(hosts.shut_for(HOST) / 60))
        assert found == [1, 2, 4]
        hosts.answered(HOST)
        hosts.refused(HOST, 0.0)
        assert round(hosts.shut_for(HOST) / 60) == 1
        hosts.refused(HOST, 300.0)
        assert round(hosts.shut_for(HOST)) == 300
    assert backoff(100) == LONGEST_PAUSE


def test_a_refusal_to_one_worker_holds_for_all(engine):
    """N32: the circuit that one worker's 429 opens keeps the next worker from asking at all."""
    with serving(saying(b"", status="429 Too Many Requests")) as (url, server):
        source = declared(url, SourceKind.RSS, robots=False)
        reasons = []
        for _ in range(2):
            web = RequestsWeb(allow_loopback=True, manners=Manners(StoredHosts(engine), lambda _: None))
            with pytest.raises(FetchFailed) as caught:
                web.get(url, source)
            reasons.append(caught.value.reason)
        assert reasons == ["http_429", "deferred"]
        assert len(server.heard) == 1
