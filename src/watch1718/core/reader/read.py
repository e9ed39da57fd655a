"""Read one document: gate, sentences, mentions, events, drafts, judgement, claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta, timezone

from watch1718.core.claim import (
    OUTLET,
    Claim,
    Cue,
    Sayer,
    Section,
    Stage,
)
from watch1718.core.document import Document, Span
from watch1718.core.party import NOBODY, UNKNOWN, Party, Role, RoleKind, state
from watch1718.core.reader import details, normal
from watch1718.core.reader.bare_name import settle_bare_names
from watch1718.core.reader.denial import find_denials
from watch1718.core.reader.discourse import Scene, set_scene
from watch1718.core.reader.draft import Draft, draft_claims, role_mentions
from watch1718.core.reader.gate import opens
from watch1718.core.reader.gather import Gathered, gather
from watch1718.core.reader.language import detect
from watch1718.core.reader.lexicon import Language, Lexicon
from watch1718.core.reader.mentions import Mention, Scanned
from watch1718.core.reader.place import Place
from watch1718.core.reader.scan import scan
from watch1718.core.reader.text import Sentence, cut_sentences
from watch1718.core.reader.values.fill import fill
from watch1718.core.reader.values.sayer import without_day
from watch1718.core.reader.values.sentences import Told
from watch1718.core.reader.wording import tell
from watch1718.core.reading import Reading, TraceStep, Verdict

SEOUL = timezone(timedelta(hours=9))  # "on Wednesday" is the day there, which begins before that of UTC ends
THRESHOLD = 0.5
_MISS = 0.2
_LONGEST_QUOTE = 260


def read(document: Document, lexicon: Lexicon) -> Reading:
    """Say what the document claims; a text that never names the DPRK is put aside at once."""
    text, origin = normal.shadow(document.full_text)
    if not opens(text, lexicon.gate):
        return _silent(document, document.language, Verdict.IRRELEVANT, _unnamed(document, lexicon))
    told = document.language.split("-", 1)[0].casefold()
    code = detect(text, lexicon.tongues) if told in {"", "und"} else told
    language = lexicon.languages.get(code)
    if language is None:
        return _silent(document, code, Verdict.CONTEXT, f"No lexicon reads the language {code!r} yet.")
    return _read_in(document, text, origin, language, lexicon)


def _unnamed(document: Document, lexicon: Lexicon) -> str:
    told = document.language.split("-", 1)[0].casefold()
    if told in {"", "und"} or told in lexicon.languages:
        return "The text does not name the DPRK."
    return f"No lexicon reads the language {told!r} yet, and no name of the DPRK that is known in others stands in it."


def _silent(document: Document, code: str, verdict: Verdict, reason: str) -> Reading:
    return Reading(document.id, document.version, code, verdict, (), (), reason, (TraceStep("gate", reason),))


@dataclass(frozen=True, slots=True)
class Through:
    """A text read through: its sentences with what was found in them, and every draft."""

    sentences: tuple[tuple[Sentence, Scanned], ...]
    scene: Scene
    drafts: tuple[Draft, ...]


def draft_all(document: Document, lexicon: Lexicon) -> tuple[Draft, ...]:
    """Every draft of a document in its own language, judged or not: what the judge's weights are fitted on."""
    text, _ = normal.shadow(document.full_text)
    return read_through(document, text, lexicon.languages[document.language], lexicon).drafts


def read_through(document: Document, text: str, language: Language, lexicon: Lexicon) -> Through:
    """Sentences, mentions and every draft of a text; ``text`` is the document's shadow."""
    title_end = len(normal.shadow(document.title)[0])
    sentences = cut_sentences(text, title_end, language)
    read = settle_bare_names([(s, scan(text[s.start : s.end], s.start, language)) for s in sentences])
    scene = set_scene(read, lexicon)
    year = document.published.year if document.published else None
    drafts: list[Draft] = []
    previous: frozenset[str] = frozenset()
    for sentence, scanned in read:
        drafts += draft_claims(sentence, scanned, Place(text, scene, language, lexicon, year, previous))
        previous = frozenset(m.value for m in scanned.of("party")) or previous
    return Through(read, scene, tuple(drafts))


def _read_in(document: Document, text: str, origin: list[int] | None, language: Language, lexicon: Lexicon) -> Reading:
    through = read_through(document, text, language, lexicon)
    drafts = through.drafts
    passed = [draft for draft in drafts if draft.score >= THRESHOLD]
    denials = find_denials(through.sentences, drafts, language)
    day = document.published.astimezone(SEOUL).date() if document.published else None
    told = Told(text, through.sentences, day, language, lexicon.matters)
    claims = tuple(
        _claim(one, document, told, origin, lexicon)
        for one in gather(passed, denials, _headline_step(through.sentences, language))
    )
    misses = tuple(_step(d, origin) for d in drafts if _MISS <= d.score < THRESHOLD)
    verdict, reason = _verdict(claims, through.sentences, dprk_named=through.scene.about)
    return Reading(
        document.id, document.version, language.code, verdict, claims, (), reason, _trace(drafts, origin), misses
    )


