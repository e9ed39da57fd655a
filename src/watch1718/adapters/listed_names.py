"""Load the reviewed names of listed parties from the package's knowledge."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from watch1718.core.document import digest
from watch1718.core.names import KnownNames, KnownParty
from watch1718.errors import BadFile

FILE = "knowledge/listed_names.yml"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class _Party(_Strict):
    reference: str
    name: str
    sure: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    near: dict[str, tuple[str, ...]] = {}
    never: tuple[str, ...] = ()


class _Beside(_Strict):
    before: tuple[str, ...]
    after: tuple[str, ...]


class _File(_Strict):
    words: dict[str, tuple[str, ...]]
    reach: dict[str, int] = {}
    offices: _Beside
    namesakes: _Beside = _Beside(before=(), after=())
    decoys: tuple[str, ...]
    traces: tuple[str, ...]
    parties: tuple[_Party, ...]


@lru_cache(maxsize=1)
def listed_names() -> KnownNames:
    """The names that the package ships."""
    return read_names(files("watch1718").joinpath(FILE).read_text(encoding="utf-8"), FILE)


def read_file(path: Path) -> KnownNames:
    """The names of a file. Raises BadFile where it is wrong."""
    return read_names(path.read_text(encoding="utf-8"), str(path))


def read_names(text: str, path: str) -> KnownNames:
    """Read and check names; ``path`` is said in errors."""
    try:
        data = _File.model_validate(yaml.load(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise BadFile(path, line, "file", str(error.problem)) from None
    except ValidationError as error:
        first = error.errors()[0]
        raise BadFile(path, 0, ".".join(map(str, first["loc"])), first["msg"]) from None
    for party in data.parties:
        _refuse_unknown_groups(party, data, path)
    return KnownNames(
        parties=tuple(
            KnownParty(party.reference, party.name, party.sure, party.known, tuple(party.near.items()), party.never)
            for party in data.parties
        ),
        words=data.words,
        before_office=data.offices.before,
        after_office=data.offices.after,
        before_namesake=data.namesakes.before,
        after_namesake=data.namesakes.after,
        reach=data.reach,
        decoys=data.decoys,
        traces=data.traces,
        version=digest(text),
    )


def _refuse_unknown_groups(party: _Party, data: _File, path: str) -> None:
    for group in (*party.near, *data.reach):
        if group not in data.words:
            allowed = ", ".join(sorted(data.words))
            raise BadFile(path, 0, f"{party.reference}.near.{group}", f"no such group of words; allowed: {allowed}")
