"""Hostile formats are parsed in a process of their own, kept warm, that may take so much memory and time and no more.

A parser that crashes, hangs or swallows memory costs one record its place in the queue of what could not be read.
What is asked goes there as our own values; what comes back is JSON: a parser that was taken over says nothing but text.
"""

from __future__ import annotations

import atexit
import json
import os
import selectors
import struct
import subprocess
import sys
from threading import Lock
from time import monotonic
from typing import Any

from watch1718.errors import NotADocument, Retry

HEAD = struct.Struct(">II")
PIECE = 1 << 16
SECONDS = 20.0
MEMORY = 1 << 29  # bytes that a parser may take beyond what it starts with
START = 60.0
LIFE = 5000  # records, then a fresh process takes over
MAX_ANSWER = 64 << 20
LAST_WORDS = {"crash", "memory"}  # behind these the process is not to be trusted with another record


class Child:
    """One warm process; started when first asked, again after it died."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds, self._memory = seconds, memory
        self._process: subprocess.Popen[bytes] | None = None
        self._asked = self._owner = 0
        self._one_at_a_time = Lock()

    def ask(self, question: bytes, body: bytes) -> Any:
        """Ask one question about one body. Raises NotADocument ``crash`` where no answer came."""
        with self._one_at_a_time:
            return self._ask(question, body)

    def _ask(self, question: bytes, body: bytes) -> Any:
        """Only a process without a past may call a record a crash: what a worn one fails on is asked once more."""
        process = self._warm()
        self._asked += 1
        try:
            answer = json.loads(_talk(process, HEAD.pack(len(question), len(body)) + question + body, self._seconds))
        except (TimeoutError, EOFError, OSError, ValueError) as wrong:
            said, worn = self._died(wrong), self._asked > 1 and not isinstance(wrong, TimeoutError)
            if worn:
                return self._ask(question, body)
            raise NotADocument("crash", said) from wrong
        if answer.get("reason") in LAST_WORDS:
            self.close()
        return answer

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()

    def _warm(self) -> subprocess.Popen[bytes]:
        if self._process is not None and (self._owner != os.getpid() or self._asked >= LIFE):
            self.close()
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._asked, self._owner = 0, os.getpid()
            self._process = subprocess.Popen(  # noqa: S603 - our own module, our own numbers
                [sys.executable, "-m", "watch1718.adapters.parsing", str(self._memory), str(int(self._seconds) + 1)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
            )
            atexit.register(self.close)
            _wait(self._process)
        return self._process

    def _died(self, wrong: Exception) -> str:
        process = self._process
        code = None
        if process is not None and not isinstance(wrong, TimeoutError):
            try:
                code = process.wait(1)
            except subprocess.TimeoutExpired:
                code = None
        self.close()
        if isinstance(wrong, TimeoutError):
            return f"the parser was ended after {self._seconds:.0f} s"
        return f"the parser died ({'signal ' + str(-code) if code and code < 0 else 'no answer'})"


def _wait(process: subprocess.Popen[bytes]) -> None:
    """Loading libraries is nobody's record: the time of one begins when the process says that it is ready."""
    try:
        _talk(process, b"", START)
    except (TimeoutError, EOFError) as wrong:
        process.kill()
        raise Retry("the process that parses documents does not start; is memory short?") from wrong


def _talk(process: subprocess.Popen[bytes], question: bytes, seconds: float) -> bytes:
    """Write and read without waiting for either alone, until the answer is whole or the time is over."""
    stdin, stdout = process.stdin, process.stdout
    if stdin is None or stdout is None:
        raise EOFError
    os.set_blocking(stdin.fileno(), False)
    until, sent, answer, want = monotonic() + seconds, 0, bytearray(), 4
    view = memoryview(question)
    with selectors.DefaultSelector() as both:
        both.register(stdout, selectors.EVENT_READ)
        if question:
            both.register(stdin, selectors.EVENT_WRITE)
        while len(answer) < want:
            ready = both.select(max(0.0, until - monotonic()))
            if not ready:
                raise TimeoutError
            for key, _ in ready:
                if key.fileobj is stdin:
                    sent += os.write(stdin.fileno(), view[sent : sent + PIECE])
                    if sent == len(question):
                        both.unregister(stdin)
                    continue
                piece = os.read(stdout.fileno(), PIECE)
                if not piece:
                    raise EOFError
                answer += piece
                if want == 4 and len(answer) >= 4:  # noqa: PLR2004 - the length of the length
                    want = 4 + min(int.from_bytes(answer[:4], "big"), MAX_ANSWER)
    return bytes(answer[4:want])
