"""Connections that the guard has passed, and the watch that ends them.

name ─look_up─▶ every address checked ─dial─▶ a socket to one of exactly those ─Watch─▶ shut at the deadline
"""

from __future__ import annotations

import socket
from contextlib import suppress
from functools import partial
from threading import Timer
from time import monotonic
from typing import Any, Self

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from watch1718.adapters.address import Target, check, look_up, resolve
from watch1718.errors import FetchFailed


class Watch:
    """Ends a request at its deadline, whatever it waits for, by shutting its socket from outside."""

    def __init__(self, seconds: float, *, loopback: bool, proxied: bool) -> None:
        self.loopback, self.proxied, self.expired = loopback, proxied, False
        self._end = monotonic() + seconds
        self._sockets: list[socket.socket] = []
        self._timer = Timer(seconds, self._expire)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def left(self) -> float:
        """Seconds that remain; never 0, which a socket would take for "no limit"."""
        return max(self._end - monotonic(), 0.001)

    def over(self, opened: socket.socket) -> None:
        """Watch this socket too; one that was opened too late is shut at once."""
        self._sockets.append(opened)
        if self.expired:
            self._expire()

    def _expire(self) -> None:
        self.expired = True
        for opened in self._sockets:
            with suppress(OSError):
                socket.socket.shutdown(opened, socket.SHUT_RDWR)


def look_ahead(hop: Target, watch: Watch) -> None:
    """Hold a host against the guard although a proxy will resolve it; a name that only the proxy knows may pass."""
    with suppress(FetchFailed):
        resolve(hop.host, hop.port, seconds=watch.left(), allow_loopback=watch.loopback)


def _dial(watch: Watch, host: str, port: int) -> socket.socket:
    """Resolve, check all answers, and connect to one of exactly those addresses; a proxy is the user's own word."""
    problem: OSError | None = None
    found = look_up(host, port, watch.left())
    if not watch.proxied:
        check(host, found, allow_loopback=watch.loopback)
    for number, address in enumerate(found):
        try:
            opened = socket.create_connection((address, port), watch.left() / (len(found) - number))
        except OSError as wrong:
            problem = wrong
        else:
            opened.settimeout(watch.left())
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            watch.over(opened)
            return opened
    raise FetchFailed("connect", host, str(problem))


class Plain(HTTPConnection):
    """A connection that resolves through the guard; Host stays the name that was asked for."""

    def __init__(self, watch: Watch, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._watch = watch

    def _new_conn(self) -> socket.socket:
        return _dial(self._watch, self.host, self.port)


class Secure(HTTPSConnection):
    """The same under TLS; the certificate is held against the name, not the address."""

    def __init__(self, watch: Watch, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._watch = watch

    def _new_conn(self) -> socket.socket:
        return _dial(self._watch, self.host, self.port)

    def connect(self) -> None:
        """Connect, and watch the wrapped socket in place of the bare one."""
        super().connect()
        if isinstance(self.sock, socket.socket):
            self._watch.over(self.sock)


class Guarded(HTTPAdapter):
    """An adapter whose pools make guarded connections alone."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def get_connection_with_tls_context(self, *given: Any, **named: Any) -> Any:
        """Give a pool that dials through the guard."""
        pool: Any = super().get_connection_with_tls_context(*given, **named)
        pool.ConnectionCls = partial(Secure if pool.scheme == "https" else Plain, self._watch)
        return pool
