"""Network faults by their ids: each ends in one outcome with one reason code, and in time."""

from __future__ import annotations

import gzip
import resource
import socket
import struct
import zlib
from dataclasses import replace
from time import monotonic

import pytest
from faults.server import reply, saying, serving

from watch1718.adapters import address
from watch1718.adapters.manners import Manners, OwnHosts
from watch1718.adapters.parser import KindParser
from watch1718.adapters.sources import load_sources
from watch1718.adapters.web import RequestsWeb
from watch1718.errors import Blocked, FetchFailed, Quarantine

SOURCE = replace(next(s for s in load_sources() if s.id == "tass"), pace_seconds=0.0, robots=False)
SECONDS = 0.5
LATEST = SECONDS * 1.05 + 0.2  # a busy machine wakes a thread late
MEGABYTE = 1 << 20


def web(seconds: float = 5.0, cap: int = MEGABYTE, **more) -> RequestsWeb:
    """A door that may knock on loopback, as a rehearsal's may."""
    return RequestsWeb(seconds=seconds, cap=cap, allow_loopback=True, **more)


def ask(behave, *, path="/", source=SOURCE, door=None, context=None, **condition):
    """Ask a misbehaving server once."""
    with serving(behave, context) as (url, server):
        return (door or web()).get(url + path, replace(source, url=url + path), **condition), server


def failing(behave, error=FetchFailed, **more):
    """Ask, and give the error that must come of it."""
    with pytest.raises(error) as caught:
        ask(behave, **more)
    return caught.value


def drip(before: bytes):
    """Send something, then a byte at a time until the test is over."""

    def behave(talk, _request, over):
        talk.sendall(before)
        while not over.wait(0.02):
            talk.sendall(b"a")

    return behave


@pytest.mark.parametrize(
    ("before", "fault"),
    [(reply(b"", length=100_000), "N1 body"), (b"HTTP/1.1 200 OK\r\nX-Slow: ", "N2 headers"), (b"", "N2 status line")],
)
def test_a_drip_ends_at_the_deadline(before, fault):
    """N1, N2: a server that sends a byte at a time is left at the set time, not when it is done."""
    began = monotonic()
    error = failing(drip(before), door=web(SECONDS))
    assert error.reason == "total_deadline", fault
    assert SECONDS * 0.95 <= monotonic() - began <= LATEST


def test_silence_ends_at_the_deadline():
    """N2: a server that takes the request and says nothing costs the set time and no more."""
    began = monotonic()
    assert failing(lambda _talk, _request, over: over.wait(5), door=web(SECONDS)).reason == "total_deadline"
    assert monotonic() - began <= LATEST


def test_a_handshake_that_never_ends_is_left_at_the_deadline(authority):
    """N2: under TLS too, whatever the server is slow at."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://127.0.0.1:{silent.getsockname()[1]}/"
        began = monotonic()
        with pytest.raises(FetchFailed) as caught:
            web(SECONDS, trust=authority.file).get(url, replace(SOURCE, url=url))
    assert caught.value.reason == "total_deadline"
    assert monotonic() - began <= LATEST


def test_a_drip_under_tls_ends_at_the_deadline(authority):
    """N1: the watch shuts the wrapped socket."""
    began = monotonic()
    door = web(SECONDS, trust=authority.file)
    error = failing(drip(reply(b"", length=100_000)), door=door, context=authority.server("127.0.0.1"))
    assert error.reason == "total_deadline"
    assert monotonic() - began <= LATEST


def test_a_closed_port_is_a_connect_error():
    """N3: where nobody listens the reason is connect."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(FetchFailed) as caught:
        web().get(f"http://127.0.0.1:{port}/", replace(SOURCE, url=f"http://127.0.0.1:{port}/"))
    assert caught.value.reason == "connect"


