"""The newsroom's door: a name that no real host can have, reached on loopback."""

from __future__ import annotations

from dataclasses import dataclass, replace

from watch1718.core.source import Source
from watch1718.ports import Answer, Web

NAME = "http://newsroom.example"
"""What a rehearsal's addresses start with; ``.example`` is reserved and never resolves."""


@dataclass(frozen=True)
class NewsroomWeb:
    """The port ``Web`` for a rehearsal: asks the newsroom served at ``served_at`` whatever is asked of ``NAME``."""

    web: Web
    served_at: str

    def get(self, url: str, source: Source, *, etag: str = "", last_modified: str = "") -> Answer:
        """Ask the newsroom; the answer bears the lasting name."""
        there = url.replace(NAME, self.served_at, 1)
        answer = self.web.get(there, source, etag=etag, last_modified=last_modified)
        return replace(answer, url=url, final_url=answer.final_url.replace(self.served_at, NAME, 1))
