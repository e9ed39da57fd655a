"""Keep a chatty library off the user's screen: what it prints goes to a file, what we say in between does not."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import structlog

STANDARD = (1, 2)
KEPT_BYTES = 8 * 1024 * 1024  # a log that grew beyond this is put aside, in place of the one before


class Hush:
    """Both standard streams, taken at the descriptor, so that no warning, thread or C library slips through.

    One log file for the life of the process: the library keeps writing to what it found at its first start.
    """

    def __init__(self, log: Path) -> None:
        if log.exists() and log.stat().st_size > KEPT_BYTES:
            log.replace(log.with_name(f"{log.name}.1"))
        self._file = log.open("a", encoding="utf-8", buffering=1)
        self._inside: tuple[Any, ...] | None = None

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Send what is printed to the log; each side finds its own logging set up as it left it."""
        self._out, self._err = sys.stdout, sys.stderr
        self._out.flush()
        self._err.flush()
        outside = _logging()
        with ExitStack() as stack:
            self._screen = [os.dup(number) for number in STANDARD]
            stack.callback(_point, self._screen, close=True)
            _point([self._file.fileno()] * 2)
            stack.enter_context(redirect_stdout(self._file))
            stack.enter_context(redirect_stderr(self._file))
            stack.enter_context(warnings.catch_warnings())
            if self._inside:
                _set_logging(*self._inside)
            try:
                yield
            finally:
                self._inside = _logging()
                _set_logging(*outside)

    @contextmanager
    def aloud(self) -> Iterator[None]:
        """Speak to the user in the middle of the quiet."""
        _point(self._screen)
        try:
            with redirect_stdout(self._out), redirect_stderr(self._err):
                yield
                self._out.flush()
                self._err.flush()
        finally:
            _point([self._file.fileno()] * 2)


def _point(targets: list[int], *, close: bool = False) -> None:
    for target, number in zip(targets, STANDARD, strict=True):
        os.dup2(target, number)
        if close:
            os.close(target)


def _logging() -> tuple[list[logging.Handler], int, dict[str, Any]]:
    return list(logging.root.handlers), logging.root.level, structlog.get_config()


def _set_logging(handlers: list[logging.Handler], level: int, structured: dict[str, Any]) -> None:
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    structlog.configure(**structured)
