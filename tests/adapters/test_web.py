"""The one door to the network: manners, conditions, and that there is no other door."""

from __future__ import annotations

import ast
import gzip
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pytest
from faults.server import reply, saying, serving

import watch1718
from watch1718.adapters.manners import LONGEST_DELAY, Manners, OwnHosts, retry_after
from watch1718.adapters.sources import load_sources
from watch1718.adapters.web import RequestsWeb
from watch1718.errors import Blocked, FetchFailed, Quarantine

PACKAGE = Path(watch1718.__file__).parent
DOORS = {"adapters/web.py", "adapters/connection.py", "adapters/address.py"}
OWN = {
    "airflow/standalone.py",  # asks our own Airflow on loopback whether it is up
    "adapters/notices.py",  # tells where the team has asked to be told; it never reads what it finds there
}
NETWORK = {"requests", "urllib3", "http", "socket", "socketserver", "ftplib", "smtplib", "aiohttp", "httpx", "ssl"}
TASS = next(source for source in load_sources() if source.id == "tass")


class Time:
    """A clock that moves when somebody waits."""

    def __init__(self):
        self.now, self.waited = 0.0, []

    def wait(self, seconds):
        """Let time pass."""
        self.waited.append(seconds)
        self.now += seconds

    @property
    def manners(self):
        """Manners by this clock."""
        return Manners(OwnHosts(lambda: self.now), self.wait)


def site(robots: bytes, status: str = "200 OK", page: bytes = b"story"):
    """A site with a robots.txt, as a behaviour that answers every path."""
    return lambda talk, request, _over: talk.sendall(
        reply(robots, status=status) if b" /robots.txt " in request else reply(page)
    )


class Open:
    """A served behaviour with a door and a source for it."""

    def __init__(self, url, server, **more):
        self.url, self.server, self.time = url, server, Time()
        self.source = replace(TASS, url=url, pace_seconds=0.0)
        self.door = RequestsWeb(allow_loopback=True, seconds=2, manners=self.time.manners, **more)

    def get(self, path="/", **more):
        """Ask for a path of the site."""
        return self.door.get(self.url + path, replace(self.source, **more))

    @property
    def paths(self):
        """What was asked for, in order."""
        return [request.split(b" ")[1].decode() for request in self.server.heard]


@pytest.fixture
def served():
    """Serve a behaviour for the length of a test, robots.txt included."""
    stack = []

    def serve(behave, **more):
        context = serving(behave)
        url, server = context.__enter__()
        stack.append(context)
        return Open(url, server, **more)

    yield serve
    for context in stack:
        context.__exit__(None, None, None)


def test_an_answer_carries_what_evidence_needs(served):
    """Address, final address, status, headers by any case, and the unpacked bytes."""
    packed = gzip.compress("북한".encode())
    site_ = served(
        saying(packed, "Content-Encoding: gzip", 'ETag: "1"', "Last-Modified: Mon, 02 Mar 2026 05:00:00 GMT")
    )
    answer = site_.get("/a", robots=False)
    assert (answer.url, answer.final_url, answer.status) == (site_.url + "/a", site_.url + "/a", 200)
    assert (answer.body.decode(), answer.headers["etag"]) == ("북한", '"1"')


def test_the_user_agent_says_who_asks(served):
    """The agent names the program, its version and where its user can be reached, and nothing else."""
    site_ = served(saying(b"x"), contact="https://bank.example/bots")
    site_.get(robots=False)
    head = site_.server.heard[0].decode()
    assert f"User-Agent: watch1718/{version('watch1718')} (+https://bank.example/bots)\r\n" in head
    assert "Accept-Encoding: gzip, deflate\r\n" in head


def test_a_condition_is_sent_as_given(served):
    """ETag and date of the last body go along, so that an unchanged page costs nothing."""
    site_ = served(saying(b"", status="304 Not Modified"))
    source = replace(site_.source, robots=False)
    answer = site_.door.get(site_.url, source, etag='"a"', last_modified="Mon, 02 Mar 2026 05:00:00 GMT")
    head = site_.server.heard[0]
    assert answer.not_modified
    assert b'If-None-Match: "a"' in head
    assert b"If-Modified-Since: Mon, 02 Mar 2026 05:00:00 GMT" in head


def test_a_redirect_is_followed_and_reported(served):
    """The final address is where the body came from; a relative Location is completed."""
    moved = reply(b"", "Location: ../new", status="301 Moved")
    site_ = served(lambda talk, request, _: talk.sendall(reply(b"here") if b"/new " in request else moved))
    answer = site_.get("/old/page", robots=False)
    assert (answer.body, answer.final_url) == (b"here", site_.url + "/new")


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451, 500, 502, 202, 204])
def test_another_status_is_never_an_empty_answer(served, status):
    """Whatever is neither a body nor unchanged is a fetch error with its number."""
    site_ = served(saying(b"", status=f"{status} No"))
    with pytest.raises(FetchFailed) as caught:
        site_.get(robots=False)
    assert caught.value.reason == f"http_{status}"


def test_a_port_that_is_not_the_webs_is_blocked(served):
    """A page of one port cannot send us to another one that nobody declared."""
    site_ = served(saying(b"", "Location: http://127.0.0.1:22/", status="302 Found"))
    with pytest.raises(Blocked) as caught:
        site_.get(robots=False)
    assert caught.value.reason == "port"


def test_a_body_over_the_cap_is_set_aside(served):
    """The cap counts bytes as they come, whatever length was promised."""
    with pytest.raises(Quarantine) as caught:
        served(saying(b"a" * 3000), cap=1000).get(robots=False)
    assert caught.value.reason == "size"


