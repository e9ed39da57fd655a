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
_ADJECTIVE = "adjf"
_OF_A_PLACE = "ский"  # a rare one would pass for a surname
_ODD = {"Supr", "Cmp2", "V-ej", "V-oy", "Arch", "Erro"}
_Paradigm = tuple[tuple[str, frozenset[str]], ...]


def expand(notation: str) -> list[str]:
    """Write out braces: "ship(/s/ped/ping)" gives ship, ships, shipped, shipping."""
    parts = _BRACES.split(notation)
    choices = [part.split("/") if i % 2 else [part] for i, part in enumerate(parts)]
    return ["".join(one).strip() for one in itertools.product(*choices)]


def spell(term: str, spellings: Mapping[str, str]) -> list[str]:
    """Write a term in every spelling of its characters; a term without such characters stays as it is."""
    if not spellings:
        return [term]
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
    words = phrase.casefold().split()
    forms: dict[str, set[str]] = {phrase.casefold(): set()}
    for form, case in _declined(words):
        forms.setdefault(form, set()).add(case)
    for form, cases in forms.items():
        yield form, ",".join(case for case in (*CASES, _ADJECTIVE) if case in cases)


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


def _declined(words: list[str]) -> Iterator[tuple[str, str]]:
    """Yield forms with their case; what follows the head noun stands in its own case already."""
    paradigms = [_paradigm(word) for word in words]
    if len(words) == 1:
        for form, tag in paradigms[0]:
            yield from ((form, case) for case in CASES if case in tag)
            if "NOUN" not in tag:
                yield form, _ADJECTIVE
        return
    head = next((i for i, one in enumerate(paradigms) if any("NOUN" in tag for _, tag in one)), len(words) - 1)
    tail = words[head + 1 :]
    for noun, tag in paradigms[head]:
        before = [_agreeing(paradigm, word, tag) for paradigm, word in zip(paradigms[:head], words, strict=False)]
        case = next(case for case in CASES if case in tag)
        yield " ".join([*before, noun, *tail]), case


def _agreeing(paradigm: _Paradigm, word: str, noun: frozenset[str]) -> str:
    """The adjective's form beside a noun; an accusative follows the noun's animacy."""
    wanted = noun & {*CASES, "sing", "plur"} | (noun & {"masc", "femn", "neut"} if "sing" in noun else set())
    living = noun & {"anim", "inan"}
    fitting = [(form, tag) for form, tag in paradigm if wanted <= tag]
    return next((form for form, tag in fitting if living & tag or not tag & {"anim", "inan"}), word)


@lru_cache(maxsize=4096)
def _paradigm(word: str) -> _Paradigm:
    """Every declined form of a word with its grammatical marks; what may be a noun ("рабочий") is one."""
    adjective = word.endswith(_OF_A_PLACE)
    for parse in sorted(_analyser().parse(word), key=lambda one: ("NOUN" in one.tag) is adjective):
        marks = set(parse.tag.grammemes)
        if "nomn" not in marks or parse.tag.POS not in {"NOUN", "ADJF", "PRTF"} or "Fixd" in marks:
            continue
        forms = [(form.word, frozenset(_plain(set(form.tag.grammemes)))) for form in parse.lexeme]
        kept = [
            (form, tag) for form, tag in forms if tag & set(CASES) and tag & {"NOUN", parse.tag.POS} and not tag & _ODD
        ]
        return tuple((form, tag) for form, tag in kept if "sing" in tag) if "Sgtm" in marks else tuple(kept)
    return ()


def _plain(marks: set[str]) -> set[str]:
    """Read the second locative ("в порту") and the second genitive as what they are."""
    return marks | ({"loct"} if "loc2" in marks else set()) | ({"gent"} if "gen2" in marks else set())


_CLITICS = (("", ""), ("و", ""), ("ب", "b"), ("ل", "l"), ("ف", ""), ("ك", ""), ("وب", "b"), ("ول", "l"))
_SHORT = 4
_OWNERS = ("ها", "هم", "ه")
_UNBOUND = {"من", "في", "على", "عن", "إلى", "بعد", "ذات", "أو", "غير", "دون", "بدون", "ضد"}


def arabic_noun(phrase: str, *, name: bool = False) -> Iterator[tuple[str, str]]:
    """A noun phrase with the article and what is written together with it; the case marks ب and ل. A name has no article."""
    words = phrase.split()
    heads = {phrase}
    owned: set[str] = set()
    if not name:
        owned |= {" ".join(_accusative(word) for word in words)}
        heads |= {" ".join(_definite(word) for word in words), " ".join([*words[:-1], _definite(words[-1])])}
        stem = f"{words[0][:-1]}ت" if words[0].endswith("ة") else words[0]
        rest = [_definite(word) for word in words[1:]]
        owned |= {" ".join([stem + owner, *rest]) for owner in _OWNERS if not stem.startswith("ال")}
    for head in sorted(heads | owned):
        for clitic, case in _CLITICS[:_SHORT] if head in owned - heads else _CLITICS:
            article = clitic.endswith("ل") and head.startswith("ال")
            yield (f"{clitic}ل{head[2:]}" if article else clitic + head), case


def arabic_trigger(cells: list[list[str]]) -> list[list[str]]:
    """Verbs with و, ف and the future س; nouns with the article and their clitics."""
    verbs = [
        [mark + form for form in cell for mark in ("", "و", "ف", *(("س", "وس") if form[0] in "يتن" else ()))]
        for cell in cells[:3]
    ]
    return [*verbs, *([form for noun in cell for form, _ in arabic_noun(noun)] for cell in cells[3:])]


def _definite(word: str) -> str:
    bound = word.startswith(("ال", "لل")) or word in _UNBOUND or not word[0].isalpha()
    return word if bound else f"ال{word}"


def _accusative(word: str) -> str:
    """The indefinite accusative, where the script shows it (صاروخ, صاروخا)."""
    bare = word.startswith(("ال", "لل")) or word in _UNBOUND or not word.isalpha()
    return word if bare or word[-1] in "ةاىءه" else f"{word}ا"
