"""A file of the package's knowledge: YAML, held against its schema; a wrong one is refused with file, line and key."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from watch1718.errors import BadFile

Model = TypeVar("Model", bound=BaseModel)


class _Words(yaml.CSafeLoader):
    """YAML in which "on", "no" and "yes" are words."""


_Words.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def knowledge_folder(root: Path | None) -> Path:
    """The folder of the knowledge: the package's own, where no other is given."""
    return root or Path(str(files("watch1718") / "knowledge"))


def read_file(path: Path, model: type[Model]) -> Model:
    """Read a file as its schema. Raises BadFile with line and key where it is not YAML or not as it must be."""
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    try:
        return model.model_validate(yaml.load(text, Loader=_Words))  # noqa: S506  a safe loader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BadFile(str(path), mark.line + 1 if mark else 1, "yaml", str(error).splitlines()[0]) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "file"
        raise BadFile(str(path), _line(text, first["loc"]), where, first["msg"]) from error


def _line(text: str, loc: tuple[int | str, ...]) -> int:
    """Find the line of the deepest node that the error names."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    line = 1
    for part in loc:
        found = _child(node, part)
        if found is None:
            break
        node = found
        line = node.start_mark.line + 1
    return line


def _child(node: yaml.Node | None, part: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        child: yaml.Node = node.value[part]
        return child
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(part)), None)
    return None


def read_if_there(path: Path, model: type[Model]) -> Model | None:
    """Read a file that a language need not have."""
    return read_file(path, model) if path.is_file() else None
