"""The ledger's rules, read from the package's YAML and held against their schema."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from watch1718.core.alert import Kind
from watch1718.core.claim import Stage
from watch1718.core.document import digest
from watch1718.core.episode import EpisodeRule, EpisodeRules
from watch1718.core.finding import Ruling
from watch1718.core.severity import HIGHEST, LOWEST, SeverityRules
from watch1718.core.stated_claim import ALERTING
from watch1718.errors import BadFile

KNOWLEDGE = Path(str(files("watch1718") / "knowledge"))
STAGES = {stage.label: stage for stage in Stage}
Node = yaml.Node | None


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Category(_File):
    group: str = Field(min_length=1)
    kind: Kind
    days: int = Field(ge=1, le=366)


class Episodes(_File):
    """episodes.yml."""

    own_conduct_days: int = Field(ge=0, le=30)
    late_days: int = Field(ge=0, le=30)
    vague: frozenset[str] = frozenset()
    categories: dict[str, _Category] = Field(min_length=1)


class SeverityTable(_File):
    """severity.yml."""

    table: dict[str, dict[str, int]] = Field(min_length=1)
    ruling: dict[Ruling, int]


Checked = TypeVar("Checked", bound=BaseModel)


def episode_rules(path: Path = KNOWLEDGE / "episodes.yml") -> EpisodeRules:
    """Read which claims are one episode. Raises BadFile."""
    found, node = checked(path, Episodes)
    categories = {key: EpisodeRule(one.group, one.kind, one.days) for key, one in found.categories.items()}
    for key, one in found.categories.items():
        if one.kind in {Kind.OWN_CONDUCT, Kind.ENFORCEMENT}:
            raise BadFile(str(path), _line(node, ("categories", key, "kind")), key, "kind must be transfer or service")
    version = digest("episodes", path.read_text(encoding="utf-8"))
    return EpisodeRules(version, categories, found.own_conduct_days, found.late_days, found.vague)


def severity_rules(path: Path = KNOWLEDGE / "severity.yml") -> SeverityRules:
    """Read how grave what is. Raises BadFile where a group lacks a stage or a degree lies outside 1 to 5."""
    found, node = checked(path, SeverityTable)
    for group, degrees in found.table.items():
        _whole(path, node, ("table", group), degrees, STAGES)
        for stage, degree in degrees.items():
            if not LOWEST <= degree <= HIGHEST:
                line = _line(node, ("table", group, stage))
                raise BadFile(str(path), line, f"{group}.{stage}", f"{degree} is not in {LOWEST} to {HIGHEST}")
    _whole(path, node, ("ruling",), [one.value for one in found.ruling], [one.value for one in ALERTING])
    table = {group: {STAGES[name]: n for name, n in degrees.items()} for group, degrees in found.table.items()}
    return SeverityRules(table, found.ruling)


def _whole(path: Path, node: Node, at: tuple[str, ...], given: Iterable[str], wanted: Iterable[str]) -> None:
    if set(given) != set(wanted):
        problem = f"must hold exactly {', '.join(sorted(wanted))}"
        raise BadFile(str(path), _line(node, at), ".".join(at), problem)


def checked(path: Path, schema: type[Checked]) -> tuple[Checked, Node]:
    """Read a YAML file and hold it against its schema; the node knows the lines. Raises BadFile."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BadFile(str(path), 1, path.stem, "the file is missing") from error
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise BadFile(str(path), line, path.stem, f"not YAML: {getattr(error, 'problem', error)}") from error
    try:
        return schema.model_validate(data), node
    except ValidationError as error:
        first = error.errors()[0]
        raise BadFile(str(path), _line(node, first["loc"]), ".".join(map(str, first["loc"])), first["msg"]) from error


def _line(node: Node, at: tuple[int | str, ...]) -> int:
    """Find the line of a key; that of the nearest key above it where the key is missing."""
    if node is None:
        return 1
    line = node.start_mark.line + 1
    for key in at:
        if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            line = node.start_mark.line + 1
        elif isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == str(key)), None)
            if pair is None:
                return line
            line, node = pair[0].start_mark.line + 1, pair[1]
    return line
