"""Folders on this machine into which somebody puts files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from watch1718.adapters.text_file import documents_from
from watch1718.core.source import FolderRule, Source
from watch1718.errors import FetchFailed, Quarantine
from watch1718.ports import Look, Taken

UNFINISHED = frozenset({".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", ".swp"})
MOST_BYTES = 512 * 1024 * 1024


class WatchedFolders:
    """The port ``Folders``; ``seconds`` is the clock that file times are held against."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds

    def look(self, source: Source) -> Look:
        """Every file below the folder; hidden ones and links are no files of ours."""
        root = path_of(source.url)
        rule = source.rule if isinstance(source.rule, FolderRule) else FolderRule()
        if not root.is_dir():
            raise FetchFailed("no_folder", source.url, "there is no such folder")
        ready, waiting = list[str](), list[str]()
        for path in sorted(root.rglob("*")):
            if not _is_ours(path, root):
                continue
            (ready if self._is_whole(path, rule.settle_seconds) else waiting).append(path.as_uri())
        return Look(tuple(ready), tuple(waiting))

    def take(self, file: str) -> Taken:
        """Read a file whole; one that changes meanwhile is taken another time."""
        path, refused = path_of(file), list[Quarantine]()
        try:
            before = path.stat()
            if before.st_size > MOST_BYTES:
                return Taken(b"", (), (Quarantine("size", f"{path}: larger than {MOST_BYTES} bytes"),))
            body = path.read_bytes()
            documents = tuple(documents_from(path, on_bad=refused.append))
            after = path.stat()
        except OSError as wrong:
            raise FetchFailed("unreadable", file, str(wrong.strerror)) from wrong
        if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size):
            raise FetchFailed("changing", file, "it is being written")
        return Taken(body, documents, tuple(refused))

    def _is_whole(self, path: Path, settle: int) -> bool:
        """A file is whole when it has a finished name, holds something and was left alone for a while."""
        seen = path.stat()
        untouched = self._seconds() - seen.st_mtime
        return path.suffix.lower() not in UNFINISHED and seen.st_size > 0 and untouched >= settle


def path_of(url: str) -> Path:
    """The path that a ``file:`` address names."""
    return Path(unquote(urlsplit(url).path))


def _is_ours(path: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    return not hidden and path.is_file() and not path.is_symlink()
