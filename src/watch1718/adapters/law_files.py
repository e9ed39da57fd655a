"""The law's files: their schemas, and reading one with file, line, key and what is allowed in every fault."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from watch1718.errors import BadFile

Force = Literal[
    "decides",
    "determines",
    "demands",
    "requires",
    "adopts",
    "directs",
    "calls_upon",
    "requests",
    "urges",
    "clarifies",
    "affirms",
    "reaffirms",
    "underscores",
    "underlines",
    "emphasizes",
    "notes",
    "none",
]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class CapEntry(_Entry):
    """A ceiling."""

    quantity: float = Field(gt=0)
    unit: str
    period: str = Field(pattern=r"^(calendar_year|12_months|\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d)$")
    anchor: str = Field("", pattern=r"^(\d\d-\d\d)?$")
    or_quantity: float = 0
    or_unit: str = ""


class MeasureEntry(_Entry):
    """One operative paragraph, or one event."""

    id: str = Field(pattern=r"^(S/RES/\d{4}-\d+[a-z-]*|MECH-[A-Z0-9-]+)$")
    paragraph: str
    entry: Literal["measure", "designation", "exemption", "mechanics", "context", "event"]
    force: Force
    category: str
    also: list[str] = []
    direction: Literal["import_to_dprk", "export_from_dprk", "both", "services", "own_conduct"]
    duty: str = Field(min_length=10)
    items: str = ""
    hs: list[str] = []
    hs_basis: str = ""
    cap: CapEntry | None = None
    exemptions: list[str] = []
    obligated: str = ""
    in_force_from: date | None = None
    in_force_to: date | None = None
    supersedes: list[str] = []
    superseded_by: list[str] = []
    confirmed: bool
    elsewhere: dict[str, str] = {}
    evidence: str = ""
    note: str = ""
    text_hash: str = Field("", pattern=r"^([0-9a-f]{64})?$")


class MeasureFile(_Entry):
    """measures/<resolution>.yml."""

    resolution: str = Field(pattern=r"^(\d{4})?$")
    symbol: str
    adopted: date | None = None
    evidence: str
    measures: list[MeasureEntry] = Field(min_length=1)


class UncoveredFile(_Entry):
    """measures/uncovered.yml: reasons, and by resolution the paragraphs that each reason holds for."""

    reasons: dict[str, str]
    paragraphs: dict[str, dict[str, list[int]]]


class CategoryEntry(_Entry):
    """One key of the taxonomy."""

    key: str
    group: str
    violation: bool
    label: str
    definition: str
    law_since: date | None = None


class CategoryFile(_Entry):
    """categories.yml."""

    categories: list[CategoryEntry] = Field(min_length=1)


class FitEntry(_Entry):
    """A line of paragraphs.yml."""

    category: str
    flow: Literal["from_dprk", "to_dprk", "own", "any"]
    measures: list[str] = Field(min_length=1)
    goods: list[str] = []
    terms: list[str] = []
    since: date | None = None
    until: date | None = None


class ExemptionEntry(_Entry):
    """Conduct that the law leaves free."""

    categories: list[str] = Field(min_length=1)
    measures: list[str] = Field(min_length=1)
    suppliers: list[str] = []
    places: list[str] = []
    terms: list[str] = []
    unless: list[str] = []


class FitFile(_Entry):
    """paragraphs.yml."""

    fits: list[FitEntry] = Field(min_length=1)
    exempted: list[ExemptionEntry] = []


Model = TypeVar("Model", bound=BaseModel)


def read_file(path: Path, model: type[Model]) -> Model:
    """Read one YAML file by its schema; raise BadFile with file, line, key and what is allowed."""
    try:
        text = path.read_text("utf-8")
        return model.model_validate(yaml.load(text, Loader=yaml.CSafeLoader))
    except FileNotFoundError as error:
        raise BadFile(path.name, 0, "file", "is missing") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise BadFile(path.name, line, "yaml", error.problem or "cannot be read") from error
    except ValidationError as error:
        faults = error.errors()
        fault = next((one for one in faults if one["type"] == "extra_forbidden"), faults[0])
        line = _line(yaml.compose(text, Loader=yaml.SafeLoader), fault["loc"])
        raise BadFile(path.name, line, ".".join(map(str, fault["loc"])), _problem(model, fault)) from error


def _problem(model: type[BaseModel], fault: ErrorDetails) -> str:
    """Pydantic's words, which name the allowed values; for an unknown key, the allowed keys."""
    if fault["type"] != "extra_forbidden":
        return fault["msg"]
    for part in fault["loc"][:-1]:
        if isinstance(part, str):
            kind = model.model_fields[part].annotation
            model = next(one for one in (kind, *get_args(kind)) if isinstance(one, type) and issubclass(one, BaseModel))
    return f"is no key here; allowed: {', '.join(model.model_fields)}"


def _line(node: yaml.Node | None, where: Iterable[int | str]) -> int:
    """The line of a key, or of the nearest thing around it that exists."""
    line = 1
    for part in where:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if pair is None:
                return line
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line
