"""The invented UN list: parties that do not exist, under references that the real list does not use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from importlib.resources import files

import yaml
from pydantic import AwareDatetime, BaseModel, ConfigDict


class Alias(BaseModel):
    """Another name; ``quality`` is Good or Low for persons, a.k.a. or f.k.a. for entities."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    quality: str
    name: str


class Listing(BaseModel):
    """One version of one listing; of two with the same reference the later ``since`` stands."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    data_id: int
    reference: str
    since: AwareDatetime
    names: tuple[str, ...]
    comments: str
    listed_on: date
    updated: tuple[date, ...] = ()
    aliases: tuple[Alias, ...] = ()
    designation: str = ""
    born: date | None = None
    city: str = ""
    country: str = "Democratic People's Republic of Korea"

    @property
    def is_person(self) -> bool:
        """Say whether it is an individual; everything else is an entity."""
        return self.reference.startswith("KPi")


def on_list(now: datetime) -> Sequence[Listing]:
    """Give the listings as they stand at this moment, by reference."""
    standing = {row.reference: row for row in _listings() if row.since <= now}
    return sorted(standing.values(), key=lambda row: row.reference)


@cache
def _listings() -> tuple[Listing, ...]:
    rows = yaml.safe_load((files(__package__) / "list.yml").read_text("utf-8"))
    return tuple(sorted((Listing(**row) for row in rows), key=lambda row: row.since))
