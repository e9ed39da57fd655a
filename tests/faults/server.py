"""A server that misbehaves on purpose: each connection is handed, raw, to a behaviour."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread

Behaviour = Callable[[socket.socket, bytes, Event], None]


@dataclass
class FaultServer:
    """Listens on loopback; ``heard`` holds every request as it came."""

    behave: Behaviour
    context: ssl.SSLContext | None = None
    heard: list[bytes] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def serve(self, listener: socket.socket) -> None:
        """Take connections until the listener is closed."""
        while not self.over.is_set():
            try:
                talk, _ = listener.accept()
            except OSError:
                return
            Thread(target=self._answer, args=(talk,), daemon=True).start()

    def _answer(self, talk: socket.socket) -> None:
        with suppress(OSError):
            if self.context is not None:
                talk = self.context.wrap_socket(talk, server_side=True)
            request = b""
            while b"\r\n\r\n" not in request and request[:1] in b"G" and (piece := talk.recv(4096)):
                request += piece
            self.heard.append(request)
            self.behave(talk, request, self.over)
        talk.close()


@contextmanager
def serving(behave: Behaviour, context: ssl.SSLContext | None = None) -> Iterator[tuple[str, FaultServer]]:
    """Serve a behaviour on a free port; gives its address and the server."""
    server = FaultServer(behave, context)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        Thread(target=server.serve, args=(listener,), daemon=True).start()
        try:
            yield f"{'https' if context else 'http'}://127.0.0.1:{listener.getsockname()[1]}", server
        finally:
            server.over.set()
            listener.shutdown(socket.SHUT_RDWR)


def reply(body: bytes, *lines: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """A whole answer; ``length`` lies about the body's, -1 leaves it out."""
    size = len(body) if length is None else length
    head = [f"HTTP/1.1 {status}", *lines, *([f"Content-Length: {size}"] if size >= 0 else [])]
    return "\r\n".join([*head, "", ""]).encode("latin-1") + body


def saying(body: bytes, *lines: str, status: str = "200 OK", length: int | None = None) -> Behaviour:
    """Behave by one fixed answer."""
    return lambda talk, _request, _over: talk.sendall(reply(body, *lines, status=status, length=length))
