"""The anchors' file: one line a run with the head of the audit, outside the database."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

from watch1718.core.audit import Anchor
from watch1718.errors import BadFile

KINDS = {"line": int, "at": str, "seq": int, "hash": str, "before": str, "digest": str}


class AnchorFile:
    """Lines are only added. The folder belongs where the database's administrator does not write."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> tuple[Anchor, ...]:
        """Every whole line; a last one that a power failure tore is left out. Raises BadFile for what is no anchor."""
        text = self.path.read_text("utf-8", errors="replace") if self.path.exists() else ""
        return tuple(self._anchor(number, line) for number, line in enumerate(text.split("\n")[:-1], start=1))

    def append(self, anchor: Anchor) -> None:
        """Add a line and see it on the disk."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            written = os.pread(handle, os.fstat(handle).st_size, 0)
            os.ftruncate(handle, written.rfind(b"\n") + 1)
            os.write(handle, json.dumps(asdict(anchor)).encode() + b"\n")
            os.fsync(handle)
        finally:
            os.close(handle)

    def _anchor(self, number: int, line: str) -> Anchor:
        try:
            found = json.loads(line)
        except json.JSONDecodeError as error:
            raise BadFile(str(self.path), number, "anchor", "not a line that this program wrote") from error
        if not isinstance(found, dict) or {name: type(value) for name, value in found.items()} != KINDS:
            raise BadFile(str(self.path), number, "anchor", f"wanted are {', '.join(KINDS)}")
        return Anchor(**found)
