"""Hold the catalogue against the resolutions' own texts: every entry, every fact in it, every paragraph without one."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from watch1718.core.facts import Fact, find_dates, find_facts, find_numbers
from watch1718.core.measure import Catalogue, Measure
from watch1718.core.resolution import Paragraph, Resolution, hash_text, split_label

VERBS = {
    "decides": r"\bdecides\b",
    "determines": r"\bdetermines\b",
    "demands": r"\bdemands\b",
    "requires": r"\b(requires?|required|shall)\b",
    "adopts": r"\badopts\b",
    "directs": r"\bdirects\b",
    "calls_upon": r"\bcall(s|ed) (up)?on\b",
    "requests": r"\brequests\b",
    "urges": r"\burges\b",
    "clarifies": r"\bclarifies\b",
    "affirms": r"\baffirms\b",
    "reaffirms": r"\breaffirms\b",
    "underscores": r"\bunderscores\b",
    "underlines": r"\bunderlines\b",
    "emphasizes": r"\bemphasizes\b",
    "notes": r"\bnotes\b",
}
BRACKETS = str.maketrans("", "", "()")
HS_CODES = re.compile(r"HS codes? ([^)]*)\)")

RECKONED = re.compile(r"(\d+) (days|months) after adoption")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where an entry and the text part: the entry or paragraph, which check, and what it found."""

    where: str
    check: str
    said: str

    def __str__(self) -> str:
        """Read as "1718 ¶8(b): verb: …"."""
        return f"{self.where}: {self.check}: {self.said}"


def verify(catalogue: Catalogue, resolutions: tuple[Resolution, ...]) -> Iterator[Disagreement]:
    """Yield every disagreement between the catalogue and the texts, in the catalogue's order."""
    texts = {resolution.number: resolution for resolution in resolutions}
    for measure in catalogue.measures:
        if measure.resolution:
            yield from _verify_measure(measure, catalogue, texts.get(measure.resolution))
    for resolution in resolutions:
        yield from _verify_coverage(resolution, catalogue)


def _verify_measure(measure: Measure, catalogue: Catalogue, resolution: Resolution | None) -> Iterator[Disagreement]:
    if resolution is None:
        yield Disagreement(measure.cite, "text", f"no text of resolution {measure.resolution} in the folder")
        return
    text = resolution.text_of(measure.paragraph)
    if text is None:
        yield Disagreement(measure.cite, "paragraph", "the text has no such paragraph")
        return
    checks = (
        ("symbol", _symbol(measure, resolution)),
        ("verb", _verb(measure, text)),
        ("HS codes", _hs(measure, text)),
        ("facts", _facts(measure, catalogue, text)),
        ("cap", _cap(measure, resolution, text)),
        ("dates", _dates(measure, catalogue, resolution, text)),
        ("reckoned days", _reckoned(measure, resolution, text)),
        ("cited resolutions", _cited(measure, catalogue, text)),
        ("hash", _hash(measure, text)),
    )
    for check, found in checks:
        yield from (Disagreement(measure.cite, check, said) for said in found)


def _symbol(measure: Measure, resolution: Resolution) -> Iterator[str]:
    symbol = f"S/RES/{resolution.number} ({resolution.year})"
    if measure.symbol != symbol:
        yield f"entry says {measure.symbol}, the text is {symbol}"


def _verb(measure: Measure, text: str) -> Iterator[str]:
    if not re.search(VERBS[measure.force], text, re.IGNORECASE):
        yield f"{measure.force!r} does not stand in the paragraph"
    if measure.binding != "binding" and re.search(VERBS["decides"], text, re.IGNORECASE) and not measure.note:
        yield "the paragraph also decides; a note must say why this entry does not bind"


def _hs(measure: Measure, text: str) -> Iterator[str]:
    if measure.hs_basis != "text":
        return
    stated = {code for part in HS_CODES.findall(text) for code in _codes(part)}
    yield from (f"HS {code} does not stand in the paragraph" for code in measure.hs if code not in stated)


def _codes(part: str) -> Iterator[str]:
    """Every code of "84 and 85" or "86 through 89"."""
    for first, last in re.findall(r"(\d+)(?: through (\d+))?", part):
        yield from (f"{number:02}" for number in range(int(first), int(last or first) + 1))


def _facts(measure: Measure, catalogue: Catalogue, text: str) -> Iterator[str]:
    known = {fact for fact, _ in measure.elsewhere}
    own = " ".join((measure.duty, measure.items, *measure.exemptions, measure.note))
    for fact in find_facts(own):
        if fact.kind == "reference":
            if not _is_entry(fact.value, measure, catalogue):
                yield f"{fact} is no entry of the catalogue"
        elif not _stands(fact, text) and str(fact) not in known:
            yield f"{fact} does not stand in the paragraph and is not marked as from elsewhere"


def _is_entry(reference: str, measure: Measure, catalogue: Catalogue) -> bool:
    resolution, label = reference.split("¶")
    wanted = f"S/RES/{resolution.strip() or measure.resolution}-{label.translate(BRACKETS)}"
    rests = (one.id.removeprefix(wanted) for one in catalogue.measures if one.id.startswith(wanted))
    return any(not rest[:1].isdigit() for rest in rests)


