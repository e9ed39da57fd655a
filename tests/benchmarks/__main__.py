"""Run every benchmark module of this folder and print each figure with its target; exit 1 where one is missed.

``python -m benchmarks`` runs all, ``python -m benchmarks list names`` those that are named.
"""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module

import benchmarks


def main(chosen: list[str]) -> int:
    """Run the modules that have a ``figures`` function."""
    missed = 0
    for info in pkgutil.iter_modules(benchmarks.__path__):
        if not info.name.startswith("bench_") or (chosen and info.name.removeprefix("bench_") not in chosen):
            continue
        for figure in import_module(f"benchmarks.{info.name}").figures():
            print(figure, flush=True)
            missed += not figure.passes
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
