"""The one door to the network: polite, guarded, and done at its deadline.

Each hop: address taken apart ▶ robots.txt ▶ pause ▶ name resolved once and checked ▶ connection to that
address ▶ body under a cap ▶ unpacked to its end. Nothing else in the package opens a connection outwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from http.client import HTTPException, IncompleteRead
from importlib.metadata import version
from threading import Event
from time import monotonic
from urllib.parse import urljoin

import requests
from requests.structures import CaseInsensitiveDict
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError, ProtocolError

from watch1718.adapters.address import Target, target
from watch1718.adapters.connection import Guarded, Watch, look_ahead
from watch1718.adapters.manners import AGENT, ROBOTS_BYTES, Manners, OwnHosts, retry_after
from watch1718.adapters.unpack import ACCEPT, encoding_of, unpack
from watch1718.core.source import Source
from watch1718.errors import Blocked, FetchFailed, Quarantine
from watch1718.ports import Answer

MAX_HOPS = 5
CHUNK = 64 * 1024
MOVED = frozenset({301, 302, 303, 307, 308})
BUSY = frozenset({429, 503})
WEB_PORTS = frozenset({80, 443})


class RequestsWeb:
    """The ``Web`` port over requests.

    ``seconds`` is the total time of one request with its redirects, ``cap`` the largest body before and after
    unpacking. ``allow_loopback`` is for the newsroom alone. ``trust`` is a file of certificate authorities,
    ``proxy`` the address of a proxy that all requests go through.
    """

    def __init__(
        self,
        *,
        contact: str = "",
        seconds: float = 20.0,
        cap: int = 32 * 1024 * 1024,
        allow_loopback: bool = False,
        trust: str = "",
        proxy: str = "",
        manners: Manners | None = None,
    ) -> None:
        self._agent = f"{AGENT}/{version('watch1718')}" + (f" (+{contact})" if contact else "")
        self._seconds, self._cap, self._trust = seconds, cap, trust
        self._loopback, self._proxy = allow_loopback, proxy
        self._manners = manners or Manners(OwnHosts(monotonic), Event().wait)

    def get(self, url: str, source: Source, *, etag: str = "", last_modified: str = "") -> Answer:
        """Ask once, politely; redirects are followed by hand, each as carefully as the first address."""
        start, chain = target(url), list[str]()
        self._admit(start, source)
        if not self._manners.pace(start.origin, source.pace_seconds):
            raise FetchFailed("deferred", url, "too many requests wait for this host")
        try:
            return self._follow(start, source, _condition(etag, last_modified), chain)
        except Blocked as wrong:
            if not chain:
                raise
            detail = wrong.detail.removeprefix(wrong.url).strip()
            raise Blocked(wrong.reason, wrong.url, f"({detail}) by way of {' > '.join(chain)}") from wrong

    def _follow(self, start: Target, source: Source, condition: Mapping[str, str], chain: list[str]) -> Answer:
        """Ask and go where it is sent, five times at most; ``chain`` keeps the addresses that sent it on."""
        hop = start
        with self._watch() as watch:
            for _ in range(MAX_HOPS + 1):
                answer = self._ask(hop, {**condition, "Accept-Encoding": ACCEPT}, watch, self._cap)
                if answer.status not in MOVED:
                    return self._judge(start.url, answer, hop, conditional=bool(condition))
                chain.append(hop.url)
                before, hop = hop, self._next(hop, answer)
                condition = condition if hop.origin == before.origin else {}
                self._admit(hop, source, start)
                self._manners.note(hop.origin, source.pace_seconds)
        raise FetchFailed("redirects", start.url, f"more than {MAX_HOPS}")

    def _admit(self, hop: Target, source: Source, start: Target | None = None) -> None:
        """Let a hop pass: port, the host's own wish to be left alone, robots.txt."""
        declared = target(source.url.replace("{symbol}", "")).port if "//" in source.url else hop.port
        if hop.port not in WEB_PORTS | {declared, start.port if start else hop.port}:
            raise Blocked("port", hop.url, f"port {hop.port} is not the web's")
        if left := self._manners.shut_for(hop.origin):
            raise FetchFailed("deferred", hop.url, f"the host asked to be left alone for {left:.0f} s more")
        if source.robots and not self._robots_allow(hop):
            raise Blocked("robots", hop.url, "robots.txt forbids it or could not be read")

    def _watch(self) -> Watch:
        return Watch(self._seconds, loopback=self._loopback, proxied=bool(self._proxy))

    def _robots_allow(self, hop: Target) -> bool:
        if not self._manners.knows(hop.origin):
            self._manners.learn(hop.origin, self._robots(hop))
        return self._manners.allows(hop.origin, hop.url)

    def _robots(self, hop: Target) -> str | None:
        """Read robots.txt: none there allows all; a host that is broken or writes a book forbids all."""
        with self._watch() as watch:
            place = target(urljoin(hop.url, "/robots.txt"))
            for _ in range(MAX_HOPS + 1):
                try:
                    answer = self._ask(place, {"Accept-Encoding": ACCEPT}, watch, ROBOTS_BYTES)
                except Blocked:
                    raise
                except Quarantine:
                    return None
                if answer.status in MOVED:
                    place = self._next(place, answer)
                elif answer.status == HTTPStatus.OK:
                    return answer.body.decode("utf-8", "replace")
                else:
                    is_broken = answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status in BUSY
                    return None if is_broken else ""
        return None

    def _next(self, hop: Target, answer: Answer) -> Target:
        """Where a redirect leads, if it may be followed."""
        place = answer.headers.get("Location", "")
        if not place:
            raise FetchFailed("redirects", hop.url, f"{answer.status} without Location")
        try:
            onward = target(urljoin(hop.url, place))
        except ValueError as wrong:
            raise Blocked("malformed_url", hop.url, str(wrong)) from wrong
        if hop.scheme == "https" and onward.scheme == "http":
            raise Blocked("downgrade", onward.url, f"from {hop.url}")
        return onward

    def _judge(self, url: str, answer: Answer, hop: Target, *, conditional: bool) -> Answer:
        """Turn a final status into an answer or an error."""
        if answer.status not in BUSY:
            self._manners.answered(hop.origin)
        if answer.status == HTTPStatus.NOT_MODIFIED:
            if not conditional:
                raise FetchFailed("unexpected_304", url)
            return Answer(url, hop.url, answer.status, answer.headers, b"", not_modified=True)
        if answer.status in BUSY:
            pause = retry_after(answer.headers, datetime.now(UTC))
            self._manners.refused(hop.origin, pause)
            raise FetchFailed(f"http_{answer.status}", url, f"retry after {pause:.0f} s" if pause else "")
        if answer.status != HTTPStatus.OK:
            raise FetchFailed(f"http_{answer.status}", url)
        return Answer(url, hop.url, answer.status, answer.headers, answer.body)

    def _ask(self, hop: Target, headers: Mapping[str, str], watch: Watch, cap: int) -> Answer:
        """One request over one fresh connection: no session, so no redirects, no cookies, nothing from the environment."""
        own = {"User-Agent": self._agent, "Accept": "*/*", "Connection": "close", **headers}
        with closing(Guarded(watch)) as way, _faults(hop.url, watch):
            if self._proxy:
                look_ahead(hop, watch)
            with way.send(
                requests.Request("GET", hop.url, headers=own).prepare(),
                stream=True,
                timeout=watch.left(),
                verify=self._trust or True,
                proxies={"http": self._proxy, "https": self._proxy} if self._proxy else None,
            ) as reply:
                kept = CaseInsensitiveDict(reply.headers)
                encoding = encoding_of(kept.get("Content-Encoding", ""), hop.url)
                packed = b"" if reply.status_code in MOVED else _take(reply.raw, cap, hop.url, watch)
                body = unpack(packed, encoding, cap=cap, url=hop.url)
                return Answer(hop.url, hop.url, reply.status_code, kept, body)


