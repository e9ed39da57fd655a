"""Values that take long to build, kept between runs in a folder of our own.

A file's name and its seal hold the hash of all that the value was built from. What is torn, of another version, or in a
place where somebody else could write is not loaded but built anew.
"""

from __future__ import annotations

import gc
import hashlib
import io
import os
import pickle
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import MappingProxyType
from typing import Any, TypeVar

_Value = TypeVar("_Value")
_SEAL = hashlib.sha256().digest_size
_KEPT = 3  # versions of one name: two checkouts that share a home must not build in turns
_OURS = "watch1718.core."
_PLAIN = {("builtins", "frozenset"), ("builtins", "set"), ("datetime", "date"), ("datetime", "datetime")}


@dataclass(frozen=True, slots=True)
class Compiled:
    """A folder of built values; None keeps nothing."""

    folder: Path | None = None

    def get(self, name: str, version: str, build: Callable[[], _Value]) -> _Value:
        """Give the kept value of this version, else build it and keep it. Only values of the core may be kept."""
        if self.folder is None:
            return build()
        key = hashlib.sha256(f"{version}\0{sys.implementation.cache_tag}".encode()).hexdigest()
        path = self.folder / f"{name}-{key[:16]}.bin"
        packed = _read(path, key)
        if packed is not None:
            kept: _Value = packed
            return kept
        built = build()
        _keep(path, key, built)
        return built


KEEP_NOTHING = Compiled()


def _read(path: Path, key: str) -> Any:
    """Load a sealed value that we alone can have written; None where there is none."""
    try:
        with path.open("rb") as file:
            if not (_is_ours(os.fstat(file.fileno())) and _is_ours(path.parent.stat())):
                return None
            whole = file.read()
    except OSError:
        return None
    seal, body = whole[:_SEAL], whole[_SEAL:]
    if seal != _seal(key, body):
        return None
    with _unswept():
        return _Loader(io.BytesIO(body)).load()


def _is_ours(found: os.stat_result) -> bool:
    """Say whether only this user can write there."""
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _seal(key: str, body: bytes) -> bytes:
    return hashlib.sha256(key.encode() + body).digest()


def _keep(path: Path, key: str, value: object) -> None:
    """Write under another name, then rename; where nothing can be written the next run builds again."""
    packed = io.BytesIO()
    _Saver(packed, pickle.HIGHEST_PROTOCOL).dump(value)
    body = packed.getvalue()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            file.write(_seal(key, body) + body)
        Path(file.name).replace(path)
        for old in sorted(path.parent.glob(f"{path.name.rpartition('-')[0]}-*.bin"), key=_age)[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def _age(path: Path) -> float:
    return path.stat().st_mtime


@contextmanager
def _unswept() -> Iterator[None]:
    """Loading makes a hundred thousand objects and no garbage: sweeping meanwhile trebles the time."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def _frozen(mapping: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(mapping)


class _Saver(pickle.Pickler):
    """Writes frozen mappings, which the standard form cannot."""

    def reducer_override(self, obj: Any) -> Any:
        """Take a frozen mapping as what it is made from."""
        return (_frozen, (dict(obj),)) if isinstance(obj, MappingProxyType) else NotImplemented


class _Loader(pickle.Unpickler):  # the seal is checked before, and nothing but values can be made
    """Makes values of the core and of a few plain types, nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """Refuse whatever is no such type."""
        if (module, name) == (__name__, _frozen.__name__):
            return _frozen
        found = super().find_class(module, name)
        if (module, name) in _PLAIN or (module.startswith(_OURS) and isinstance(found, type)):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of the core")


def version_of(*paths: Path) -> str:
    """The hash of the bytes of files: of code that builds, or of knowledge that it builds from."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()
