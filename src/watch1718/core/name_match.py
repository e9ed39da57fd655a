"""Matching one name against the list: how alike, by which rule, and how sure that makes it.

For a customer's name, where no text around it helps. Names in documents are ``screening``'s.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.fuzz import ratio, token_sort_ratio
from rapidfuzz.process import extract

from watch1718.core.folding import LOOK_ALIKES, fold_word, sound
from watch1718.core.names import Form, Names

FLOOR, ROUGH = 80.0, 40.0
LIMIT = 87.5
BANDS = ((100.0, "same"), (95.0, "very likely"), (LIMIT, "likely"), (FLOOR, "possible"))
INITIAL, SOUND, VOWELS, OTHER, TURNED = 90.0, 97.0, 93.0, 0.8, 1.0
DIGITS = str.maketrans("015", "ols")
TITLES = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "eng", "col", "gen", "lt", "maj", "capt", "adm", "sheikh", "hajji", "sayyid"}
    | {"jr", "sr", "ii", "iii", "comrade", "general", "colonel"}
)
_WORDS = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile(r"['’ʼ`´‘ʻ]")
_SYLLABLES = re.compile(
    r"(?:(?:kk|ch|ts|[kgntdrlmpbsjchwy])?(?:[wy]?(?:ae|oe|eo|eu|ee|oo|ui|ou|[aeiou]))(?:ng|nk|[kgnlmpbt])?){1,2}"
)


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A listed party that a name may mean. ``band``: same, very likely, likely, possible; ``score`` of 100."""

    reference: str
    name: str
    form: str
    score: float
    band: str
    why: str


def match_name(query: str, names: Names, limit: int = 5) -> tuple[NameMatch, ...]:
    """Find the listed parties that a name may mean, best first, one match a party."""
    best: dict[str, tuple[float, str, Form]] = {}
    for text in _near(query, tuple(names.listed)):
        score, rule = likeness(query, text)
        for form in names.listed[text] if score >= FLOOR else ():
            if form.reference not in best or score > best[form.reference][0]:
                best[form.reference] = (score, rule, form)
    ranked = sorted(best.values(), key=lambda found: (-found[0], found[2].reference))
    return tuple(_match(*found) for found in ranked[:limit])


def _near(query: str, texts: tuple[str, ...]) -> set[str]:
    """The forms worth a close look: some letters in common, as written or with the words sorted."""
    plain = " ".join(words(query))
    return {
        text
        for scorer in (ratio, token_sort_ratio)
        for text, _, _ in extract(plain, texts, scorer=scorer, score_cutoff=ROUGH, limit=None)
    }


def _match(score: float, rule: str, form: Form) -> NameMatch:
    band = next(name for least, name in BANDS if score >= least)
    why = f"{rule}: {form.rule} {form.text!r}; {score - FLOOR:.1f} above the floor of {FLOOR:.0f}"
    return NameMatch(form.reference, form.name, form.text, round(score, 1), band, why)


def likeness(query: str, candidate: str) -> tuple[float, str]:
    """Say how alike two names are, of 100, and by which rule."""
    one, other = words(query), words(candidate)
    if not one or not other:
        return 0.0, "nothing to compare"
    if sorted(one) == sorted(other):
        return 100.0, "the same words"
    spaced, joined = " ".join(one), "".join(one)
    return max(
        (token_sort_ratio(spaced, " ".join(other)), "letters alike, words in any order"),
        (_joined(joined, other), "letters alike, written as one"),
        (aligned(one, other), "word by word"),
    )


def _joined(joined: str, other: tuple[str, ...]) -> float:
    turned = other[1:] + other[:1]
    return max(ratio(joined, "".join(other)), ratio(joined, "".join(turned)))


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """The words of a name without disguise: look-alikes, invisible letters, titles, digits for letters."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKC", name) if unicodedata.category(letter) != "Cf")
    found = (fold_word(word) for word in _WORDS.findall(_APOSTROPHES.sub("", plain)))
    bare = tuple(_undisguised(word) for word in found)
    return tuple(word for word in bare if word not in TITLES) or bare


def _undisguised(word: str) -> str:
    if word.isdigit():
        return word
    seen = word.translate(LOOK_ALIKES)
    word = seen if seen.isascii() else word
    return word.translate(DIGITS) if any(letter.isdigit() for letter in word) else word


def aligned(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Pair the words of two names, the most alike first; words left over count against it."""
    pairs = sorted(
        ((_alike(a, b), i, j) for i, a in enumerate(one) for j, b in enumerate(other)), key=lambda pair: -pair[0]
    )
    partner: dict[int, int] = {}
    total = 0.0
    for score, i, j in pairs:
        if i not in partner and j not in partner.values():
            partner[i] = j
            total += score * (len(one[i]) + len(other[j]))
    order = [partner[i] for i in sorted(partner)]
    turned = TURNED if order != sorted(order) else 0.0
    return total / (sum(map(len, one)) + sum(map(len, other))) - turned


@lru_cache(maxsize=262144)
def _alike(a: str, b: str) -> float:
    if a == b:
        return 100.0
    if 1 in (len(a), len(b)):
        return INITIAL if a[0] == b[0] else 0.0
    if a.isascii() and b.isascii() and sound(a) == sound(b):
        return SOUND
    if _bare(a) == _bare(b) and len(_bare(a)) > 1:
        return VOWELS
    if a.replace("rn", "m") == b.replace("rn", "m"):
        return SOUND
    other = _SYLLABLES.fullmatch(a) and _SYLLABLES.fullmatch(b)
    return ratio(a, b) * (OTHER if other else 1.0)


def _bare(word: str) -> str:
    return word[0] + re.sub("[aeiou]", "", word[1:])
