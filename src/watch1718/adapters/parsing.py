"""The process in which hostile formats are parsed: reads questions from its input until that ends.

Started by ``child.py`` as ``python -m watch1718.adapters.parsing MEMORY SECONDS``.
"""

from __future__ import annotations

import json
import os
import pickle
import resource
import sys
import traceback
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from watch1718.adapters.child import HEAD
from watch1718.adapters.pages import read_page
from watch1718.adapters.parser import KindParser
from watch1718.adapters.pdf import read_pdf
from watch1718.adapters.un_list import parse_list
from watch1718.core.listing import ListVersion
from watch1718.core.snapshot import Page, Stories
from watch1718.errors import Quarantine

MAX_DETAIL = 500


def main(memory: int, seconds: int) -> None:
    """Answer every question, one after the other."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # no library prints into the answers
    limit(memory)
    sys.excepthook = lambda kind, _error, trace: _say(answers, _fault(kind, trace))
    answers.write(bytes(4))
    answers.flush()
    while head := asked.read(HEAD.size):
        size, body_size = HEAD.unpack(head)
        question, body = asked.read(size), asked.read(body_size)
        _allow(seconds)
        _say(answers, _answer(question, body))


def limit(memory: int) -> None:
    """Bound what this process may take from here on; a parser that wants more gets an error, not the machine."""
    pages = (
        int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) if Path("/proc/self/statm").exists() else 0
    )
    most = pages * resource.getpagesize() + memory
    with suppress(ValueError, OSError):  # macOS has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow(seconds: int) -> None:
    """Give this record so many seconds of work: the kernel ends the process after them, whatever it does."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, hard))


def _answer(question: bytes, body: bytes) -> Any:
    try:
        return {"found": asdict(parse(question, body))}
    except Quarantine as fault:
        return {"reason": fault.reason, "detail": fault.detail[:MAX_DETAIL]}
    except MemoryError:
        return {"reason": "memory", "detail": "it wants more memory than a document may"}
    except RecursionError:
        return {"reason": "depth", "detail": "nested deeper than can be followed"}


def parse(question: bytes, body: bytes) -> Stories | Page | ListVersion:
    """Read one body as the question asks."""
    now, format_, *given = pickle.loads(question)  # noqa: S301 - from our own process, which holds the other end
    if format_ == "pdf":
        (url,) = given
        return read_pdf(url, body, now)
    if format_ == "file":
        (url,) = given
        return read_page(url, body, {}, now)
    if format_ == "un_list":
        return parse_list(body)
    parser = KindParser(lambda: now)
    if format_ == "feed":
        source, url = given
        return parser.feed(source, url, body)
    source, url, headers, trusted = given
    return parser.page(source, url, body, headers, trusted=trusted)


def _fault(kind: type[BaseException], trace: TracebackType | None) -> Any:
    """Name a fault of ours by its kind and place: never by its words, which may be the document's."""
    last = traceback.extract_tb(trace)[-1:] if trace else []
    place = f" in {Path(last[0].filename).name}:{last[0].lineno}" if last else ""
    return {"reason": "crash", "detail": f"{kind.__name__}{place}"}


def _iso(moment: date) -> str:
    return moment.isoformat()


def _say(answers: BinaryIO, answer: Any) -> None:
    said = json.dumps(answer, default=_iso).encode("utf-8", "replace")
    answers.write(len(said).to_bytes(4, "big") + said)
    answers.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
