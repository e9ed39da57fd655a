"""The newsroom's HTTP server: loopback only, honest conditional answers, and faults on purpose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from threading import Thread
from types import TracebackType
from typing import Literal, Self
from urllib.parse import urlsplit

import yaml
from pydantic import AwareDatetime, BaseModel, ConfigDict

from watch1718.errors import Misconfigured
from watch1718.newsroom.newsstand import Newsstand, Reply
from watch1718.newsroom.world import Day, day

HOST = "127.0.0.1"


class Fault(BaseModel):
    """What goes wrong at an address, and from when on."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: Literal["error", "cut"]
    since: AwareDatetime


class Newsroom:
    """The invented sources as they stand on one simulated day, served while the ``with`` block runs.

    ``port`` 0 takes a free one. ``base_url`` is what links start with, where that is not the address it is served
    at: a name that stays the same from run to run, which ``NewsroomWeb`` knows how to reach. ``turn_to`` moves on to another day without closing. ``asked`` holds the
    path and status of each answer, oldest first, so that a test can see how polite a reader was.
    """

    def __init__(self, day: str | Day = "2026-03-04", port: int = 0, base_url: str = "") -> None:
        self.asked: list[tuple[str, int]] = []
        self._port = port
        self._base_url = base_url
        self.turn_to(day)

    def turn_to(self, to: str | Day) -> None:
        """Show the newsroom as it stands on this simulated day."""
        self._day = to if isinstance(to, Day) else day(to)

    @property
    def url(self) -> str:
        """Where it is served, with no slash at the end."""
        return f"http://{HOST}:{self._server.server_port}"

    @property
    def stand(self) -> Newsstand:
        """What it shows now."""
        return Newsstand(self._day.now, self._base_url or self.url)

    def __enter__(self) -> Self:
        try:
            self._server = _Server((HOST, self._port), self)
        except OSError as busy:
            raise Misconfigured(f"the newsroom cannot open port {self._port} on {HOST}: {busy.strerror}") from busy
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), name="newsroom", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], room: Newsroom) -> None:
        self.room = room
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "watch1718-newsroom"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer with what stands at the path now."""
        path, stand = urlsplit(self.path).path, self.server.room.stand
        reply = stand.reply(path)
        if reply is None:
            self._send(HTTPStatus.NOT_FOUND, {}, b"Nothing stands here.\n")
        else:
            self._answer(reply, _fault(path, stand.now))

    def do_HEAD(self) -> None:
        """Answer as to GET, without the body."""
        self.do_GET()

    def _answer(self, reply: Reply, fault: str | None) -> None:
        headers = {
            "Content-Type": reply.content_type,
            "ETag": f'"{sha256(reply.body).hexdigest()[:32]}"',
            "Last-Modified": format_datetime(reply.modified, usegmt=True),
        }
        if fault == "error":
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, {}, b"Broken on purpose.\n")
        elif self._is_unchanged(headers["ETag"], reply.modified):
            self._send(HTTPStatus.NOT_MODIFIED, headers, b"")
        else:
            self._send(HTTPStatus.OK, headers, reply.body, cut=fault == "cut")

    def _is_unchanged(self, etag: str, modified: datetime) -> bool:
        """Say whether the asker has this body; a given ETag alone decides, as the standard has it."""
        if known := self.headers.get("If-None-Match"):
            return etag in (mark.strip().removeprefix("W/") for mark in known.split(","))
        since = self.headers.get("If-Modified-Since")
        try:
            return since is not None and modified.replace(microsecond=0) <= parsedate_to_datetime(since)
        except ValueError:
            return False

    def _send(self, status: HTTPStatus, headers: Mapping[str, str], body: bytes, *, cut: bool = False) -> None:
        self.server.room.asked.append((self.path, status.value))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body[: len(body) // 2] if cut else body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Stay silent: ``Newsroom.asked`` is the log."""


def _fault(path: str, now: datetime) -> str | None:
    fault = faults().get(path)
    return fault.kind if fault and fault.since <= now else None


@cache
def faults() -> Mapping[str, Fault]:
    """Read what goes wrong on purpose, by path."""
    rows = yaml.safe_load((files(__package__) / "faults.yml").read_text("utf-8"))
    return {path: Fault(**row) for path, row in rows.items()}
