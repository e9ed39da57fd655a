"""Hold a claim against the law of its day: which paragraphs, what they say of it, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from watch1718.core.claim import Claim, Stage, Stance, code
from watch1718.core.finding import Finding, Ruling
from watch1718.core.measure import Catalogue, Exemption, Fit, Measure
from watch1718.core.party import RoleKind
from watch1718.core.reading import Reading, Verdict

DPRK = "KP"
MOST = 3
LAST_SPACED = "\u0530"  # beyond Latin, Greek and Cyrillic, words join up or take prefixes
FLOWS = {
    "from_dprk": "from the DPRK",
    "to_dprk": "to the DPRK",
    "own": "the DPRK's own conduct",
    "elsewhere": "between others",
}
REACHES = {
    "from_dprk": {"from_dprk", "own"},
    "to_dprk": {"to_dprk"},
    "own": {"own"},
    "any": {"from_dprk", "to_dprk", "own"},
}


@dataclass(frozen=True, slots=True)
class Day:
    """The day whose law counts, and how it is known: text, published, or none (then the law of now counts)."""

    date: date
    basis: str

    def __str__(self) -> str:
        """Read as "on 3 May 2018"."""
        return "under current law (the event has no date)" if self.basis == "unknown" else f"on {write(self.date)}"


def assess(claim: Claim, catalogue: Catalogue, published: date | None) -> tuple[Finding, ...]:
    """Find the one to three paragraphs that fit a claim best, the best first."""
    day = day_of(claim, published)
    free = _exempted(claim, catalogue, day)
    if free:
        return (free,)
    inferred = tuple(_inferred(claim, catalogue, day.date))
    cited = tuple(_cited(claim, catalogue, day.date))
    chosen = tuple(dict.fromkeys((*cited, *inferred)))[:MOST]
    if not chosen:
        return _not_yet(claim, catalogue, day)
    names = {measure.id for measure in cited}
    findings = (_rule(claim, catalogue, measure, day, measure.id in names) for measure in chosen)
    return tuple(Finding(m.id, ruling, reason, rank) for rank, (m, ruling, reason) in enumerate(findings, 1))


def apply_law(reading: Reading, findings: Sequence[tuple[Finding, ...]]) -> tuple[Reading, list[tuple[Finding, ...]]]:
    """Leave out the claims that were lawful on their day; an alert with no claim left is exempt, and says why."""
    kept = [(claim, found) for claim, found in zip(reading.claims, findings, strict=True) if not is_lawful(found)]
    left = [claim for claim, _ in kept]
    if len(left) == len(reading.claims):
        return reading, list(findings)
    lawful = next(found[0] for found in findings if is_lawful(found))
    is_exempt = reading.verdict is Verdict.ALERT and not left
    now = (Verdict.EXEMPT, lawful.reason) if is_exempt else (reading.verdict, reading.reason)
    return replace(reading, claims=tuple(left), verdict=now[0], reason=now[1]), [found for _, found in kept]


def is_lawful(findings: Sequence[Finding]) -> bool:
    """Say whether the law left the claim free on its day: exempt, or before any paragraph bound."""
    return bool(findings) and findings[0].ruling in {Ruling.EXEMPT, Ruling.NOT_IN_FORCE}


def day_of(claim: Claim, published: date | None) -> Day:
    """The event's day, else the day of publication, else no day: then the law of now counts."""
    event = claim.event
    if event.start and event.basis != "unknown":
        last = event.end or event.start
        return Day(min(last, published) if published and published >= event.start else last, "text")
    return Day(published, "published") if published else Day(date.max, "unknown")


def flow_of(claim: Claim) -> str:
    """Which way it goes: from_dprk, to_dprk, own, elsewhere (two named others) or unsaid."""
    supplier, recipient = code(claim.supplier), code(claim.recipient)
    if recipient is None:
        return "own"
    if recipient == DPRK:
        return "to_dprk"
    if supplier == DPRK:
        return "from_dprk"
    return "unsaid" if "XX" in {supplier, recipient} else "elsewhere"


def fits_of(claim: Claim, catalogue: Catalogue, day: date) -> tuple[Fit, ...]:
    """The lines that fit best: of its direction if there are such, and among these those for its goods."""
    lines = [fit for fit in catalogue.fits if fit.category == claim.category and _on(fit, day)]
    flow = flow_of(claim)
    lines = [fit for fit in lines if flow in REACHES[fit.flow]] or lines
    return tuple(fit for fit in lines if _shows(claim, fit)) or tuple(
        fit for fit in lines if not (fit.goods or fit.terms)
    )


def write(day: date) -> str:
    """Write a day as "3 May 2018"."""
    return f"{day.day} {day:%B %Y}"


def _on(fit: Fit, day: date) -> bool:
    return (fit.since is None or fit.since <= day) and (fit.until is None or day < fit.until)