def test_a_black_hole_leaves_time_for_the_next_address(monkeypatch):
    """N3: each address of a host gets its share of the time that is left; the reason is connect."""
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.215.14", "93.184.215.15")]
    waited = []

    def swallow(to, seconds):
        waited.append((to[0][-2:], round(seconds)))
        raise TimeoutError("timed out")

    monkeypatch.setattr(address.socket, "getaddrinfo", lambda *_, **__: rows)
    monkeypatch.setattr(socket, "create_connection", swallow)
    with pytest.raises(FetchFailed) as caught:
        RequestsWeb(seconds=20).get("http://black-hole.test/", SOURCE)
    assert (caught.value.reason, waited) == ("connect", [("14", 10), ("15", 20)])


def test_an_unknown_host_is_a_resolve_error():
    """N36: a resolver that knows nothing is a fetch error of the source, never an empty answer."""
    with pytest.raises(FetchFailed) as caught:
        web().get("http://does-not-exist.invalid/", SOURCE)
    assert caught.value.reason == "resolve"


@pytest.mark.parametrize(
    "place",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://100.64.0.1/",
        "http://[fd00::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[::127.0.0.1]/",
    ],
)
def test_a_redirect_to_a_forbidden_address_is_blocked(place):
    """N4, N5, N6: each hop of a redirect is held against the same guard as the first address."""
    error = failing(saying(b"", f"Location: {place}", status="302 Found"), Blocked)
    assert error.reason == "ssrf"
    assert place in str(error)
    assert "by way of http://127.0.0.1:" in str(error)


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "127.1", "①②⑦.⓪.⓪.①", "0177.0.0.1", "localhost"])
def test_a_disguised_loopback_is_blocked(host):
    """N7: whatever the spelling, the address that it resolves to decides."""
    with pytest.raises(Blocked) as caught:
        RequestsWeb(seconds=2).get(f"http://{host}/", SOURCE)
    assert caught.value.reason == "ssrf"


def test_a_name_that_changes_its_address_is_still_checked(monkeypatch):
    """N8: the address that is connected to is the one that was checked; the name is resolved once a hop."""
    asked = []

    def rebind(host, port, **_):
        asked.append(host)
        ip = "93.184.215.14" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    dialled = []

    def refuse(to, _timeout):
        dialled.append(to)
        raise ConnectionRefusedError

    monkeypatch.setattr(address.socket, "getaddrinfo", rebind)
    monkeypatch.setattr(socket, "create_connection", refuse)
    with pytest.raises(FetchFailed):
        RequestsWeb(seconds=2).get("http://rebinding.example/", SOURCE)
    assert (asked, dialled) == (["rebinding.example"], [("93.184.215.14", 80)])


def test_one_private_answer_among_public_ones_blocks_the_host(monkeypatch):
    """N9: all answers of a name are classified, not the first."""
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.215.14", "10.1.2.3")]
    monkeypatch.setattr(address.socket, "getaddrinfo", lambda *_, **__: rows)
    with pytest.raises(Blocked) as caught:
        RequestsWeb(seconds=2).get("http://two-faced.example/", SOURCE)
    assert (caught.value.reason, "10.1.2.3 is private" in str(caught.value)) == ("ssrf", True)


@pytest.mark.parametrize("place", ["http://a\\@127.0.0.1/", "http://user:pass@example.org/", "http://exa\tmple.org/"])
def test_an_address_that_parsers_read_differently_is_blocked(place):
    """N10: what two programs could read as two hosts is asked for by none."""
    with pytest.raises(Blocked) as caught:
        web().get(place, SOURCE)
    assert caught.value.reason == "malformed_url"


@pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://example.org/a", "data:text/html,a", "javascript:a()"])
def test_a_redirect_to_another_scheme_is_blocked(place):
    """N11: only http and https are spoken."""
    assert failing(saying(b"", f"Location: {place}", status="301 Moved"), Blocked).reason == "scheme"


