"""Bodies as files named by their SHA-256: whole or not there at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from watch1718.errors import Misconfigured, Quarantine, Retry

FULL = (errno.ENOSPC, errno.EDQUOT)


class FileBodies:
    """The ``Bodies`` port over a folder: ``<folder>/ab/cdef…``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, body: bytes) -> str:
        """Keep a body and give its hash: temporary name, fsync, rename; a damaged copy is replaced."""
        key = sha256(body).hexdigest()
        place = self._place(key)
        if place.is_file() and place.stat().st_size == len(body):
            return key
        _write(place, body)
        return key

    def get(self, key: str) -> bytes:
        """The body with this hash; KeyError where it is gone, Quarantine ``damaged`` where it is another."""
        try:
            body = self._place(key).read_bytes()
        except (FileNotFoundError, NotADirectoryError) as gone:
            raise KeyError(key) from gone
        if sha256(body).hexdigest() != key:
            raise Quarantine("damaged", f"the stored body {key} does not have its hash any more")
        return body

    def drop(self, key: str) -> None:
        """Remove the body with this hash; one that is gone already is no trouble."""
        self._place(key).unlink(missing_ok=True)

    def _place(self, key: str) -> Path:
        if len(key) != 64 or not set(key) <= set("0123456789abcdef"):  # noqa: PLR2004
            raise KeyError(key)
        return self._folder / key[:2] / key[2:]


class FileCopy:
    """The ``Copy`` port: one file that holds the newest whole copy of something."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def keep(self, body: bytes) -> None:
        """Put these bytes in the place of the earlier ones, all or nothing."""
        _write(self._place, body)


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Say in our words what the disk did to us."""
    try:
        yield
    except OSError as fault:
        if fault.errno in FULL:
            raise Retry(f"the disk is full: nothing more can be kept in {folder}") from fault
        raise Misconfigured(f"{folder} cannot be written: {fault.strerror}") from fault


def _write(place: Path, body: bytes) -> None:
    with _explained(place.parent):
        _write_whole(place, body)


def _write_whole(place: Path, body: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=place.parent, prefix=".new-", delete=False) as file:
        try:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(place)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    _sync(place.parent)


def _sync(folder: Path) -> None:
    """Make the new name as durable as the bytes."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
