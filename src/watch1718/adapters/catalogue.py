"""Load the measure catalogue from the package's YAML, check every file, freeze it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Literal, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from watch1718.core.measure import Cap, Catalogue, Category, Exemption, Fit, Measure
from watch1718.errors import BadFile

PREFIX = "S/RES/"
BINDING = {
    **dict.fromkeys(("decides", "determines", "demands", "requires", "adopts", "directs"), "binding"),
    **dict.fromkeys(("calls_upon", "requests", "urges"), "urged"),
    **dict.fromkeys(
        (
            *("clarifies", "affirms", "reaffirms", "underscores", "underlines", "emphasizes", "notes"),
            "none",
        ),
        "interprets",
    ),
}
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
    model_config = ConfigDict(extra="forbid", frozen=True)


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
    elsewhere: list[str] = []
    note: str = ""
    text_hash: str = Field("", pattern=r"^([0-9a-f]{64})?$")


class MeasureFile(_Entry):
    """measures/<resolution>.yml."""

    resolution: str = Field(pattern=r"^(\d{4})?$")
    symbol: str
    adopted: date | None = None
    evidence: str
    measures: list[MeasureEntry] = Field(min_length=1)


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

    category: str
    suppliers: list[str] = Field(min_length=1)
    places: list[str] = Field(min_length=1)
    measure: str


class FitFile(_Entry):
    """paragraphs.yml."""

    fits: list[FitEntry] = Field(min_length=1)
    exempted: list[ExemptionEntry] = []


def load_catalogue(root: Path | None = None) -> Catalogue:
    """Read measures/, categories.yml and paragraphs.yml under the knowledge folder; raise BadFile for the first fault."""
    base = root or Path(str(files("watch1718") / "knowledge"))
    paths = sorted((base / "measures").glob("*.yml"))
    loaded = {path: read_file(path, MeasureFile) for path in paths}
    measures = tuple(measure for path, file in loaded.items() for measure in _measures(path, file))
    categories = tuple(
        Category(**entry.model_dump()) for entry in read_file(base / "categories.yml", CategoryFile).categories
    )
    lines = read_file(base / "paragraphs.yml", FitFile)
    known = {measure.id for measure in measures}
    keys = {category.key for category in categories}
    for path, file in loaded.items():
        _check_measures(path, file, known, keys)
    _check_once(paths, [measure.id for measure in measures])
    _check_lines(base / "paragraphs.yml", lines, known, keys)
    return Catalogue(
        version=_version([*paths, base / "categories.yml", base / "paragraphs.yml"]),
        measures=measures,
        categories=categories,
        by_id={measure.id: measure for measure in measures},
        fits=tuple(_fit(entry) for entry in lines.fits),
        exempted=tuple(
            Exemption(line.category, tuple(line.places), tuple(line.suppliers), PREFIX + line.measure)
            for line in lines.exempted
        ),
    )


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


def _measures(path: Path, file: MeasureFile) -> Iterator[Measure]:
    for number, entry in enumerate(file.measures):
        since = entry.in_force_from or file.adopted
        if since is None:
            raise BadFile(path.name, _find(path, entry.id), f"measures.{number}.in_force_from", "is needed: no adopted")
        yield Measure(
            id=entry.id,
            resolution=file.resolution,
            symbol=file.symbol,
            paragraph=entry.paragraph,
            entry=entry.entry,
            force=entry.force,
            binding=BINDING[entry.force],
            category=entry.category,
            direction=entry.direction,
            duty=entry.duty,
            items=entry.items,
            obligated=entry.obligated,
            in_force_from=since,
            in_force_to=entry.in_force_to,
            confirmed=entry.confirmed,
            hs=tuple(entry.hs),
            hs_basis=entry.hs_basis,
            cap=Cap(**entry.cap.model_dump()) if entry.cap else None,
            exemptions=tuple(entry.exemptions),
            supersedes=tuple(entry.supersedes),
            superseded_by=tuple(entry.superseded_by),
            evidence=file.evidence,
            note=entry.note,
            text_hash=entry.text_hash,
            also=tuple(entry.also),
            elsewhere=tuple(entry.elsewhere),
        )


def _fit(entry: FitEntry) -> Fit:
    return Fit(
        category=entry.category,
        flow=entry.flow,
        measures=tuple(PREFIX + name for name in entry.measures),
        goods=tuple(entry.goods),
        terms=tuple(entry.terms),
        since=entry.since,
        until=entry.until,
    )


def _check_measures(path: Path, file: MeasureFile, known: set[str], keys: set[str]) -> None:
    for entry in file.measures:
        line = _find(path, entry.id)
        for category in (entry.category, *entry.also):
            if category not in keys:
                raise BadFile(path.name, line, f"{entry.id}.category", f"no category {category!r} in categories.yml")
        for other in (*entry.supersedes, *entry.superseded_by):
            if other not in known:
                raise BadFile(path.name, line, entry.id, f"names {other!r}, which no file defines")
        if entry.id.startswith(PREFIX) and not entry.id.startswith(f"{PREFIX}{file.resolution}-"):
            raise BadFile(path.name, line, entry.id, f"belongs to another resolution than {file.resolution}")
        if entry.hs and not entry.hs_basis:
            raise BadFile(path.name, line, f"{entry.id}.hs_basis", "says where HS codes come from: text, or whose list")


def _check_once(paths: list[Path], names: list[str]) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            path = next(path for path in reversed(paths) if name in path.read_text("utf-8"))
            raise BadFile(path.name, _find(path, name), name, "is defined twice")


def _check_lines(path: Path, lines: FitFile, known: set[str], keys: set[str]) -> None:
    used = [(line.category, line.measures) for line in lines.fits]
    used += [(line.category, [line.measure]) for line in lines.exempted]
    for category, names in used:
        if category not in keys:
            raise BadFile(path.name, _find(path, category), category, "is no category of categories.yml")
        for name in names:
            if PREFIX + name not in known:
                raise BadFile(path.name, _find(path, name), name, "is no measure of measures/")


def _find(path: Path, word: str) -> int:
    """The first line that holds this word."""
    lines = path.read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if word in line), 1)


def _version(paths: list[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()[:16]
