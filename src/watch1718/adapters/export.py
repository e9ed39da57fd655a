"""Published views as files: CSV and Excel for people, Parquet for data teams."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import pyarrow as pa
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils.exceptions import IllegalCharacterError
from pyarrow import parquet
from sqlalchemy import Engine, MetaData, RowMapping, Table, select

from watch1718.errors import Misconfigured

SCHEMA = "published"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run as a formula
CELL = 32_767  # characters that Excel keeps in one cell


class Format(StrEnum):
    """What an export can be written as."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one view for one edition, in the view's own order of columns."""

    origin: str
    edition: str
    view: str
    columns: tuple[str, ...]
    rows: Sequence[RowMapping]

    @property
    def name(self) -> str:
        """The file's name without its ending: world, day, edition and view."""
        return f"watch1718_{self.origin}_{self.edition.replace('/', '-')}_{self.view}"


def sheet(engine: Engine, origin: str, view: str, edition: str, day: date) -> Sheet:
    """Load a view's rows of a day. Raises Misconfigured where there is no such view or it has no days."""
    table = Table(view, MetaData(schema=SCHEMA), autoload_with=engine) if view in views(engine) else None
    if table is None or "day" not in table.c:
        known = ", ".join(views(engine))
        raise Misconfigured(f"no view {view!r} with a row a day; there are: {known}")
    order = [table.c[name] for name in ("position", "alert_id", "ordinal") if name in table.c]
    with engine.connect() as connection:
        rows = connection.execute(select(table).where(table.c.day == day).order_by(*order)).mappings().all()
    return Sheet(origin, edition, view, tuple(table.c.keys()), rows)


def views(engine: Engine) -> list[str]:
    """The published views that have rows of a day."""
    metadata = MetaData(schema=SCHEMA)
    metadata.reflect(engine, views=True)
    return sorted(table.name for table in metadata.tables.values() if "day" in table.c)


def write(made: Sheet, format_: Format, folder: Path) -> Path:
    """Write a sheet into a folder, all or nothing; the path."""
    writer = {Format.CSV: _csv, Format.XLSX: _xlsx, Format.PARQUET: _parquet}[format_]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{made.name}.{format_}"
    fresh = path.with_suffix(".new")
    fresh.write_bytes(writer(made))
    fresh.replace(path)
    return path


def harmless(value: Any) -> Any:
    """Keep a spreadsheet from running captured text as a formula: such a text begins with an apostrophe."""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return value


def _csv(made: Sheet) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(made.columns)
    writer.writerows([_plain(harmless(row[name])) for name in made.columns] for row in made.rows)
    return text.getvalue().encode("utf-8-sig")  # Excel takes UTF-8 for granted only with this mark


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _xlsx(made: Sheet) -> bytes:
    book = Workbook(write_only=True)
    page = book.create_sheet(made.view[:31])
    page.freeze_panes = "A2"
    page.append([_heading(page, name) for name in made.columns])
    for row in made.rows:
        page.append([_cell(page, row[name]) for name in made.columns])
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def _heading(page: Any, name: str) -> Any:
    cell = WriteOnlyCell(page, name)
    cell.font = Font(bold=True)
    return cell


def _cell(page: Any, value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)  # Excel knows no time zones; every moment is UTC
    if not isinstance(value, str):
        return value
    try:
        cell = WriteOnlyCell(page, harmless(value)[:CELL])
    except IllegalCharacterError:
        cell = WriteOnlyCell(page, harmless("".join(filter(str.isprintable, value)))[:CELL])
    cell.data_type = "s"
    return cell


def _parquet(made: Sheet) -> bytes:
    columns = {name: [row[name] for row in made.rows] for name in made.columns}
    table = pa.table(columns).replace_schema_metadata({"origin": made.origin, "edition": made.edition})
    body = io.BytesIO()
    parquet.write_table(table, body)
    return body.getvalue()