def _stands(fact: Fact, text: str) -> bool:
    if fact.kind == "number":
        return fact.value in find_numbers(text)
    if fact.kind == "date":
        return fact.value in {day.isoformat() for day in find_dates(text)}
    return fact.value.replace(" ", "").casefold() in text.replace(" ", "").casefold()


def _cap(measure: Measure, resolution: Resolution, text: str) -> Iterator[str]:
    cap = measure.cap
    if cap is None:
        return
    stated = find_numbers(text)
    for quantity, unit in ((cap.quantity, cap.unit), (cap.or_quantity, cap.or_unit)):
        if unit and f"{quantity:.0f}" not in stated:
            yield f"{quantity:,.0f} does not stand in the paragraph"
        if unit and {"USD": "US dollars"}.get(unit, unit) not in text:
            yield f"the unit {unit!r} does not stand in the paragraph"
    starts = {f"{day:%m-%d}" for day in (*find_dates(text), resolution.adopted)}
    if cap.anchor and cap.anchor not in starts:
        yield f"no date {cap.anchor} stands in the paragraph"
    for day in re.findall(r"\d{4}-\d\d-\d\d", cap.period):
        if date.fromisoformat(day) not in find_dates(text):
            yield f"{day} does not stand in the paragraph"


def _dates(measure: Measure, catalogue: Catalogue, resolution: Resolution, text: str) -> Iterator[str]:
    stated = {resolution.adopted, *find_dates(text)}
    if measure.in_force_from not in stated:
        yield f"in force from {measure.in_force_from}, which is neither the adoption nor a date in the paragraph"
    if measure.in_force_to is None:
        return
    successors = {catalogue.by_id[name].in_force_from for name in measure.superseded_by}
    is_stated = measure.in_force_to in successors or measure.in_force_to - timedelta(days=1) in stated
    if not is_stated and measure.in_force_to.isoformat() not in dict(measure.elsewhere):
        yield f"in force to {measure.in_force_to}, on which no successor begins and which the paragraph does not say"


def _reckoned(measure: Measure, resolution: Resolution, text: str) -> Iterator[str]:
    """Days that an entry reckons from the adoption ("90 days after adoption") are reckoned again."""
    for fact, source in measure.elsewhere:
        match = RECKONED.fullmatch(source)
        if match and match[1] not in find_numbers(text):
            yield f"{source!r}: {match[1]} does not stand in the paragraph"
        if match and fact != _later(resolution.adopted, int(match[1]), match[2]).isoformat():
            yield f"{fact} is not {source}"


def _later(day: date, count: int, unit: str) -> date:
    if unit == "days":
        return day + timedelta(days=count)
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _cited(measure: Measure, catalogue: Catalogue, text: str) -> Iterator[str]:
    known = dict(measure.elsewhere)
    for number in dict.fromkeys(catalogue.by_id[name].resolution for name in measure.supersedes):
        is_own = number == measure.resolution
        if not is_own and number not in text and f"amends {number}" not in known:
            yield f"amends {number}, which the paragraph does not cite"
    for name in measure.superseded_by:
        if catalogue.by_id[name].in_force_from < measure.in_force_from:
            yield f"superseded by {name}, which is older"


def _hash(measure: Measure, text: str) -> Iterator[str]:
    found = hash_text(text)
    if measure.confirmed and not measure.text_hash:
        yield f"confirmed without a text_hash; the text's is {found}"
    elif measure.text_hash and measure.text_hash != found:
        yield f"the text has changed: its hash is now {found}"


def _verify_coverage(resolution: Resolution, catalogue: Catalogue) -> Iterator[Disagreement]:
    labels = [m.paragraph for m in catalogue.measures if m.resolution == resolution.number]
    entries = {split_label(label)[0] for label in labels}
    reasons = {line.number for line in catalogue.uncovered if line.resolution == resolution.number}
    for paragraph in resolution.paragraphs:
        where = f"{resolution.number} ¶{paragraph.number}"
        if paragraph.number in entries and paragraph.number in reasons:
            yield Disagreement(where, "coverage", "has an entry and a reason for having none")
        if paragraph.number not in entries | reasons:
            yield Disagreement(where, "coverage", "has neither an entry nor a reason for having none")
        yield from (Disagreement(where, "coverage", said) for said in _parts_without(paragraph, labels))
    last = resolution.paragraphs[-1].number
    for number in sorted(reasons - {paragraph.number for paragraph in resolution.paragraphs}):
        yield Disagreement(f"{resolution.number} ¶{number}", "coverage", f"the text ends at {last}")


def _parts_without(paragraph: Paragraph, labels: list[str]) -> Iterator[str]:
    """Where one part of a paragraph has an entry of its own, each part wants one."""
    lettered = [letters for number, letters in map(split_label, labels) if number == paragraph.number and letters]
    if not lettered:
        return
    for part in paragraph.parts:
        has_smaller = any(
            other.letters != part.letters and other.letters.startswith(part.letters) for other in paragraph.parts
        )
        if part.letters not in lettered and not has_smaller:
            yield f"part {part.letters} has no entry, others have"
