"""Read designated vessels from the annexes of Regulation (EU) 2017/1509 as CSV.

They stand in for the 1718 Committee's own list of designated vessels, which is published as a page only.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from watch1718.core.names import Vessel, imo_is_valid
from watch1718.errors import Quarantine

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
    return Vessel(imo, name, tuple(part.strip() for part in former), row["measure"], row["startDate"])
