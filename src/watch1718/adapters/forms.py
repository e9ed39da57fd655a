"""Every form of a term, from the short notation of the lexicon files."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

_BRACES = re.compile(r"\(([^()]*)\)")
_VOWELS = "aeiou"
CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")


def expand(notation: str) -> list[str]:
    """Write out braces: "ship(/s/ped/ping)" gives ship, ships, shipped, shipping."""
    parts = _BRACES.split(notation)
    choices = [part.split("/") if i % 2 else [part] for i, part in enumerate(parts)]
    return ["".join(one).strip() for one in itertools.product(*choices)]


def spell(term: str, spellings: Mapping[str, str]) -> list[str]:
    """Write a term in every spelling of its characters; a term without such characters stays as it is."""
    return ["".join(one) for one in itertools.product(*(spellings.get(char, char) for char in term))]


def columns(notation: str) -> list[list[str]]:
    """Cut a trigger's notation into its columns: base | done | ongoing | noun, each a comma list."""
    return [
        [form for word in cell.split(",") if word.strip() for form in expand(word.strip())]
        for cell in notation.split("|")
    ]


def english_verb(lemma: str) -> list[list[str]]:
    """Inflect a regular English verb; the rest of a phrasal verb follows unchanged."""
    head, _, tail = lemma.partition(" ")
    tail = f" {tail}" if tail else ""
    if head.endswith("e"):
        stem, past, ing = head, f"{head}d", f"{head[:-1]}ing"
    elif head.endswith("y") and head[-2] not in _VOWELS:
        stem, past, ing = head, f"{head[:-1]}ied", f"{head}ing"
    else:
        stem, past, ing = head, f"{head}ed", f"{head}ing"
    third = (
        f"{head[:-1]}ies" if past.endswith("ied") else f"{head}es" if re.search("(s|x|z|ch|sh)$", head) else f"{head}s"
    )
    return [[stem + tail, third + tail], [past + tail], [ing + tail], []]


def english_noun(noun: str) -> list[str]:
    """A noun phrase and its plural."""
    if noun.endswith("s") or not noun[-1].isalpha():
        return [noun]
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return [noun, f"{noun[:-1]}ies"]
    return [noun, f"{noun}es" if re.search("(x|ch|sh)$", noun) else f"{noun}s"]


@lru_cache(maxsize=1)
def _analyser() -> Any:
    import pymorphy3  # noqa: PLC0415  a third of a second that only Russian costs

    return pymorphy3.MorphAnalyzer()


def russian_phrase(phrase: str) -> Iterator[tuple[str, str]]:
    """Decline adjectives and the head noun together; yield each form with the cases that it may stand in."""
    forms: dict[str, set[str]] = {}
    words = phrase.split()
    for number in ("sing", "plur"):
        for case in CASES:
            declined = _decline(words, case, number)
            if declined is not None:
                forms.setdefault(declined, set()).add(case)
    forms.setdefault(phrase.casefold(), set())
    for form, cases in forms.items():
        yield form, ",".join(case for case in CASES if case in cases)


def russian_verb(lemma: str) -> list[list[str]]:
    """Conjugate a verb: infinitive and future, past and past participles, present; what follows stays unchanged."""
    head, _, tail = lemma.partition(" ")
    tail = f" {tail}" if tail else ""
    cells: list[set[str]] = [set(), set(), set(), set()]
    parse = next((one for one in _analyser().parse(head) if "INFN" in one.tag), None)
    for form in parse.lexeme if parse else ():
        tag = set(form.tag.grammemes)
        cell = 1 if "past" in tag else 2 if tag & {"pres", "PRTF", "GRND"} else 0
        cells[cell].add(form.word + tail)
    cells[0].add(lemma)
    return [sorted(cell) for cell in cells]


def _decline(words: list[str], case: str, number: str) -> str | None:
    declined: list[str] = []
    still = False
    for word in words:
        form = None if still else _inflect(word, case, number)
        declined.append(form.word if form else word.casefold())
        # What follows the head noun stands in its own case already: "ракета ближнего радиуса".
        still = still or (form is not None and "NOUN" in form.tag) or (len(declined) > 1 and form is None)
    return (
        " ".join(declined)
        if declined
        and not (len(words) == 1 and declined[0] == words[0].casefold() and case != "nomn" and _fixed(words[0]))
        else None
    )


def _inflect(word: str, case: str, number: str) -> Any:
    for parse in _analyser().parse(word):
        if {"nomn"} <= set(parse.tag.grammemes) and parse.tag.POS in {"NOUN", "ADJF", "PRTF"}:
            return parse.inflect({case, number}) if "Fixd" not in parse.tag else None
    return None


def _fixed(word: str) -> bool:
    return _inflect(word, "gent", "sing") is None
