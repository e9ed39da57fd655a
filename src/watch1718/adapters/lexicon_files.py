"""What the lexicon's files may hold: the schemas that every file is checked against."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

Slot = Literal["giver", "taker", "thing"]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class LanguageFile(_File):
    """lexicon/<language>/language.yml."""

    language: str
    script: Literal["latin", "cyrillic", "arabic", "ko", "ja", "zh"]
    inflect: Literal["none", "english", "russian", "arabic"] = "none"
    common: list[str] = []
    abbreviations: list[str] = []
    gate: list[str] = Field(min_length=1)
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    cases: dict[str, str] = {}
    order: Literal["positional", "final", "verb"] = "positional"
    adjectives: Literal["before", "after"] = "before"
    passive: list[str] = []
    tense: dict[Literal["base", "ongoing"], list[str]] = {}
    breaks: list[str] = []
    hung: list[str] = []
    relatives: list[str] = []
    determiners: list[str] = []
    carrying: list[str] = []
    joins: list[str] = []
    pairs: list[str] = []
    say: list[str] = []
    say_before: list[str] = []
    addressed: list[str] = []
    exempt: list[str] = []
    mask: list[str] = []


class Names(RootModel[dict[str, list[str]]]):
    """parties.yml and goods.yml of a language: key → terms."""


class SpellingsFile(_File):
    """spellings.yml: groups of a character and its other spellings, as traditional ones of a simplified one."""

    spellings: str = ""


class Triggers(RootModel[dict[str, list[str]]]):
    """triggers.yml: name → notations, each "base | done | ongoing | noun"."""


class CueEntry(_File):
    """One group of cues."""

    cue: str
    sets: Literal["stage", "stance", "enforcement", "flag"]
    value: str
    words: list[str] = Field(min_length=1)
    reach: Literal["forward", "backward", "around", "sentence"] = "forward"
    near: int = 12
    stops_ahead: list[str] = Field(default_factory=list)
    stops_behind: list[str] = Field(default_factory=list)
    yes: list[str] = Field(min_length=1)
    no: list[str] = Field(min_length=1)


class Cues(RootModel[list[CueEntry]]):
    """cues.yml."""


class FrameEntry(_File):
    """One frame."""

    frame: str
    event: str
    triggers: list[str] = Field(min_length=1)
    slots: dict[Slot, list[str]] = {}
    goods: list[str] = []
    needs: list[Slot] = []
    near: int = 14
    thing: str = ""
    aspects: list[Literal["base", "done", "ongoing", "noun"]] = []
    loose: bool = False
    yes: list[str] = Field(min_length=1)
    no: list[str] = Field(min_length=1)


class Frames(RootModel[list[FrameEntry]]):
    """frames/<language>/*.yml."""


class RowEntry(_File):
    """One line of events.yml."""

    events: list[str] = Field(min_length=1)
    goods: list[str] = ["any"]
    direction: Literal["any", "in", "out", "unsaid", "elsewhere"] = "any"
    one_way: bool = False
    category: str
    supplier: Literal["giver", "taker", "partner", "dprk", "unknown", "nobody"]
    recipient: Literal["giver", "taker", "partner", "dprk", "unknown", "nobody"]
    stage: str = ""


class Rows(RootModel[list[RowEntry]]):
    """events.yml."""


class GoodsFile(RootModel[dict[str, list[str]]]):
    """goods.yml: goods class → the wider classes that it belongs to."""


class Matters(RootModel[list[str]]):
    """matters.yml: classes of goods that are no things."""


class PartiesFile(_File):
    """parties.yml: who reports rather than deals, whose front is where, English names for the sentence of a claim."""

    witnesses: list[str]
    bodies: list[str] = []
    fronts: dict[str, str]
    names: dict[str, str] = {}


class Weights(RootModel[dict[str, float]]):
    """judge.yml: feature → weight."""