def _condition(etag: str, last_modified: str) -> dict[str, str]:
    given = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in given.items() if value}


def _take(raw: BaseHTTPResponse, cap: int, url: str, watch: Watch) -> bytes:
    """Read the body as sent, up to the cap; a deadline or a lie about the length is an error."""
    pieces: list[bytes] = []
    room = cap
    while piece := raw.read(CHUNK, decode_content=False):
        room -= len(piece)
        if room < 0:
            raise Quarantine("size", f"{url} is larger than {cap} bytes")
        pieces.append(piece)
    if watch.expired:
        raise FetchFailed("total_deadline", url)
    return b"".join(pieces)


@contextmanager
def _faults(url: str, watch: Watch) -> Iterator[None]:
    """Give each failure of the libraries one reason code."""
    try:
        yield
    except (requests.RequestException, HTTPError, OSError) as wrong:
        if watch.expired or any(isinstance(link, TimeoutError | requests.Timeout) for link in _causes(wrong)):
            raise FetchFailed("total_deadline", url) from wrong
        raise FetchFailed(_reason(wrong), url, str(wrong)[:200]) from wrong
    except Blocked as wrong:
        raise Blocked(wrong.reason, url, wrong.detail) from wrong
    except FetchFailed as wrong:
        raise FetchFailed(wrong.reason, url, wrong.detail or wrong.url) from wrong


def _reason(wrong: Exception) -> str:
    """Name what went wrong by the chain of causes that the libraries leave."""
    if isinstance(wrong, requests.exceptions.SSLError):
        return "tls"
    chain = list(_causes(wrong))
    if any(isinstance(link, IncompleteRead) for link in chain):
        return "truncated"
    if any(isinstance(link, ConnectionError) for link in chain):
        return "reset"
    if any(isinstance(link, HTTPException) for link in chain):
        return "headers"
    return "truncated" if any(isinstance(link, ProtocolError) for link in chain) else "connect"


def _causes(wrong: BaseException) -> Iterator[BaseException]:
    """Walk an exception, those in its arguments, and those behind it."""
    todo, seen = [wrong], set[int]()
    while todo:
        link = todo.pop()
        if id(link) not in seen:
            seen.add(id(link))
            yield link
            behind = (*link.args, link.__cause__, link.__context__, getattr(link, "reason", None))
            todo.extend(one for one in behind if isinstance(one, BaseException))
