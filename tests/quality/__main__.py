"""Write the quality page: ``python -m quality PAGE``; ``python -m quality --gold SHARED`` renews its dated sections first.

The dated sections need documents that are no part of this repository, so they are kept in ``dated.md`` as last made.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quality.gold import sections
from quality.page import page
from watch1718 import bootstrap, office
from watch1718.core.projection import project

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "quality.md"


def read(documents: Path) -> dict[str, Mapping[str, Any]]:
    """Read every document without any UN list, so that each machine reads alike."""
    reader = bootstrap.KnowledgeReader()
    return {one.id: project(*reader.judge(one)) for one in bootstrap.documents_from(documents)}


def main() -> None:
    """Score the evaluation documents and write the page."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("page", nargs="?", type=Path, default=PAGE)
    options.add_argument("--gold", metavar="SHARED", type=Path, help="renew the dated sections from this folder")
    chosen = options.parse_args()
    dated = HERE / "dated.md"
    if chosen.gold:
        dated.write_text(sections(chosen.gold), encoding="utf-8")
    texts = {row["id"]: row for row in office.rows_from(HERE / "documents.jsonl")}
    labels = office.rows_from(HERE / "labels.jsonl")
    for label in labels:
        label["source"] = texts[label["id"]]["source"]
    written = page(labels, read(HERE / "documents.jsonl"), texts, dated.read_text(encoding="utf-8"))
    chosen.page.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
