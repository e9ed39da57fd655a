"""Load the measure catalogue from the package's YAML, check every file, freeze it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

from watch1718.adapters.law_files import (
    CategoryFile,
    ExemptionEntry,
    FitEntry,
    FitFile,
    MeasureEntry,
    MeasureFile,
    UncoveredFile,
    read_file,
)
from watch1718.core.measure import Cap, Catalogue, Category, Exemption, Fit, Measure, Uncovered
from watch1718.errors import BadFile

PREFIX = "S/RES/"
BINDING = {
    **dict.fromkeys(("decides", "determines", "demands", "requires", "adopts", "directs"), "binding"),
    **dict.fromkeys(("calls_upon", "requests", "urges"), "urged"),
    **dict.fromkeys(
        (
            *("clarifies", "affirms", "reaffirms", "underscores", "underlines", "emphasizes", "notes"),
            "none",
        ),
        "interprets",
    ),
}


def load_catalogue(root: Path | None = None) -> Catalogue:
    """Read measures/, categories.yml and paragraphs.yml under the knowledge folder; raise BadFile for the first fault."""
    base = root or Path(str(files("watch1718") / "knowledge"))
    bare = base / "measures" / "uncovered.yml"
    paths = sorted(path for path in (base / "measures").glob("*.yml") if path != bare)
    loaded = {path: read_file(path, MeasureFile) for path in paths}
    measures = tuple(measure for file in loaded.values() for measure in _measures(file))
    categories = tuple(
        Category(**entry.model_dump()) for entry in read_file(base / "categories.yml", CategoryFile).categories
    )
    lines = read_file(base / "paragraphs.yml", FitFile)
    known = {measure.id for measure in measures}
    keys = {category.key for category in categories}
    for path, file in loaded.items():
        _check_measures(path, file, known, keys)
    _check_once(paths, [measure.id for measure in measures])
    _check_lines(base / "paragraphs.yml", lines, known, keys)
    return Catalogue(
        version=_version([*paths, bare, base / "categories.yml", base / "paragraphs.yml"]),
        measures=measures,
        categories=categories,
        by_id={measure.id: measure for measure in measures},
        fits=tuple(_fit(entry) for entry in lines.fits),
        exempted=tuple(_exemption(entry) for entry in lines.exempted),
        uncovered=tuple(_uncovered(bare)),
    )


def _measures(file: MeasureFile) -> Iterator[Measure]:
    for entry in file.measures:
        yield Measure(
            id=entry.id,
            resolution=file.resolution,
            symbol=file.symbol,
            paragraph=entry.paragraph,
            entry=entry.entry,
            force=entry.force,
            binding=BINDING[entry.force],
            category=entry.category,
            direction=entry.direction,
            duty=entry.duty,
            items=entry.items,
            obligated=entry.obligated,
            in_force_from=entry.in_force_from or file.adopted or date.min,  # _faults names the last case
            in_force_to=entry.in_force_to,
            confirmed=entry.confirmed,
            hs=tuple(entry.hs),
            hs_basis=entry.hs_basis,
            cap=Cap(**entry.cap.model_dump()) if entry.cap else None,
            exemptions=tuple(entry.exemptions),
            supersedes=tuple(entry.supersedes),
            superseded_by=tuple(entry.superseded_by),
            evidence=entry.evidence or file.evidence,
            note=entry.note,
            text_hash=entry.text_hash,
            also=tuple(entry.also),
            elsewhere=tuple(entry.elsewhere.items()),
        )


def _fit(entry: FitEntry) -> Fit:
    return Fit(
        category=entry.category,
        flow=entry.flow,
        measures=tuple(PREFIX + name for name in entry.measures),
        goods=tuple(entry.goods),
        terms=tuple(entry.terms),
        since=entry.since,
        until=entry.until,
    )


def _exemption(entry: ExemptionEntry) -> Exemption:
    return Exemption(
        categories=tuple(entry.categories),
        measures=tuple(PREFIX + name for name in entry.measures),
        suppliers=tuple(entry.suppliers),
        places=tuple(entry.places),
        terms=tuple(entry.terms),
        unless=tuple(entry.unless),
    )


def _uncovered(path: Path) -> Iterator[Uncovered]:
    file = read_file(path, UncoveredFile)
    for resolution, reasons in file.paragraphs.items():
        for reason, numbers in reasons.items():
            if reason not in file.reasons:
                allowed = ", ".join(file.reasons)
                raise BadFile(path.name, _find(path, f"{reason}:"), reason, f"is no reason here; allowed: {allowed}")
            yield from (Uncovered(resolution, number, file.reasons[reason]) for number in numbers)


def _check_measures(path: Path, file: MeasureFile, known: set[str], keys: set[str]) -> None:
    for entry in file.measures:
        for key, problem in _faults(entry, file, known, keys):
            raise BadFile(path.name, _find(path, f"id: {entry.id}\n"), f"{entry.id}.{key}", problem)


def _faults(entry: MeasureEntry, file: MeasureFile, known: set[str], keys: set[str]) -> Iterator[tuple[str, str]]:
    for category in {entry.category, *entry.also} - keys:
        yield "category", f"no category {category!r} in categories.yml"
    for key, names in (("supersedes", entry.supersedes), ("superseded_by", entry.superseded_by)):
        yield from ((key, f"{name!r}, which no file defines") for name in names if name not in known)
    since = entry.in_force_from or file.adopted
    if since is None:
        yield "in_force_from", "is needed: the file has no adopted"
    elif entry.in_force_to and entry.in_force_to <= since:
        yield "in_force_to", f"ends on {entry.in_force_to}, before it begins on {since}"
    if entry.entry != "event" and not entry.id.startswith(f"{PREFIX}{file.resolution}-"):
        yield "id", f"belongs to another resolution than {file.resolution}"
    label = entry.paragraph.replace("(", "").replace(")", "")
    if entry.entry != "event" and re.fullmatch(rf"{label}(-[a-z]+)?", entry.id.split("-", 1)[1]) is None:
        yield "paragraph", f"{entry.paragraph!r} is not that of the id"
    if entry.hs and not entry.hs_basis:
        yield "hs_basis", "says where HS codes come from: text, or whose list"


def _check_once(paths: list[Path], names: list[str]) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            path = next(path for path in reversed(paths) if name in path.read_text("utf-8"))
            raise BadFile(path.name, _find(path, name), name, "is defined twice")


def _check_lines(path: Path, lines: FitFile, known: set[str], keys: set[str]) -> None:
    used = [(line.category, line.measures) for line in lines.fits]
    used += [(category, line.measures) for line in lines.exempted for category in line.categories]
    for category, names in used:
        if category not in keys:
            raise BadFile(path.name, _find(path, category), category, "is no category of categories.yml")
        for name in names:
            if PREFIX + name not in known:
                raise BadFile(path.name, _find(path, name), name, "is no measure of measures/")


def _find(path: Path, word: str) -> int:
    """The first line that holds this word."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    return next((number for number, line in enumerate(lines, 1) if word in line), 1)


def _version(paths: list[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()[:16]