def _shows(claim: Claim, fit: Fit) -> bool:
    return claim.goods.goods_class in fit.goods or _any_in(fit.terms, _words(claim).casefold())


def _begins_a_word(term: str, words: str) -> bool:
    """Scripts that write words apart want the term at a word's start ("iron", not "environment")."""
    if term[0] >= LAST_SPACED:
        return term in words
    at = words.find(term)
    while at > 0 and words[at - 1].isalpha():
        at = words.find(term, at + 1)
    return at >= 0


def _inferred(claim: Claim, catalogue: Catalogue, day: date) -> Iterator[Measure]:
    for fit in fits_of(claim, catalogue, day):
        for name in fit.measures:
            if catalogue.by_id[name].in_force_on(day):
                yield catalogue.by_id[name]


def _cited(claim: Claim, catalogue: Catalogue, day: date) -> Iterator[Measure]:
    for identity in claim.cited_paragraphs:
        for measure in catalogue.cited(identity, claim.category):
            if claim.category in measure.categories and measure.in_force_on(day):
                yield measure


def _exempted(claim: Claim, catalogue: Catalogue, day: Day) -> Finding | None:
    for line in catalogue.exempted:
        if claim.category in line.categories and _is_free(claim, line):
            measure = next((catalogue.by_id[name] for name in line.measures if _binds(catalogue, name, day)), None)
            if measure:
                return Finding(measure.id, Ruling.EXEMPT, f"{measure.cite} leaves this free {day}: {measure.duty}", 1)
    return None


def _binds(catalogue: Catalogue, name: str, day: Day) -> bool:
    return catalogue.by_id[name].in_force_on(day.date)


def _is_free(claim: Claim, line: Exemption) -> bool:
    words = f"{claim.route} {claim.party(RoleKind.PORT).name} {_words(claim)}".casefold()
    asked = [terms for terms in (line.places, line.terms) if terms]
    is_supplier = not line.suppliers or code(claim.supplier) in line.suppliers
    return is_supplier and all(_any_in(terms, words) for terms in asked) and not _any_in(line.unless, words)


def _any_in(terms: tuple[str, ...], words: str) -> bool:
    return any(_begins_a_word(term.casefold(), words) for term in terms)


def _words(claim: Claim) -> str:
    return f"{claim.goods.term} {claim.goods.text} {claim.evidence.quote}"


def _not_yet(claim: Claim, catalogue: Catalogue, day: Day) -> tuple[Finding, ...]:
    later = [catalogue.by_id[name] for fit in fits_of(claim, catalogue, date.max) for name in fit.measures]
    known = sorted(later, key=lambda measure: measure.in_force_from)
    if not known:
        return ()
    first = known[0]
    since = write(first.in_force_from)
    return (Finding(first.id, Ruling.NOT_IN_FORCE, f"{first.cite} binds from {since}, not yet {day}.", 1),)


def _rule(
    claim: Claim, catalogue: Catalogue, measure: Measure, day: Day, is_cited: bool
) -> tuple[Measure, Ruling, str]:
    if not is_cited and not _reaches(claim, catalogue, measure, day.date):
        flow = FLOWS.get(flow_of(claim), "")
        return measure, Ruling.OUTSIDE, f"{measure.cite} does not reach this, {flow}: {measure.duty}"
    ruling = _ruling(claim, measure)
    source = "the text cites it; " if is_cited else ""
    return measure, ruling, f"{_opening(claim, measure, ruling)} {day} ({source}{_since(measure)}): {measure.duty}"


def _reaches(claim: Claim, catalogue: Catalogue, measure: Measure, day: date) -> bool:
    flow = flow_of(claim)
    lines = [fit for fit in fits_of(claim, catalogue, day) if measure.id in fit.measures]
    return flow == "unsaid" or any(flow in REACHES[fit.flow] for fit in lines)


def _ruling(claim: Claim, measure: Measure) -> Ruling:
    if measure.binding == "urged":
        return Ruling.URGED
    if measure.cap and not _is_above(claim, measure):
        return Ruling.CAPPED
    return Ruling.PROHIBITED


def _is_above(claim: Claim, measure: Measure) -> bool:
    if claim.quantity is None or measure.cap is None:
        return False
    limit = measure.cap.limit(claim.quantity.unit)
    return limit is not None and claim.quantity.value > limit


def _opening(claim: Claim, measure: Measure, ruling: Ruling) -> str:
    is_done = claim.stage >= Stage.UNDER_WAY and claim.stance is not Stance.DENIED
    verb = {
        Ruling.PROHIBITED: "bars" if is_done else "would bar",
        Ruling.URGED: "urges States against" if is_done else "would urge States against",
        Ruling.CAPPED: "caps" if is_done else "would cap",
    }[ruling]
    return f"{measure.cite} {verb} this"


def _since(measure: Measure) -> str:
    return f"in force since {write(measure.in_force_from)}"
