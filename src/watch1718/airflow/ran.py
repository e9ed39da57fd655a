"""How a run in this process ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class DagRan:
    """How one DAG's run ended: what each task returned, and the first thing that went wrong."""

    name: str
    values: dict[str, list[Any]] = field(default_factory=dict)
    failure: str = ""
