"""Published views as files."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook
from pyarrow import parquet
from sqlalchemy import Engine

from watch1718.adapters import export
from watch1718.adapters.export import Format, Sheet
from watch1718.errors import Misconfigured

ROW = {
    "day": date(2026, 3, 4),
    "alert_id": "A-0123456789",
    "quote": '=HYPERLINK("http://example.org")',
    "severity": 5,
    "goods": "152 mm shells, \u201cheavy\u201d \u5317",
    "route": None,
    "last_known_at": datetime(2026, 3, 4, 4, 30, tzinfo=UTC),
}


@pytest.fixture
def made() -> Sheet:
    """One row with what spreadsheets stumble over."""
    return Sheet("rehearsal", "2026-03-04/2", "daily_alerts", tuple(ROW), [ROW, {**ROW, "quote": "plain\x07 bell"}])


def test_the_name_says_world_and_edition(made, tmp_path):
    """A file that lies about carries its world, day, edition and view in its name."""
    path = export.write(made, Format.CSV, tmp_path)
    assert path.name == "watch1718_rehearsal_2026-03-04-2_daily_alerts.csv"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_csv(made, tmp_path):
    """Excel reads it as UTF-8, and no captured text becomes a formula."""
    body = export.write(made, Format.CSV, tmp_path).read_bytes()
    assert body.startswith(b"\xef\xbb\xbf")
    first, _ = csv.DictReader(body.decode("utf-8-sig").splitlines())
    assert first["quote"] == """'=HYPERLINK("http://example.org")"""
    assert (first["goods"], first["route"], first["last_known_at"]) == (ROW["goods"], "", "2026-03-04T04:30:00+00:00")


def test_xlsx(made, tmp_path):
    """Numbers stay numbers, days stay days, formulas and control characters do not get through."""
    page = load_workbook(export.write(made, Format.XLSX, tmp_path)).active
    heading, first, second = list(page.iter_rows())
    found = dict(zip([cell.value for cell in heading], first, strict=True))
    assert (found["severity"].value, found["day"].value.date()) == (5, date(2026, 3, 4))
    assert (found["quote"].data_type, found["quote"].value[:2]) == ("s", "'=")
    assert "plain bell" in [cell.value for cell in second]


def test_parquet(made, tmp_path):
    """Types and texts stay as they are: nobody runs formulas there."""
    table = parquet.read_table(export.write(made, Format.PARQUET, tmp_path))
    assert table.to_pylist()[0] == ROW
    assert table.schema.metadata[b"edition"] == b"2026-03-04/2"


@pytest.mark.parametrize("format_", list(Format))
def test_an_empty_day_is_a_heading(format_, tmp_path):
    """A day without alerts gives a file with columns and no rows."""
    path = export.write(Sheet("live", "2026-03-05/1", "daily_alerts", ("day", "quote"), []), format_, tmp_path)
    assert path.stat().st_size > 0


def test_every_view_with_days_can_be_written(engine: Engine, tmp_path):
    """All views of a fresh database give a sheet."""
    names = export.views(engine)
    assert {"daily_alerts", "alert_history", "exposure_hits"} <= set(names)
    for name in names:
        made = export.sheet(engine, "live", name, "2026-03-05/1", date(2026, 3, 5))
        assert export.write(made, Format.XLSX, tmp_path).exists()


def test_a_view_that_does_not_exist(engine: Engine):
    """The names that exist are said."""
    with pytest.raises(Misconfigured, match=r"no view 'nothing'.*daily_alerts"):
        export.sheet(engine, "live", "nothing", "2026-03-05/1", date(2026, 3, 5))
