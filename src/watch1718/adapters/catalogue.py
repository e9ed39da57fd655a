"""Load the measure catalogue from the package's YAML, check every file, freeze it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from watch1718.adapters.law_files import CategoryFile, FitEntry, FitFile, MeasureFile, UncoveredFile, read_file
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
    measures = tuple(measure for path, file in loaded.items() for measure in _measures(path, file))
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
        exempted=tuple(
            Exemption(line.category, tuple(line.places), tuple(line.suppliers), PREFIX + line.measure)
            for line in lines.exempted
        ),
        uncovered=tuple(_uncovered(bare)),
    )


def _measures(path: Path, file: MeasureFile) -> Iterator[Measure]:
    for number, entry in enumerate(file.measures):
        since = entry.in_force_from or file.adopted
        if since is None:
            raise BadFile(path.name, _find(path, entry.id), f"measures.{number}.in_force_from", "is needed: no adopted")
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
            in_force_from=since,
            in_force_to=entry.in_force_to,
            confirmed=entry.confirmed,
            hs=tuple(entry.hs),
            hs_basis=entry.hs_basis,
            cap=Cap(**entry.cap.model_dump()) if entry.cap else None,
            exemptions=tuple(entry.exemptions),
            supersedes=tuple(entry.supersedes),
            superseded_by=tuple(entry.superseded_by),
            evidence=file.evidence,
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
        line = _find(path, entry.id)
        for category in (entry.category, *entry.also):
            if category not in keys:
                raise BadFile(path.name, line, f"{entry.id}.category", f"no category {category!r} in categories.yml")
        for other in (*entry.supersedes, *entry.superseded_by):
            if other not in known:
                raise BadFile(path.name, line, entry.id, f"names {other!r}, which no file defines")
        if entry.id.startswith(PREFIX) and not entry.id.startswith(f"{PREFIX}{file.resolution}-"):
            raise BadFile(path.name, line, entry.id, f"belongs to another resolution than {file.resolution}")
        if entry.hs and not entry.hs_basis:
            raise BadFile(path.name, line, f"{entry.id}.hs_basis", "says where HS codes come from: text, or whose list")


def _check_once(paths: list[Path], names: list[str]) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            path = next(path for path in reversed(paths) if name in path.read_text("utf-8"))
            raise BadFile(path.name, _find(path, name), name, "is defined twice")


def _check_lines(path: Path, lines: FitFile, known: set[str], keys: set[str]) -> None:
    used = [(line.category, line.measures) for line in lines.fits]
    used += [(line.category, [line.measure]) for line in lines.exempted]
    for category, names in used:
        if category not in keys:
            raise BadFile(path.name, _find(path, category), category, "is no category of categories.yml")
        for name in names:
            if PREFIX + name not in known:
                raise BadFile(path.name, _find(path, name), name, "is no measure of measures/")


def _find(path: Path, word: str) -> int:
    """The first line that holds this word."""
    lines = path.read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if word in line), 1)


def _version(paths: list[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()[:16]