def test_robots_txt_is_read_once_and_obeyed(served):
    """N35: what the host forbids is not asked for; what it allows is, and the rules are asked for once."""
    site_ = served(site(b"User-agent: *\nDisallow: /members/\n"))
    site_.get("/news")
    site_.get("/more")
    with pytest.raises(Blocked) as caught:
        site_.get("/members/a")
    assert (caught.value.reason, site_.paths) == ("robots", ["/robots.txt", "/news", "/more"])


def test_rules_for_our_own_name_count(served):
    """N35: a rule for watch1718 goes before the rule for all."""
    site_ = served(site(b"User-agent: *\nDisallow:\n\nUser-agent: watch1718\nDisallow: /\n"))
    with pytest.raises(Blocked):
        site_.get("/news")


@pytest.mark.parametrize(
    ("status", "body", "allowed"),
    [
        ("404 Not Found", b"", True),
        ("403 Forbidden", b"", True),
        ("500 Broken", b"", False),
        ("503 Busy", b"", False),
        ("429 Busy", b"", False),
        ("200 OK", b"#" * (600 * 1024), False),
        ("200 OK", b"\xff\xfe\x00garbage", True),
    ],
)
def test_a_host_without_readable_rules(served, status, body, allowed):
    """N35: no rules allow all; a host that is broken, busy or writes a book forbids all."""
    site_ = served(site(body, status))
    if allowed:
        assert site_.get("/news").body == b"story"
    else:
        with pytest.raises(Blocked) as caught:
            site_.get("/news")
        assert caught.value.reason == "robots"


def test_rules_are_asked_for_again_after_a_day(served):
    """N35: what a host forbids today it may allow tomorrow."""
    site_ = served(site(b""))
    site_.get("/a")
    site_.time.now += 25 * 3600
    site_.get("/b")
    assert site_.paths == ["/robots.txt", "/a", "/robots.txt", "/b"]


def test_requests_to_one_host_keep_their_distance(served):
    """The declared pause lies between two requests of one host; the first one does not wait."""
    site_ = served(site(b""))
    for path in ("/a", "/b", "/c"):
        site_.get(path, pace_seconds=2.0)
    assert site_.time.waited == [2.0, 2.0]


def test_a_crawl_delay_is_kept_within_reason(served):
    """The host's own wish for a longer pause counts, up to a limit."""
    for wish, pause in ((7, 7.0), (9999, LONGEST_DELAY)):
        site_ = served(site(f"User-agent: *\nCrawl-delay: {wish}\n".encode()))
        site_.get("/a")
        site_.get("/b")
        assert site_.time.waited == [pause]


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ("0", 0),
        ("90", 90),
        ("Wed, 04 Mar 2026 05:02:00 GMT", 120),
        ("Wed, 04 Mar 2026 04:00:00 GMT", 0),
        ("Wed, 04 Mar 2126 04:00:00 GMT", 21600),
        ("99999999999999999999999", 21600),
        ("-5", 0),
        ("garbage", 0),
        ("", 0),
        ("1.5", 0),
    ],
)
def test_retry_after_in_all_its_forms(given, seconds):
    """N31: seconds and dates are capped at six hours, nonsense is no wish."""
    assert retry_after({"Retry-After": given}, datetime(2026, 3, 4, 5, tzinfo=UTC)) == seconds


def test_a_redirect_on_one_host_does_not_wait(served):
    """A redirect is part of one request; a long crawl delay between its hops would eat the deadline."""
    moved = reply(b"", "Location: /new", status="301 Moved")
    site_ = served(lambda talk, request, _: talk.sendall(moved if b" /old " in request else reply(b"Crawl-delay: 20")))
    site_.get("/old", pace_seconds=5.0)
    assert site_.time.waited == []


def test_a_proxy_is_asked_for_names_that_only_it_knows(served):
    """Behind a proxy the request goes to it, whole, even where the name cannot be resolved here."""
    site_ = served(saying(b"by proxy"))
    door = RequestsWeb(seconds=2, proxy=site_.url)
    answer = door.get("http://news.invalid/a", replace(TASS, robots=False, pace_seconds=0.0))
    assert (answer.body, site_.paths) == (b"by proxy", ["http://news.invalid/a"])


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "http://127.0.0.1/", "http://0x7f000001/", "http://[::1]/"])
def test_a_proxy_is_no_way_around_the_guard(served, url):
    """What resolves to a forbidden address here is not asked of the proxy either."""
    site_ = served(saying(b"by proxy"))
    with pytest.raises(Blocked) as caught:
        RequestsWeb(seconds=2, proxy=site_.url).get(url, replace(TASS, robots=False, pace_seconds=0.0))
    assert (caught.value.reason, site_.paths) == ("ssrf", [])


def test_nothing_else_opens_a_connection():
    """No module but the door, its guard and the newsroom imports anything that could reach a network."""
    doors = {
        str(file.relative_to(PACKAGE)): found
        for file in sorted(PACKAGE.rglob("*.py"))
        if (found := _imports(file) & NETWORK)
    }
    others = {
        name: found for name, found in doors.items() if name not in DOORS | OWN and not name.startswith("newsroom/")
    }
    assert others == {}


def _imports(file: Path) -> set[str]:
    """The roots of what a module imports, wherever in it; ``urllib.request`` counts as http."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        found |= {"http" if name.startswith("urllib.request") else name.split(".")[0] for name in names}
        found -= {"http"} if all(name.startswith("http.HTTPStatus") or name == "http" for name in names) else set()
    return found