def test_a_redirect_loop_ends_after_five_hops():
    """N12: five redirects are followed, the sixth is not."""
    with serving(saying(b"", "Location: /again", status="302 Found")) as (url, server):
        with pytest.raises(FetchFailed) as caught:
            web().get(url, replace(SOURCE, url=url))
        assert (caught.value.reason, len(server.heard)) == ("redirects", 6)


def test_a_redirect_from_https_to_http_is_blocked(authority):
    """N13: what was asked for under TLS is not taken in the clear."""
    behave = saying(b"", "Location: http://127.0.0.1/", status="302 Found")
    error = failing(behave, Blocked, context=authority.server("127.0.0.1"), door=web(trust=authority.file))
    assert error.reason == "downgrade"


@pytest.mark.parametrize("kind", ["self-signed", "expired", "wrong host"])
def test_a_certificate_that_does_not_hold_is_never_passed_over(authority, kind):
    """N14: the reason is tls, and nothing was asked for over the unverified connection."""
    with serving(saying(b"secret"), authority.bad(kind)) as (url, server):
        with pytest.raises(FetchFailed) as caught:
            web(trust=authority.file).get(url, replace(SOURCE, url=url))
        assert (caught.value.reason, server.heard) == ("tls", [])


def test_a_certificate_that_holds_is_read(authority):
    """N14: the same server with a good certificate answers."""
    answer, _ = ask(saying(b"open"), context=authority.server("127.0.0.1"), door=web(trust=authority.file))
    assert answer.body == b"open"


