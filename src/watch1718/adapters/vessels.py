"""Read designated vessels: those that the package ships, and the annexes of Regulation (EU) 2017/1509 as CSV.

They stand in for the 1718 Committee's own list of designated vessels, which is published as a page only.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from watch1718.core.names import Vessel, imo_is_valid
from watch1718.errors import BadFile, Quarantine

FILE = "knowledge/vessels.yml"
NEEDED = frozenset({"schema", "name", "imoNumber", "startDate", "measure", "previousName"})
_FORMER = re.compile(r"\(([^()]+)\)")


def parse_vessels(body: bytes) -> tuple[Vessel, ...]:
    """Read the vessels of a CSV body, one per IMO number. Raises Quarantine where a row cannot be right."""
    try:
        rows = csv.DictReader(io.StringIO(body.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise Quarantine("malformed", f"the vessels file is not UTF-8: {error}") from None
    missing = NEEDED - set(rows.fieldnames or ())
    if missing:
        raise Quarantine("unknown_field", f"the vessels file lacks the column {min(missing)}")
    found: dict[str, Vessel] = {}
    for vessel in _vessels(rows):
        found.setdefault(vessel.imo, vessel)
    return tuple(found.values())


def _vessels(rows: csv.DictReader[str]) -> Iterator[Vessel]:
    for row in rows:
        if row["schema"] != "Vessel":
            continue
        imo = row["imoNumber"].strip()
        if imo.isdigit() and not imo_is_valid(imo):
            raise Quarantine("check_digit", f"row {rows.line_num}: IMO number {imo} of {row['name']}")
        if imo.isdigit():
            yield _vessel(row, imo)


def _vessel(row: dict[str, str], imo: str) -> Vessel:
    former = [*_FORMER.findall(row["name"]), *filter(None, row["previousName"].split(";"))]
    name = _FORMER.sub("", row["name"]).strip()
    return Vessel(imo, name, tuple(part.strip() for part in former), row["measure"], _day(row["startDate"], imo))


def _day(text: str, imo: str) -> date:
    try:
        day, month, year = map(int, text.split("."))
        return date(year, month, day)
    except ValueError:
        raise Quarantine("malformed", f"vessel {imo}: {text!r} is no date") from None


class _Ship(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    imo: str
    name: str
    former_names: tuple[str, ...] = ()
    measure: str
    since: date


@lru_cache(maxsize=1)
def designated_vessels() -> tuple[Vessel, ...]:
    """The vessels that the package ships. Raises BadFile where their file is wrong."""
    return read_vessels(files("watch1718").joinpath(FILE).read_text(encoding="utf-8"), FILE)


def read_vessels(text: str, path: str) -> tuple[Vessel, ...]:
    """Read and check vessels as YAML; ``path`` is said in errors."""
    try:
        ships = TypeAdapter(tuple[_Ship, ...]).validate_python(yaml.load(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise BadFile(path, line, "file", str(error.problem)) from None
    except ValidationError as error:
        first = error.errors()[0]
        raise BadFile(path, 0, ".".join(map(str, first["loc"])), first["msg"]) from None
    for number, ship in enumerate(ships, start=1):
        if not imo_is_valid(ship.imo):
            raise BadFile(path, number, ship.imo, f"{ship.name}: not an IMO number, its check digit is wrong")
    return tuple(Vessel(**ship.model_dump()) for ship in ships)
