"""Declared sources: folders with a ``source.yml``, or one file with a list of them.

A wrong file stops the program before anything runs; the message names file, line, key and what is allowed.
"""

from __future__ import annotations

from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urljoin

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from watch1718.adapters.source_rules import HOWS, fault_of, rule_of
from watch1718.core.source import EvidenceLevel, Interest, Rule, Source, SourceKind
from watch1718.errors import BadFile

ID = r"^[a-z][a-z0-9_]{1,39}$"
PROBED = r"^(never|rehearsal|\d{4}-\d{2}-\d{2}.*)$"


def _switch(given: object) -> object:
    """YAML reads a bare ``on`` as true."""
    return {True: "on", False: "off"}.get(given, given) if isinstance(given, bool) else given


def _text(given: object) -> object:
    return given.isoformat() if isinstance(given, date) else given


class Declaration(BaseModel):
    """The keys of ``source.yml`` and what each may hold."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)

    id: str = Field(pattern=ID)
    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    interest: Interest
    reliability: Literal["A", "B", "C", "D", "E", "F"]
    language: str = Field(pattern=r"^[a-z]{2,3}$")
    kind: SourceKind
    url: str = Field(min_length=1)
    cadence_minutes: int = Field(ge=15)
    silence_hours: int = Field(ge=1)
    evidence: EvidenceLevel
    licence_note: str = Field(min_length=1)
    min_items: int = Field(0, ge=0)
    max_items: int = Field(1000, ge=1)
    robots: bool = True
    pace_seconds: float = Field(1.0, ge=0)
    default: Annotated[Literal["on", "off"], BeforeValidator(_switch)]
    probed: Annotated[str, BeforeValidator(_text), Field(pattern=PROBED)] = "never"
    how: dict[str, Any] | None = None


def load_sources(path: Path | None = None, *, base_url: str = "") -> tuple[Source, ...]:
    """Read the package's own sources, or those of a folder or a file; sorted by id, each id once.

    A folder holds ``<id>/source.yml``; a file holds one declaration or a list of them. ``base_url`` completes
    addresses that are written without a host, as the newsroom's are.
    """
    if path is not None:
        return _load(path, base_url)
    with as_file(files("watch1718") / "sources") as own:
        return _load(own, base_url)


def _load(path: Path, base_url: str) -> tuple[Source, ...]:
    where: dict[str, Path] = {}
    found: list[Source] = []
    for file in _declarations(path):
        for source, line in _read(file, base_url):
            if source.id in where:
                raise BadFile(str(file), line, "id", f"{source.id} is declared in {where[source.id]} already")
            if file.name == "source.yml" and file.parent.name != source.id:
                raise BadFile(str(file), line, "id", f"{source.id} stands in a folder named {file.parent.name}")
            where[source.id] = file
            found.append(source)
    return tuple(sorted(found, key=lambda source: source.id))


def _declarations(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    found = sorted(path.glob("*/source.yml")) or sorted(path.glob("source.yml"))
    if not found:
        raise BadFile(str(path), 0, "source.yml", "no source is declared here; expected <id>/source.yml")
    return found


def _read(file: Path, base_url: str) -> list[tuple[Source, int]]:
    try:
        node = yaml.compose(file.read_text("utf-8"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError as wrong:
        raise BadFile(str(file), 1, "encoding", f"is not UTF-8 ({wrong.reason} at byte {wrong.start})") from wrong
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        problem = str(getattr(wrong, "problem", None) or wrong).replace("\n", " ")
        raise BadFile(str(file), mark.line + 1 if mark else 1, "yaml", problem) from wrong
    except OSError as wrong:
        raise BadFile(str(file), 0, "file", f"cannot be read ({wrong.strerror})") from wrong
    rows = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return [(_source(file, row, base_url), row.start_mark.line + 1 if row else 1) for row in rows]


def _source(file: Path, node: yaml.Node | None, base_url: str) -> Source:
    if not isinstance(node, yaml.MappingNode):
        line = node.start_mark.line + 1 if node is not None else 1
        raise BadFile(str(file), line, "source", "expected keys with values, such as 'id: harbour_wire'")
    lines, row = _row(file, node)
    try:
        declared = Declaration.model_validate(row)
    except ValidationError as wrong:
        raise _bad(file, lines, node, Declaration, wrong) from wrong
    if declared.min_items > declared.max_items:
        raise BadFile(str(file), lines["min_items"], "min_items", f"is more than max_items ({declared.max_items})")
    whole = urljoin(base_url, declared.url) if base_url else declared.url
    schemes = ("file:",) if declared.kind is SourceKind.FOLDER else ("https://", "http://")
    if not whole.startswith(schemes):
        allowed = "file:/a/folder" if declared.kind is SourceKind.FOLDER else "http and https"
        raise BadFile(str(file), lines["url"], "url", f"{declared.url!r} is no address; allowed: {allowed}")
    rule = _rule(file, lines, node, declared)
    if problem := fault_of(rule, whole, declared.cadence_minutes):
        key, words = problem
        raise BadFile(str(file), lines.get(key, lines.get("how", node.start_mark.line + 1)), key, words)
    return Source(
        on=declared.default == "on", url=whole, rule=rule, **declared.model_dump(exclude={"default", "url", "how"})
    )


def _rule(file: Path, lines: dict[str, int], node: yaml.MappingNode, declared: Declaration) -> Rule | None:
    """What ``how`` says of this kind's lists."""
    if declared.kind not in HOWS and declared.how is not None:
        kinds = ", ".join(HOWS)
        raise BadFile(str(file), lines["how"], "how", f"kind {declared.kind} has no how; allowed for: {kinds}")
    try:
        return rule_of(declared.kind, declared.how or {})
    except ValidationError as wrong:
        raise _bad(file, lines, node, HOWS[declared.kind][0], wrong, "how.") from wrong