def _headline_step(read_through: Sequence[tuple[Sentence, Scanned]], language: Language) -> str:
    """The enforcement step that the headline tells, "" for none."""
    for sentence, scanned in read_through[:1]:
        rules = [language.cues[cue.value] for cue in scanned.of("cue")]
        if sentence.section is Section.HEADLINE:
            return next((rule.value for rule in rules if rule.sets == "enforcement"), "")
    return ""


def _verdict(
    claims: tuple[Claim, ...], read_through: Sequence[tuple[Sentence, Scanned]], *, dprk_named: bool
) -> tuple[Verdict, str]:
    if claims:
        return Verdict.ALERT, claims[0].why
    if any(scanned.of("exempt") for _, scanned in read_through) and dprk_named:
        return Verdict.EXEMPT, "What is told of the DPRK is permitted: no claim falls under a measure."
    if dprk_named:
        return Verdict.CONTEXT, "The text is about the DPRK and tells no conduct that a measure covers."
    return Verdict.IRRELEVANT, "The DPRK is named only in passing."


def _span(start: int, end: int, origin: list[int] | None) -> Span:
    return Span(*normal.restore(start, end, origin))


def _claim(one: Gathered, document: Document, told: Told, origin: list[int] | None, lexicon: Lexicon) -> Claim:
    lead, text = one.lead, told.text
    values = fill(one, told)
    sayers = [replace(s, name=without_day(s.name, told.published, told.language)) for s in values.sayers]
    sentence = text[lead.sentence.start : lead.sentence.end]
    parts = role_mentions(lead.event)
    evidence = document.cite(_span(*_quote_range(lead, parts), origin))
    roles = (
        Role(RoleKind.SUPPLIER, _party(lead.supplier), _role_span(lead, lead.supplier, origin)),
        Role(RoleKind.RECIPIENT, _party(lead.recipient), _role_span(lead, lead.recipient, origin)),
    )
    return Claim(
        category=lead.row.category,
        roles=(*roles, *(replace(role, span=_moved(role.span, origin)) for role in values.parties)),
        stage=one.stage,
        stage_cue=_restored(lead.modality.stage_cue, origin),
        stance=one.stance,
        stance_cue=_restored(lead.modality.stance_cue, origin),
        evidence=evidence,
        goods=values.goods,
        quantity=values.quantity,
        money=details.find_money(sentence),
        route=values.route,
        event=values.event,
        enforcement=bool(one.enforcement) and one.stage is not Stage.OWN_CONDUCT,
        denied_by=", ".join(lexicon.names.get(code, code) for code in one.denied_by),
        attribution=tuple(replace(s, span=_moved(s.span, origin)) for s in sayers),
        section=lead.sentence.section,
        cited_paragraphs=details.cited_paragraphs(text),
        score=round(lead.score, 3),
        why=_why(one, sayers, lexicon),
    )


def _moved(span: Span | None, origin: list[int] | None) -> Span | None:
    return None if span is None else _span(span.start, span.end, origin)


def _restored(cue: Cue, origin: list[int] | None) -> Cue:
    return Cue(cue.value, _moved(cue.span, origin))


def _quote_range(lead: Draft, parts: list[Mention]) -> tuple[int, int]:
    """Widen from the roles to the clause, but to no more than a reader takes in at a glance."""
    first, last = parts[0].start, max(part.end for part in parts)
    room = max(0, _LONGEST_QUOTE - (last - first))
    start = max(lead.clause[0], first - room)
    end = min(lead.clause[1], last + max(0, room - (first - start)))
    return start, end if end > start else last


def _party(code: str) -> Party:
    if not code:
        return NOBODY
    return UNKNOWN if code == UNKNOWN.country else state(code)


def _role_span(lead: Draft, code: str, origin: list[int] | None) -> Span | None:
    for mention in (lead.event.giver, lead.event.taker):
        if mention is not None and mention.value == code:
            return _span(mention.start, mention.end, origin)
    return None


def _why(one: Gathered, sayers: Sequence[Sayer], lexicon: Lexicon) -> str:
    """Say the claim in one English sentence."""
    lead = one.lead
    return tell(
        lead.row.category,
        (lead.supplier, lead.recipient),
        one.stage,
        one.stance,
        sayer=sayers[0].name if sayers else OUTLET,
        enforcement=bool(one.enforcement),
        names=lexicon.names,
    )


def _trace(drafts: Sequence[Draft], origin: list[int] | None) -> tuple[TraceStep, ...]:
    return tuple(_step(draft, origin) for draft in drafts)


def _step(draft: Draft, origin: list[int] | None) -> TraceStep:
    parts = role_mentions(draft.event)
    said = (
        f"{draft.event.frame}: {draft.row.category} {draft.supplier}→{draft.recipient or 'nobody'} {draft.stage.label} "
        f"{draft.stance.value} score {draft.score:.2f} [{', '.join(draft.features)}] cues [{', '.join(draft.modality.applied)}]"
    )
    return TraceStep("frames", said, _span(parts[0].start, max(p.end for p in parts), origin))
