"""Write docs/data_dictionary.md from the comments of the published views."""

from __future__ import annotations

import sys
import tempfile
from itertools import groupby
from pathlib import Path

from sqlalchemy import Engine, Row, text

from watch1718.adapters import database, server, views

COLUMNS = text(
    """
    select c.relname, obj_description(c.oid) as grain, a.attname,
           format_type(a.atttypid, a.atttypmod) as type, col_description(c.oid, a.attnum) as meaning
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'published'::regnamespace and c.relkind = 'v'
    order by c.relname collate "C", a.attnum
    """
)
INTRODUCTION = f"""# Data dictionary

Schema `{views.SCHEMA}`: the contract with dashboards. Role `{views.DASHBOARD}` reads it and nothing else. Columns are
only added. Generated from the comments in `sql/views/` by `python -m watch1718.adapters.data_dictionary`; ready
questions stand in `sql/queries/`.
"""
SHORT = {"timestamp with time zone": "timestamptz", "double precision": "float8"}


def write(engine: Engine, path: Path) -> None:
    """Write the dictionary of a migrated database's views to a file."""
    path.write_text(render(engine), encoding="utf-8")


def render(engine: Engine) -> str:
    """Give the dictionary as Markdown: a section a view, a line a column."""
    with engine.connect() as connection:
        found = connection.execute(COLUMNS).all()
    sections = (_section(name, list(columns)) for name, columns in groupby(found, key=lambda row: row.relname))
    return "\n".join([INTRODUCTION, *sections])


def _section(name: str, columns: list[Row[tuple[str, ...]]]) -> str:
    lines = [f"| `{row.attname}` | {SHORT.get(row.type, row.type)} | {row.meaning or ''} |" for row in columns]
    head = [f"## {name}", "", columns[0].grain or "", "", "| column | type | meaning |", "|---|---|---|"]
    return "\n".join([*head, *lines, ""])


def main(path: Path) -> None:
    """Migrate a throwaway server and write the dictionary."""
    with tempfile.TemporaryDirectory(prefix="w1718-") as folder:
        home = Path(folder)
        engine = database.connect(server.up(home, durable=False))
        try:
            database.migrate(engine)
            write(engine, path)
        finally:
            engine.dispose()
            server.down(home)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/data_dictionary.md"))