def _bad(  # noqa: PLR0917 - a place has many parts
    file: Path,
    lines: dict[str, int],
    node: yaml.MappingNode,
    keys: type[BaseModel],
    wrong: ValidationError,
    under: str = "",
) -> BadFile:
    problem = min(wrong.errors(), key=lambda one: one["type"] != "extra_forbidden")
    key = str(problem["loc"][0])
    line = lines.get(under + key, lines.get(under.rstrip("."), node.start_mark.line + 1))
    return BadFile(str(file), line, under + key, _say(keys, key, problem))


def _row(file: Path, node: yaml.MappingNode) -> tuple[dict[str, int], dict[str, Any]]:
    """The values of a mapping, and on which line each key stands."""
    maker = yaml.SafeLoader("")
    lines: dict[str, int] = {}
    row: dict[str, Any] = {}
    for key, value in node.value:
        name, line = str(key.value), key.start_mark.line + 1
        if not name.isascii():
            raise BadFile(str(file), line, ascii(name), "keys are written in plain letters")
        if name in lines:
            raise BadFile(str(file), line, name, f"stands twice, first on line {lines[name]}")
        if isinstance(value, yaml.MappingNode):
            lines |= {f"{name}.{inner.value}": inner.start_mark.line + 1 for inner, _ in value.value}
        try:
            lines[name], row[name] = line, maker.construct_object(value, deep=True)
        except yaml.YAMLError as wrong:
            raise BadFile(str(file), line, name, f"{value.tag} is not read; write plain values") from wrong
    return lines, row


def _say(keys: type[BaseModel], key: str, problem: Any) -> str:
    """What is wrong with a key, and what it may hold."""
    if problem["type"] == "extra_forbidden":
        where = "a source" if keys is Declaration else "how for this kind"
        return f"is not a key of {where}; allowed: {', '.join(keys.model_fields)}"
    if problem["type"] == "missing":
        return f"is missing; allowed: {_allowed(keys, key)}"
    return f"{problem['input']!r} is not allowed; allowed: {_allowed(keys, key)}"


def _allowed(keys: type[BaseModel], key: str) -> str:
    whole = keys.model_json_schema()
    schema = whole["properties"][key]
    schema = {**schema, **whole.get("$defs", {}).get(schema.get("$ref", "").rpartition("/")[2], {})}
    if "enum" in schema:
        return ", ".join(schema["enum"])
    one = next((option for option in schema.get("anyOf", ()) if "const" not in option), schema)
    items = one.get("items", {}).get("pattern", "")
    names = {"pattern": "like", "minimum": "from", "maximum": "to", "minLength": "of a length from"}
    return " ".join(
        [
            one.get("description") or one.get("type", "string"),
            *(f"{names[name]} {one[name]}" for name in names if name in one),
            *([f"of values like {items}"] if items else []),
        ]
    )
