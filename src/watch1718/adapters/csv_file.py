"""Tables that people write: CSV files with a heading."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from watch1718.errors import BadFile, Misconfigured

Row = dict[str, str]


def read_table(path: Path, columns: Sequence[str], needed: Sequence[str]) -> list[tuple[int, Row]]:
    """Read the rows of a CSV file, each with its line; a cell that is not there is "".

    Raises BadFile with line and column of what is wrong, Misconfigured where the file is no CSV in UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            table = csv.DictReader(lines, strict=True)
            _check_heading(path, table.fieldnames or (), columns, needed)
            return [(table.line_num, _row(path, table.line_num, row, columns)) for row in table]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Misconfigured(f"{path}: no CSV file in UTF-8 that can be read: {error}") from error


def _check_heading(path: Path, given: Sequence[str], columns: Sequence[str], needed: Sequence[str]) -> None:
    allowed = f"the heading may have {', '.join(columns)}"
    if missing := set(needed) - set(given):
        raise BadFile(str(path), 1, min(missing), f"no such column; {allowed}")
    if unknown := set(given) - set(columns):
        raise BadFile(str(path), 1, min(unknown), f"unknown column; {allowed}")


def _row(path: Path, line: int, row: dict[str, str | None], columns: Sequence[str]) -> Row:
    if None in row:
        raise BadFile(str(path), line, "row", "has more fields than the heading")
    return {name: (row.get(name) or "").strip() for name in columns}
