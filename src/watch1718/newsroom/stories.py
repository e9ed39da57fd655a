"""The stories: Markdown files with a front matter, one file a version of a page.

A corrected story is two files with the same ``path``; the one with the later ``visible_from`` replaces the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml
from pydantic import AwareDatetime, BaseModel, ConfigDict, model_validator

from watch1718.core.claim import Stance
from watch1718.core.document import Document
from watch1718.core.reading import Verdict


class ExpectedClaim(BaseModel):
    """A claim that a careful reader takes from a story, in the words of the gold labels."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    category: str
    supplier: str
    recipient: str | None
    stage: str
    stance: Stance
    attributed_to: str
    quote: str
    paragraphs: tuple[str, ...]


class Expect(BaseModel):
    """What a careful reader takes from a whole story."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    verdict: Verdict
    claims: tuple[ExpectedClaim, ...] = ()
    listed: tuple[str, ...] = ()
    note: str = ""


class Story(BaseModel):
    """One version of one invented page, with what a reader should make of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    source: str
    path: str
    language: str
    published: AwareDatetime
    visible_from: AwareDatetime
    title: str
    byline: str
    paragraphs: tuple[str, ...]
    expect: Expect
    copy_of: str = ""
    correction: str = ""
    symbol: str = ""

    @model_validator(mode="before")
    @classmethod
    def _show_when_published(cls, given: dict[str, Any]) -> dict[str, Any]:
        """A story shows from its publication on, unless it says otherwise."""
        return {"visible_from": given.get("published"), **given}

    @property
    def address(self) -> str:
        """The path of its page on the server."""
        return f"/{self.source}/{self.path}"

    @property
    def canonical(self) -> str:
        """The address that names the story whatever the port: a host that can never exist."""
        return f"https://{self.source.replace('_', '-')}.example/{self.path}"

    @property
    def document(self) -> Document:
        """The story as the reading step should see it."""
        text = "\n".join(self.paragraphs)
        return Document(self.canonical, self.source, self.title, text, self.language, self.published, self.canonical)

    @property
    def label(self) -> dict[str, Any]:
        """The row that ``labels.jsonl`` would hold for it."""
        return {"id": self.canonical, "language": self.language, **self.expect.model_dump(mode="json")}


@cache
def stories() -> tuple[Story, ...]:
    """Read all versions of all stories, oldest first."""
    folders = (files(__package__) / "pages").iterdir()
    found = [_read(folder.name, file) for folder in folders for file in folder.iterdir() if file.name.endswith(".md")]
    return tuple(sorted(found, key=lambda story: (story.visible_from, story.address)))


def on_show(now: datetime) -> Mapping[str, Story]:
    """Give the stories as they stand at this moment, by address, in the order in which they came."""
    return {story.address: story for story in stories() if story.visible_from <= now}


def _read(source: str, file: Traversable) -> Story:
    _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
    paragraphs = tuple(" ".join(block.split()) for block in body.split("\n\n") if block.strip())
    return Story(source=source, paragraphs=paragraphs, **yaml.safe_load(front))