def test_no_credentials_reach_another_host(tmp_path, monkeypatch):
    """N15: neither a netrc file nor a condition of the first host goes on to the second."""
    (tmp_path / ".netrc").write_text("default login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    with serving(saying(b"there")) as (second, other):
        moved = saying(b"", f"Location: {second}/", "Set-Cookie: a=b", status="302 Found")
        with serving(moved) as (first, one):
            web().get(first, replace(SOURCE, url=second), etag='"x"')
    assert b'If-None-Match: "x"' in one.heard[0]
    sent = (one.heard[0] + other.heard[0]).lower()
    assert b"authorization" not in sent
    assert b"cookie" not in sent
    assert b"if-none-match" not in other.heard[0].lower()


def test_not_modified_without_a_question_is_an_error():
    """N16: a 304 to an unconditional request has nothing to be unchanged against."""
    assert failing(saying(b"", status="304 Not Modified")).reason == "unexpected_304"


def test_not_modified_answers_a_condition():
    """N16: the same answer to a conditional request is what it says."""
    answer, _ = ask(saying(b"", status="304 Not Modified"), etag='"x"')
    assert (answer.not_modified, answer.body) == (True, b"")


def test_a_body_shorter_than_its_length_is_truncated():
    """N19: half a body is no body."""
    assert failing(saying(b"half", length=8)).reason == "truncated"


def test_a_chunked_body_without_its_end_is_truncated():
    """N19: a chunked body ends with its last chunk or not at all."""
    assert failing(saying(b"4\r\nhalf\r\n", "Transfer-Encoding: chunked", length=-1)).reason == "truncated"


@pytest.mark.parametrize("packer", ["gzip", "deflate"])
def test_a_cut_packed_body_of_matching_length_is_found(packer):
    """N20: the length agrees, the packed stream has no end: an error, not half a page."""
    whole = gzip.compress(bytes(range(256)) * 40) if packer == "gzip" else zlib.compress(bytes(range(256)) * 40)
    error = failing(saying(whole[: len(whole) // 2], f"Content-Encoding: {packer}"))
    assert error.reason == "truncated_gzip"


def test_a_page_of_unknown_length_without_its_end_is_partial():
    """N21: no length and no end mark: the story is read and says that it may not be whole."""
    words = "<p>The harbour master of Wonsan counted eleven lorries at the northern gate on Monday.</p>" * 9
    partial = f"<html><body><article>{words}".encode()
    kept = {}
    for end in (b"", b"</article></body></html>"):
        answer, _ = ask(saying(partial + end, "Content-Type: text/html", length=-1))
        kept[end] = KindParser().page(SOURCE, "https://a.example/b", answer.body, answer.headers).partial
    assert list(kept.values()) == [True, False]


def test_a_bomb_is_set_aside_at_the_cap():
    """N22: 400 KB that unpack to 400 MB stop at the cap, and memory stays flat."""
    bomb = gzip.compress(bytes(64 * MEGABYTE)) * 6
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    error = failing(saying(bomb, "Content-Encoding: gzip"), Quarantine)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert (error.reason, grown < 100) == ("bomb", True)


@pytest.mark.parametrize(
    ("encoding", "reason"),
    [("gzip, gzip, gzip, gzip, gzip, gzip", "encoding_chain"), ("br", "encoding"), ("zstd", "encoding")],
)
def test_encodings_that_were_not_asked_for_are_set_aside(encoding, reason):
    """N23: a chain of encodings, or one that we do not speak, is not unpacked."""
    assert failing(saying(b"abc", f"Content-Encoding: {encoding}"), Quarantine).reason == reason


def test_an_endless_body_is_cut_at_the_cap():
    """N24: a stream without end costs as many bytes as a body may have."""

    def behave(talk, _request, over):
        talk.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while not over.is_set():
            talk.sendall(b"10000\r\n" + bytes(0x10000) + b"\r\n")

    assert failing(behave, Quarantine).reason == "size"


@pytest.mark.parametrize(
    ("lines", "status"), [([f"X-{n}: a" for n in range(200)], "200 OK"), (["X-Long: " + "a" * MEGABYTE], "200 OK")]
)
def test_too_many_or_too_long_headers_are_an_error(lines, status):
    """N34: headers are bounded by number and by length."""
    assert failing(saying(b"", *lines, status=status)).reason == "headers"


@pytest.mark.parametrize(
    ("given", "seconds"),
    [("120", "120 s"), ("315360000", "21600 s"), ("-5", ""), ("soon", ""), ("", ""), ("٣", "")],
)
@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_retry_after_is_read_and_capped(given, seconds, status):
    """N30, N31: a sensible wish is reported, a senseless one is capped or passed over."""
    lines = ["Retry-After: " + given.encode().decode("latin-1")]
    error = failing(saying(b"", *lines, status=status))
    assert error.reason == f"http_{status[:3]}"
    assert error.detail == (f"retry after {seconds}" if seconds else "")


def test_a_host_that_asked_for_a_pause_is_left_alone():
    """N30: until the pause is over the host is not asked at all, then it is."""
    now = [0.0]
    door = web(manners=Manners(OwnHosts(lambda: now[0]), lambda _: None))
    with serving(saying(b"", "Retry-After: 60", status="429 Busy")) as (url, server):
        source = replace(SOURCE, url=url)
        reasons = []
        for moment in (0.0, 30.0, 61.0):
            now[0] = moment
            with pytest.raises(FetchFailed) as caught:
                door.get(url, source)
            reasons.append(caught.value.reason)
        assert (reasons, len(server.heard)) == (["http_429", "deferred", "http_429"], 2)


def test_a_reset_connection_is_named():
    """A peer that slams the door is a fetch error of its own."""

    def slam(talk, _request, _over):
        talk.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    assert failing(slam).reason == "reset"


def test_a_plain_port_under_tls_is_a_tls_error(authority):
    """N14: a server that does not speak TLS is not spoken to without it."""
    with serving(saying(b"plain")) as (url, _):
        secure = url.replace("http:", "https:")
        with pytest.raises(FetchFailed) as caught:
            web(trust=authority.file).get(secure, replace(SOURCE, url=secure))
    assert caught.value.reason == "tls"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """A certificate authority of the test's own."""
    from faults.authority import Authority  # noqa: PLC0415 - only these tests need it

    return Authority(tmp_path_factory.mktemp("authority"))
